// How does Traefik send a share to the candidate?

import { createHash } from "node:crypto";
import type { KubeObject } from "../kube/object.ts";
import { madeFor } from "./companion.ts";
import { candidatePercent, type Entry, joinEntries, type Naming, savedList, splitEntries } from "./entries.ts";
import type { Reading, Router, SavedPart, TrafficTarget } from "./router.ts";
import { headerOf, headerRoute, isForCandidate, type Route, wasThere } from "./traefik-header.ts";

interface TraefikService extends KubeObject {
  readonly spec?: {
    readonly weighted?: { readonly services?: readonly Entry[]; readonly [field: string]: unknown };
    readonly mirroring?: { readonly name?: string; readonly mirrors?: readonly Entry[] };
    readonly [field: string]: unknown;
  };
}

interface IngressRoute extends KubeObject {
  readonly spec?: {
    readonly routes?: readonly Route[];
    readonly [field: string]: unknown;
  };
}

/** Traefik 2.10 and 3 serve the first; Traefik 2 as K3s brought it, also the second. */
const groups = ["traefik.io/v1alpha1", "traefik.containo.us/v1alpha1"];
const traefikServiceKinds = groups.map((apiVersion) => ({ apiVersion, kind: "TraefikService" }));

/**
 * By the shares of a weighted TraefikService. An IngressRoute that names the Service itself is pointed at a
 * TraefikService of ours for the time of the release, because Traefik's documentation gives weights to those only.
 * https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/
 */
export const traefik = {
  name: "traefik",
  splits: "percent",
  headers: true,
  kinds: [...traefikServiceKinds, ...groups.map((apiVersion) => ({ apiVersion, kind: "IngressRoute" }))],
  readOnly: false,
  related: [],
  makes: traefikServiceKinds,

  read: (object, target) =>
    object.kind === "IngressRoute" ? readIngressRoute(object, target) : readTraefikService(object, target),
  serves: () => true,
  trouble: () => undefined,
  split(object, target, { weight, header }) {
    const { apiVersion } = object;
    const naming = namingOf(target, apiVersion);
    if (object.kind === "IngressRoute") {
      const stable = routesOf(object).filter(({ services }) => services?.some(naming.isStable));
      const byHeader =
        header === undefined ? [] : stable.map((route) => headerRoute(route, header, naming, apiVersion));
      const through = mapServices(object, (services) =>
        services.map((entry) => (naming.isStable(entry) ? throughOurs(entry, target) : entry)),
      );
      return withRoutes(object, [...byHeader, ...routesOf(through)]);
    }
    return withShares(object, splitEntries(sharesOf(object), naming, weight));
  },
  giveBack(object, target, parts) {
    const naming = namingOf(target, object.apiVersion);
    if (object.kind === "IngressRoute") {
      const kept = routesOf(object).filter((route) => !isForCandidate(route, naming) || wasThere(route, parts));
      return mapServices(withRoutes(object, kept), (services) => services.map(givenBack));
    }
    const saved = savedList(["spec", "weighted", "services"], sharesOf(object), parts, naming);
    return saved === undefined ? object : withShares(object, joinEntries(sharesOf(object), saved, naming));

    function givenBack(entry: Entry): Entry {
      const lists = parts.flatMap(({ value }) => (Array.isArray(value) ? (value as readonly Entry[]) : []));
      const originals = lists.filter(naming.isStable);
      return originals.find((original) => isThroughOurs(entry, original, target)) ?? entry;
    }
  },
  share(object, target) {
    const naming = namingOf(target, object.apiVersion);
    if (object.kind === "IngressRoute") {
      if (servicesIn(object).some((services) => services.some(naming.isStable))) return "untouched";
      const header = headerOf(routesOf(object), naming);
      return header === undefined ? "silent" : { header };
    }
    const weight = candidatePercent(sharesOf(object), naming);
    return weight === undefined ? "untouched" : { weight };
  },
  companions(objects, _related, target) {
    const made = objects.filter(({ kind }) => kind === "IngressRoute").flatMap((object) => oursFor(object, target));
    return [...new Map(made.map((object) => [`${object.apiVersion} ${object.metadata.name}`, object])).values()];
  },
} as const satisfies Router;

function oursFor(object: IngressRoute, target: TrafficTarget): KubeObject[] {
  const { isStable } = namingOf(target, object.apiVersion);
  const entries = servicesIn(object).flatMap((services) => services.filter(isStable));
  return entries.map(({ weight: _, ...entry }) => {
    const name = nameOfOurs(entry, target);
    return madeFor(
      target,
      { apiVersion: object.apiVersion, kind: "TraefikService", name },
      { spec: { weighted: { services: [entry] } } },
    );
  });
}

