// How does Istio send a share to the candidate?

import { isDeepStrictEqual } from "node:util";
import type { KubeObject } from "../kube/object.ts";
import { madeFor } from "./companion.ts";
import { candidatePercent, type Entry, joinEntries, type Naming, savedList, splitEntries } from "./entries.ts";
import type { HeaderRule, Router, SavedPart, TrafficTarget } from "./router.ts";

interface HttpRule {
  readonly name?: string;
  readonly match?: readonly {
    readonly headers?: Readonly<Record<string, unknown>>;
    readonly [field: string]: unknown;
  }[];
  readonly route?: readonly Entry[];
  readonly [field: string]: unknown;
}

interface VirtualService extends KubeObject {
  readonly spec?: {
    readonly http?: readonly HttpRule[];
    readonly tcp?: readonly { readonly route?: readonly Entry[] }[];
    readonly tls?: readonly { readonly route?: readonly Entry[] }[];
    readonly [field: string]: unknown;
  };
}

interface DestinationRule extends KubeObject {
  readonly spec?: {
    readonly host?: string;
    readonly trafficPolicy?: Readonly<Record<string, unknown>>;
    readonly subsets?: readonly { readonly name: string; readonly trafficPolicy?: Readonly<Record<string, unknown>> }[];
    readonly [field: string]: unknown;
  };
}

const versions = ["networking.istio.io/v1", "networking.istio.io/v1beta1", "networking.istio.io/v1alpha3"];
const destinationRuleKinds = versions.map((apiVersion) => ({ apiVersion, kind: "DestinationRule" }));

/**
 * By the weights of a VirtualService's http routes, between the hosts of two Services; for a header by a rule
 * right before, since the first rule that matches wins. A DestinationRule speaks of one host: the candidate's
 * host gets a copy of the policy that stable's has, so that mutual TLS and circuit breaking hold for it too.
 * https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export const istio = {
  name: "istio",
  splits: "percent",
  headers: true,
  kinds: versions.map((apiVersion) => ({ apiVersion, kind: "VirtualService" })),
  readOnly: false,
  related: destinationRuleKinds,
  makes: destinationRuleKinds,

  read(object: VirtualService, target) {
    const naming = namingOf(target);
    const parts: SavedPart[] = [];
    for (const [index, rule] of rulesOf(object).entries()) {
      const path = ["spec", "http", index] as const;
      const entries = rule.route ?? [];
      const stable = entries.filter(naming.isStable).length;
      if (stable > 1) {
        return {
          kind: "unfit",
          found: `an http rule of VirtualService ${object.metadata.name} names the host ${target.stable.service} more than once (by subsets)`,
          advice:
            "Leave one destination for the host: the release makes a Service for the candidate and weights the two hosts, so it needs no subsets.",
        };
      }
      if (stable === 1) parts.push({ path: [...path, "route"], value: entries });
      else if (isForCandidate(rule, naming)) parts.push({ path, value: rule });
    }
    if (parts.some(({ path }) => path.length > 3)) return { kind: "routes", parts };
    const { tcp = [], tls = [] } = object.spec ?? {};
    if (![...tcp, ...tls].some(({ route = [] }) => route.some(naming.isStable))) return { kind: "elsewhere" };
    return {
      kind: "unfit",
      found: `VirtualService ${object.metadata.name} routes ${target.stable.service} by tcp or tls only`,
      advice: "Weights are set in http routes: add one, or choose another router.",
    };
  },
  serves: () => true,
  trouble: () => undefined,
  split(object: KubeObject, target, { weight, header }) {
    if (object.kind !== "VirtualService") return object;
    const naming = namingOf(target);
    const http = rulesOf(object as VirtualService).flatMap((rule) => {
      if (!rule.route?.some(naming.isStable)) return [rule];
      const weighted = { ...rule, route: splitEntries(rule.route, naming, weight) };
      return header === undefined ? [weighted] : [headerRule(rule, header, naming), weighted];
    });
    return withRules(object, http);
  },
  giveBack(object: VirtualService, target, parts) {
    const naming = namingOf(target);
    const kept = rulesOf(object).filter(
      (rule) => !isForCandidate(rule, naming) || parts.some(({ value }) => isDeepStrictEqual(value, rule)),
    );
    const http = kept.map((rule, index) => {
      const live = rule.route ?? [];
      if (!live.some((entry) => naming.isStable(entry) || naming.isCandidate(entry))) return rule;
      const saved = savedList(["spec", "http", index, "route"], live, parts, naming);
      return saved === undefined ? rule : { ...rule, route: joinEntries(live, saved, naming) };
    });
    return withRules(object, http);
  },
  share(object: KubeObject, target) {
    if (object.kind !== "VirtualService") return "silent";
    const naming = namingOf(target);
    const rules = rulesOf(object as VirtualService);
    const [weight] = rules
      .filter(({ route = [] }) => route.some(naming.isStable))
      .map(({ route = [] }) => candidatePercent(route, naming))
      .filter((percent) => percent !== undefined);
    if (weight === undefined) return "untouched";
    const header = headerOf(rules, naming);
    return { weight, ...(header === undefined ? {} : { header }) };
  },
  companions(objects, related, target) {
    const isHost = hostTest(target.stable.service, target.namespace);
    const rule = related.find((one): one is DestinationRule => isHost((one as DestinationRule).spec?.host));
    if (rule === undefined) return [];
    const subset = subsetOf(objects, target);
    const { trafficPolicy, subsets = [] } = rule.spec ?? {};
    const policy = { ...trafficPolicy, ...subsets.find(({ name }) => name === subset)?.trafficPolicy };
    if (Object.keys(policy).length === 0) return [];
    const { subsets: _, ...spec } = rule.spec ?? {};
    return [
      madeFor(
        target,
        { apiVersion: rule.apiVersion, kind: "DestinationRule", name: `${target.candidate.service}-slipway` },
        {
          spec: {
            ...spec,
            host: `${target.candidate.service}.${target.namespace}.svc.cluster.local`,
            trafficPolicy: policy,
          },
        },
      ),
    ];
  },
} as const satisfies Router;

function namingOf({ namespace, stable, candidate }: TrafficTarget): Naming {
  const isStable = hostTest(stable.service, namespace);
  const isCandidate = hostTest(candidate.service, namespace);
  return {
    isStable: (entry) => isStable(destinationOf(entry).host),
    isCandidate: (entry) => isCandidate(destinationOf(entry).host),
    candidateOf: (entry) => {
      // A subset is one of stable's DestinationRule; the candidate has a host of its own instead.
      const { subset: _, ...destination } = destinationOf(entry);
      const host = `${candidate.service}${(destination.host ?? "").slice(stable.service.length)}`;
      return { ...entry, destination: { ...destination, host } };
    },
    defaultWeight: 0,
  };
}

function destinationOf(entry: Entry): { readonly host?: string; readonly subset?: string } {
  return (entry.destination ?? {}) as { host?: string; subset?: string };
}

/** `orders`, `orders.shop`, `orders.shop.svc` and `orders.shop.svc.cluster.local` are one host. */
function hostTest(service: string, namespace: string): (host: string | undefined) => boolean {
  return (host) => {
    if (host === undefined) return false;
    const [name, space = namespace, svc = "svc"] = host.split(".");
    return name === service && space === namespace && svc === "svc";
  };
}

