// Which Roles does a validation need, and no more?

import type { ObjectKind } from "../kube/object.ts";
import { builtInType } from "../kube/resource-types.ts";
import { backupKinds } from "./backup/seen.ts";
import { clusterWideKinds, type LiveKind, liveKinds } from "./live-kinds.ts";

/** As RBAC has it. */
export interface ReadRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The rules of the Role in the service's namespace. `get` is for what is asked for by name: the Secrets of
 * certificates and of pulls, the sources of settings.
 */
export function roleRules(): ReadRule[] {
  const own = kinds().filter((kind) => !clusterWideKinds.includes(kind));
  return [ownNamespace, ...rulesOf([...own.map(placeOf), ...Object.values(backupKinds).map(placeOfKind)])];
}

/** The rules of the ClusterRole: nodes and what else stands in no namespace. */
export function clusterRoleRules(): ReadRule[] {
  return rulesOf([...clusterWideKinds.map(placeOf), { group: "node.k8s.io", resource: "runtimeclasses" }]);
}

/** How full volumes are is told by the kubelets alone, which the API server asks in the user's name. */
export function volumeStatisticsRules(): ReadRule[] {
  return [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }];
}

/** One line for each rule, as the documents show it. */
export function renderReadRole(kind: "Role" | "ClusterRole", name: string, rules: readonly ReadRule[]): string {
  const list = (items: readonly string[]) => `[${items.map((item) => item || '""').join(", ")}]`;
  return [
    "apiVersion: rbac.authorization.k8s.io/v1",
    `kind: ${kind}`,
    `metadata: { name: ${name} }`,
    "rules:",
    ...rules.map(
      ({ apiGroups, resources, verbs }) =>
        `  - { apiGroups: ${list(apiGroups)}, resources: ${list(resources)}, verbs: ${list(verbs)} }`,
    ),
    "",
  ].join("\n");
}

/** `deployments`: what RBAC calls a kind. */
export function resourceOf(kind: LiveKind): string {
  const builtIn = builtInType({ apiVersion: liveKinds[kind], kind })?.plural;
  return builtIn ?? otherPlurals[kind] ?? pluralOf(kind.toLowerCase());
}

const verbs = ["get", "list"];

/** Its labels say which Pod Security Standard is enforced. A Role may let one read the namespace that it stands in. */
const ownNamespace: ReadRule = { apiGroups: [""], resources: ["namespaces"], verbs: ["get"] };

/** Kinds whose plural does not follow from their name. */
const otherPlurals: Partial<Record<LiveKind, string>> = { PodMetrics: "pods" };

function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

function kinds(): LiveKind[] {
  return Object.keys(liveKinds) as LiveKind[];
}

interface Place {
  readonly group: string;
  readonly resource: string;
}

function placeOf(kind: LiveKind): Place {
  return { group: groupOf(liveKinds[kind]), resource: resourceOf(kind) };
}

function placeOfKind({ apiVersion, kind }: ObjectKind): Place {
  return { group: groupOf(apiVersion), resource: pluralOf(kind.toLowerCase()) };
}

function rulesOf(places: readonly Place[]): ReadRule[] {
  const groups = Map.groupBy(places, ({ group }) => group);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([group, own]) => ({
      apiGroups: [group],
      resources: [...new Set(own.map(({ resource }) => resource))].toSorted(),
      verbs,
    }));
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}