function readTraefikService(object: TraefikService, target: TrafficTarget): Reading {
  const naming = namingOf(target, object.apiVersion);
  const { mirroring } = object.spec ?? {};
  if (mirroring !== undefined && [mirroring as Entry, ...(mirroring.mirrors ?? [])].some(naming.isStable)) {
    return {
      kind: "unfit",
      found: `TraefikService ${object.metadata.name} mirrors Service ${target.stable.service}, and a mirror has no weights`,
      advice: "Let it mirror a TraefikService with `weighted.services` that names the Service.",
    };
  }
  const shares = sharesOf(object);
  switch (shares.filter(naming.isStable).length) {
    case 0:
      return { kind: "elsewhere" };
    case 1:
      return { kind: "routes", parts: [{ path: ["spec", "weighted", "services"], value: shares }] };
    default:
      return {
        kind: "unfit",
        found: `TraefikService ${object.metadata.name} names Service ${target.stable.service} more than once`,
        advice: "Name each Service once.",
      };
  }
}

function readIngressRoute(object: IngressRoute, target: TrafficTarget): Reading {
  const naming = namingOf(target, object.apiVersion);
  const parts = routesOf(object).flatMap((route, index): SavedPart[] => {
    const { services = [] } = route;
    if (services.some(naming.isStable)) return [{ path: ["spec", "routes", index, "services"], value: services }];
    // A rule of the user's own for the candidate alone is not to be taken for one of ours.
    return isForCandidate(route, naming) ? [{ path: ["spec", "routes", index], value: route }] : [];
  });
  return parts.some(({ path }) => path.length > 3) ? { kind: "routes", parts } : { kind: "elsewhere" };
}

/**
 * Where a Service has no ready pod, Traefik drops the whole TraefikService that names it, with every share of the
 * others (unless it runs with `allowEmptyServices`): a candidate that loses its pods would take stable's users with
 * it. Through its cluster address a Service is taken without pods, and only its own share fails.
 */
function namingOf({ namespace, stable, candidate }: TrafficTarget, apiVersion: string): Naming {
  // Traefik 2 knows the field from 2.10 on, which is the first with the group traefik.io.
  const nativeLB = apiVersion.startsWith("traefik.io/") ? { nativeLB: true } : {};
  const names = (service: string) => (entry: Entry) =>
    entry.name === service && (entry.kind ?? "Service") === "Service" && (entry.namespace ?? namespace) === namespace;
  return {
    isStable: names(stable.service),
    isCandidate: names(candidate.service),
    candidateOf: (entry) => ({ ...nativeLB, ...entry, name: candidate.service }),
    defaultWeight: 1,
  };
}

function sharesOf(object: TraefikService): readonly Entry[] {
  return object.spec?.weighted?.services ?? [];
}

function withShares(object: TraefikService, services: readonly Entry[]): KubeObject {
  return { ...object, spec: { ...object.spec, weighted: { ...object.spec?.weighted, services } } };
}

function servicesIn(object: IngressRoute): (readonly Entry[])[] {
  return routesOf(object).map(({ services = [] }) => services);
}

function routesOf(object: IngressRoute): readonly Route[] {
  return object.spec?.routes ?? [];
}

function withRoutes(object: IngressRoute, routes: readonly Route[]): KubeObject {
  return { ...object, spec: { ...object.spec, routes } };
}

function mapServices(object: IngressRoute, map: (services: readonly Entry[]) => readonly Entry[]): KubeObject {
  const mapped = routesOf(object).map((route) =>
    route.services === undefined ? route : { ...route, services: map(route.services) },
  );
  return withRoutes(object, mapped);
}

/** The port and all other options stand in the TraefikService's own entry. */
function throughOurs(entry: Entry, target: TrafficTarget): Entry {
  const weight = entry.weight === undefined ? {} : { weight: entry.weight };
  return { kind: "TraefikService", name: nameOfOurs(entry, target), ...weight };
}

function isThroughOurs(entry: Entry, original: Entry, target: TrafficTarget): boolean {
  return entry.kind === "TraefikService" && entry.name === nameOfOurs(original, target);
}

/** One for each way in which IngressRoutes name the Service (another port, another scheme). */
function nameOfOurs({ weight: _, ...entry }: Entry, { stable }: TrafficTarget): string {
  const text = JSON.stringify(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)));
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 6);
  return `${stable.service}-slipway-${hash}`;
}
