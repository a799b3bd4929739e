// Which pods does an analysis measure, and how does a query select them?

/** What serves now, or what is being released. */
export interface Track {
  /** Names of the ReplicaSets (or the StatefulSet, the DaemonSet) whose pods it is: a pod is named `OWNER-SUFFIX`. */
  readonly owners: readonly string[];
  /** The labels of its pods, for metrics that carry a label (a slot, a role) and not the pod's name. */
  readonly labels: Readonly<Record<string, string>>;
  /** When its first pod was created: milliseconds since 1970 by the cluster's clock. */
  readonly since: number;
}

export interface Subject {
  readonly namespace: string;
  readonly candidate: Track;
  /** None where nothing else serves beside the candidate. */
  readonly stable: Track | undefined;
}

/**
 * Which label of the metrics tells the candidate's pods from others. The names of the labels depend on how Prometheus
 * was set up; `pod` and `namespace` are what its operator and kube-state-metrics write.
 */
export interface Selection {
  /** The label that holds the namespace; empty where the metrics have none. */
  readonly namespaceLabel: string;
  readonly by:
    | { readonly kind: "pod-name"; readonly label: string }
    /** The metrics' label `label` holds the value of the pods' label `podLabel`. */
    | { readonly kind: "pod-label"; readonly label: string; readonly podLabel: string };
}

export const defaultSelection: Selection = { namespaceLabel: "namespace", by: { kind: "pod-name", label: "pod" } };

export type Selected =
  | { readonly kind: "matchers"; readonly text: string }
  | { readonly kind: "unselectable"; readonly found: string; readonly advice: string };

/** The matchers of a track, as they stand between the braces of a selector: `namespace="shop",pod=~"orders-7d9f-…"`. */
export function matchersOf(track: Track, namespace: string, selection: Selection): Selected {
  const { by, namespaceLabel } = selection;
  const first = namespaceLabel === "" ? "" : `${namespaceLabel}=${promqlString(namespace)},`;
  if (by.kind === "pod-name") {
    if (track.owners.length === 0) {
      return { kind: "unselectable", found: "it has no pods", advice: "Look at the rollout." };
    }
    const names = track.owners.map(escapeRegex);
    const owner = names.length === 1 ? names[0] : `(?:${names.join("|")})`;
    return { kind: "matchers", text: `${first}${by.label}=~${promqlString(`${owner}-[a-z0-9]+`)}` };
  }
  const value = track.labels[by.podLabel];
  if (value === undefined) {
    return {
      kind: "unselectable",
      found: `its pods have no label ${by.podLabel}`,
      advice: `Select by a label that they have (${Object.keys(track.labels).sort().join(", ") || "they have none"}), or by the pod's name.`,
    };
  }
  return { kind: "matchers", text: `${first}${by.label}=${promqlString(value)}` };
}

/** A string of PromQL: quoted and escaped as in Go. */
export function promqlString(text: string): string {
  return JSON.stringify(text);
}

/** For RE2, which knows these escapes. */
function escapeRegex(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
