// How does a route of the Gateway API send a share to the candidate?

import { isDeepStrictEqual } from "node:util";
import type { KubeObject } from "../kube/object.ts";
import { candidatePercent, type Entry, joinEntries, type Naming, savedList, splitEntries } from "./entries.ts";
import type { HeaderRule, Problem, Router, SavedPart, TrafficTarget } from "./router.ts";

interface Match {
  readonly headers?: readonly { readonly type?: string; readonly name: string; readonly value: string }[];
  readonly [field: string]: unknown;
}

interface Rule {
  readonly matches?: readonly Match[];
  readonly backendRefs?: readonly Entry[];
  readonly [field: string]: unknown;
}

interface Route extends KubeObject {
  readonly spec?: { readonly rules?: readonly Rule[]; readonly [field: string]: unknown };
  readonly status?: { readonly parents?: readonly { readonly conditions?: readonly Condition[] }[] };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

const apiVersion = "gateway.networking.k8s.io/v1";

/**
 * By the weights of `backendRefs` in each rule that names stable, and for a header by one more rule beside it: of
 * two rules that match, the one with more header matches wins, wherever it stands.
 * https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch
 */
export const gatewayApi = {
  name: "gateway-api",
  splits: "percent",
  headers: true,
  kinds: [
    { apiVersion, kind: "HTTPRoute" },
    { apiVersion, kind: "GRPCRoute" },
  ],
  readOnly: false,
  related: [],
  makes: [],

  read(object: Route, target) {
    const naming = namingOf(target);
    const parts: SavedPart[] = [];
    for (const [index, rule] of rulesOf(object).entries()) {
      const path = ["spec", "rules", index] as const;
      const entries = rule.backendRefs ?? [];
      const stable = entries.filter(naming.isStable).length;
      if (stable > 1) return twice(object, target);
      if (stable === 1) parts.push({ path: [...path, "backendRefs"], value: entries });
      // A rule of the user's own for the candidate alone is not to be taken for one of ours.
      else if (isForCandidate(rule, naming)) parts.push({ path, value: rule });
    }
    return parts.some(({ path }) => path.length > 3) ? { kind: "routes", parts } : { kind: "elsewhere" };
  },
  serves: () => true,
  trouble: (object: Route) => troubleOf(object),
  split(object: Route, target, { weight, header }) {
    const naming = namingOf(target);
    const rules = rulesOf(object);
    const isRouted = (rule: Rule) => rule.backendRefs?.some(naming.isStable) ?? false;
    const weighted = rules.map((rule) =>
      isRouted(rule) ? { ...rule, backendRefs: splitEntries(rule.backendRefs ?? [], naming, weight) } : rule,
    );
    const byHeader = header === undefined ? [] : rules.filter(isRouted).map((rule) => headerRule(rule, header, naming));
    return withRules(object, [...byHeader, ...weighted]);
  },
  giveBack(object: Route, target, parts) {
    const naming = namingOf(target);
    const kept = rulesOf(object).filter((rule) => !isForCandidate(rule, naming) || wasThere(rule, parts));
    const rules = kept.map((rule, index) => {
      const live = rule.backendRefs ?? [];
      if (!live.some((entry) => naming.isStable(entry) || naming.isCandidate(entry))) return rule;
      const saved = savedList(["spec", "rules", index, "backendRefs"], live, parts, naming);
      return saved === undefined ? rule : { ...rule, backendRefs: joinEntries(live, saved, naming) };
    });
    return withRules(object, rules);
  },
  share(object: Route, target) {
    const naming = namingOf(target);
    const rules = rulesOf(object);
    const weights = rules
      .filter((rule) => rule.backendRefs?.some(naming.isStable))
      .map((rule) => candidatePercent(rule.backendRefs ?? [], naming))
      .filter((weight) => weight !== undefined);
    const [weight] = weights;
    if (weight === undefined) return "untouched";
    const header = headerOf(rules, naming);
    return { weight, ...(header === undefined ? {} : { header }) };
  },
  companions: () => [],
} as const satisfies Router;

function namingOf({ namespace, stable, candidate }: TrafficTarget): Naming {
  const names = (service: string) => (entry: Entry) =>
    entry.name === service &&
    (entry.kind ?? "Service") === "Service" &&
    (entry.group ?? "") === "" &&
    (entry.namespace ?? namespace) === namespace;
  return {
    isStable: names(stable.service),
    isCandidate: names(candidate.service),
    candidateOf: (entry) => ({ ...entry, name: candidate.service }),
    defaultWeight: 1,
  };
}

function rulesOf(object: Route): readonly Rule[] {
  return object.spec?.rules ?? [];
}

function withRules(object: Route, rules: readonly Rule[]): KubeObject {
  return { ...object, spec: { ...object.spec, rules } };
}

function isForCandidate({ backendRefs = [] }: Rule, naming: Naming): boolean {
  return backendRefs.length > 0 && backendRefs.every(naming.isCandidate);
}

function wasThere(rule: Rule, parts: readonly SavedPart[]): boolean {
  return parts.some(({ value }) => isDeepStrictEqual(value, rule));
}

/** The same matches, filters and timeouts, each match with the header beside what it asks already. */
function headerRule({ backendRefs = [], ...rule }: Rule, { name, value }: HeaderRule, naming: Naming): Rule {
  const { matches: written = [] } = rule;
  // A rule without any matches everything: only with the header, it must not.
  const matches = (written.length === 0 ? [{}] : written).map((match: Match) => {
    const others = (match.headers ?? []).filter((header) => header.name.toLowerCase() !== name.toLowerCase());
    return { ...match, headers: [...others, { type: "Exact", name, value }] };
  });
  const entries = backendRefs.filter(naming.isStable).map((entry) => ({ ...naming.candidateOf(entry), weight: 1 }));
  // The names of rules are unique.
  const named = typeof rule.name === "string" ? { name: `${rule.name}-candidate` } : {};
  return { ...rule, ...named, matches, backendRefs: entries };
}

function headerOf(rules: readonly Rule[], naming: Naming): HeaderRule | undefined {
  const [match] = rules.find((rule) => isForCandidate(rule, naming))?.matches ?? [];
  const last = match?.headers?.at(-1);
  return last && { name: last.name, value: last.value };
}

function twice(object: Route, { stable }: TrafficTarget) {
  return {
    kind: "unfit" as const,
    found: `a rule of ${object.kind} ${object.metadata.name} names Service ${stable.service} more than once`,
    advice: "Name each Service once in a rule.",
  };
}

function troubleOf(object: Route): Problem | undefined {
  const refusals = (object.status?.parents ?? []).map(({ conditions = [] }) =>
    conditions.find(({ type, status }) => (type === "Accepted" || type === "ResolvedRefs") && status === "False"),
  );
  const [refused] = refusals;
  // By a Gateway that takes it, users come.
  if (refused === undefined || refusals.includes(undefined)) return undefined;
  return {
    found: `its Gateway does not take ${object.kind} ${object.metadata.name}: ${refused.message ?? refused.reason ?? refused.type}`,
    advice: "Correct the route first: a weight in it would have no effect.",
  };
}