function rulesOf(object: VirtualService): readonly HttpRule[] {
  return object.spec?.http ?? [];
}

function withRules(object: VirtualService, http: readonly HttpRule[]): KubeObject {
  return { ...object, spec: { ...object.spec, http } };
}

function isForCandidate({ route = [] }: HttpRule, naming: Naming): boolean {
  return route.length > 0 && route.every(naming.isCandidate);
}

function headerRule({ name, route = [], ...rule }: HttpRule, header: HeaderRule, naming: Naming): HttpRule {
  // Envoy knows headers in lower case only.
  const exact = { [header.name.toLowerCase()]: { exact: header.value } };
  const { match: written = [] } = rule;
  // A rule without any matches everything: only with the header, it must not.
  const all: NonNullable<HttpRule["match"]> = written.length === 0 ? [{}] : written;
  const match = all.map((one) => ({ ...one, headers: { ...one.headers, ...exact } }));
  const entries = route.filter(naming.isStable).map((entry) => ({ ...naming.candidateOf(entry), weight: 100 }));
  return { ...rule, ...(name === undefined ? {} : { name: `${name}-candidate` }), match, route: entries };
}

function headerOf(rules: readonly HttpRule[], naming: Naming): HeaderRule | undefined {
  const index = rules.findIndex((rule) => isForCandidate(rule, naming));
  const [match] = rules[index]?.match ?? [];
  // The API server sorts them by name: ours is the one that the rule beside it does not have.
  const [beside] = rules[index + 1]?.match ?? [];
  const added = Object.entries(match?.headers ?? {}).find(
    ([name, value]) => !isDeepStrictEqual(value, beside?.headers?.[name]),
  );
  return added && { name: added[0], value: (added[1] as { exact?: string }).exact ?? "" };
}

function subsetOf(objects: readonly KubeObject[], target: TrafficTarget): string | undefined {
  const naming = namingOf(target);
  const entries = objects.flatMap((object) => rulesOf(object).flatMap(({ route = [] }) => route));
  return entries.filter(naming.isStable).map((entry) => destinationOf(entry).subset)[0];
}
