// How does ingress-nginx send a share to the candidate?

import type { KubeObject } from "../kube/object.ts";
import { madeFor } from "./companion.ts";
import type { Router, Share, TrafficTarget } from "./router.ts";

interface Backend {
  readonly service?: { readonly name?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

interface Rule {
  readonly http?: { readonly paths?: readonly { readonly backend?: Backend; readonly [field: string]: unknown }[] };
  readonly [field: string]: unknown;
}

interface Ingress extends KubeObject {
  readonly spec?: {
    readonly ingressClassName?: string;
    readonly defaultBackend?: Backend;
    readonly rules?: readonly Rule[];
    readonly [field: string]: unknown;
  };
}

interface IngressClass extends KubeObject {
  readonly spec?: { readonly controller?: string };
}

const prefix = "nginx.ingress.kubernetes.io/";
const legacyClass = "kubernetes.io/ingress.class";
const ingressKind = { apiVersion: "networking.k8s.io/v1", kind: "Ingress" };

/**
 * By a second Ingress for the same hosts and paths with canary annotations; the user's own is not touched.
 * A header comes before the weight.
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary
 */
export const nginx = {
  name: "nginx",
  splits: "percent",
  headers: true,
  kinds: [ingressKind],
  readOnly: true,
  related: [{ apiVersion: "networking.k8s.io/v1", kind: "IngressClass" }],
  makes: [ingressKind],

  read(object: Ingress, target) {
    if (!namesStable(object, target) || isCanary(object)) return { kind: "elsewhere" };
    return { kind: "routes", parts: [] };
  },
  serves(object: Ingress, related) {
    const name = object.spec?.ingressClassName ?? object.metadata.annotations?.[legacyClass];
    const found = related.find(({ metadata }) => metadata.name === name) as IngressClass | undefined;
    // Who may not read the classes, which belong to the whole cluster, goes by the usual name.
    return found === undefined ? name === "nginx" : found.spec?.controller === "k8s.io/ingress-nginx";
  },
  rival: (objects, others, target) => rivalOf(objects, others, target),
  trouble: () => undefined,
  split(object: Ingress, _target, { weight, header }) {
    if (!isCanary(object)) return object;
    const byHeader =
      header === undefined
        ? {}
        : { [`${prefix}canary-by-header`]: header.name, [`${prefix}canary-by-header-value`]: header.value };
    const annotations = {
      ...withoutHeader(object.metadata.annotations ?? {}),
      [`${prefix}canary-weight`]: String(weight),
      ...byHeader,
    };
    return { ...object, metadata: { ...object.metadata, annotations } };
  },
  giveBack: (object) => object,
  share(object: Ingress): Share {
    if (!isCanary(object)) return "silent";
    const annotations = object.metadata.annotations ?? {};
    const weight = annotations[`${prefix}canary-weight`];
    if (weight === undefined) return "untouched";
    const name = annotations[`${prefix}canary-by-header`];
    const value = annotations[`${prefix}canary-by-header-value`] ?? "always";
    return { weight: Number(weight), ...(name === undefined ? {} : { header: { name, value } }) };
  },
  companions: (objects, _related, target) => objects.map((object) => canaryOf(object, target)),
} as const satisfies Router;

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary: one canary for a rule. */
function rivalOf(objects: readonly Ingress[], others: readonly Ingress[], { stable }: TrafficTarget) {
  const toStable = (backend: Backend | undefined) => backend?.service?.name === stable.service;
  const own = new Set(objects.flatMap((object) => placesOf(object, toStable)));
  const rival = others.find((other) => isCanary(other) && placesOf(other, () => true).some((place) => own.has(place)));
  if (rival === undefined) return undefined;
  return {
    found: `Ingress ${rival.metadata.name} is a canary for the same host and path already, and ingress-nginx takes one`,
    advice: "Remove it for the time of the release, or choose another router.",
  };
}

function placesOf({ spec = {} }: Ingress, leadsThere: (backend: Backend | undefined) => boolean): string[] {
  return (spec.rules ?? []).flatMap((rule) =>
    pathsOf(rule)
      .filter(({ backend }) => leadsThere(backend))
      .map(({ path = "/" }) => `${rule.host ?? ""} ${path}`),
  );
}

function isCanary(object: Ingress): boolean {
  return object.metadata.annotations?.[`${prefix}canary`] === "true";
}

function namesStable({ spec = {} }: Ingress, { stable }: TrafficTarget): boolean {
  const backends = [
    spec.defaultBackend,
    ...(spec.rules ?? []).flatMap((rule) => pathsOf(rule).map((path) => path.backend)),
  ];
  return backends.some((backend) => backend?.service?.name === stable.service);
}

/** Only the paths that lead to stable: a canary of another Service's path would take its traffic. */
function canaryOf(object: Ingress, target: TrafficTarget): KubeObject {
  const { ingressClassName, defaultBackend, rules = [] } = object.spec ?? {};
  const moved = (backend: Backend | undefined) => ({
    ...backend,
    service: { ...backend?.service, name: target.candidate.service },
  });
  const isStable = (backend: Backend | undefined) => backend?.service?.name === target.stable.service;
  const copied = rules.flatMap((rule) => {
    const paths = pathsOf(rule).filter(({ backend }) => isStable(backend));
    return paths.length === 0
      ? []
      : [{ ...rule, http: { ...rule.http, paths: paths.map((path) => ({ ...path, backend: moved(path.backend) })) } }];
  });
  const named = object.metadata.annotations?.[legacyClass];
  return madeFor(
    target,
    { ...ingressKind, name: `${object.metadata.name}-slipway-canary` },
    {
      annotations: { [`${prefix}canary`]: "true", ...(named === undefined ? {} : { [legacyClass]: named }) },
      spec: {
        ...(ingressClassName === undefined ? {} : { ingressClassName }),
        ...(isStable(defaultBackend) ? { defaultBackend: moved(defaultBackend) } : {}),
        ...(copied.length === 0 ? {} : { rules: copied }),
      },
    },
  );
}

function pathsOf(rule: Rule) {
  return rule.http?.paths ?? [];
}

function withoutHeader(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => !name.startsWith(`${prefix}canary-by-`)));
}
