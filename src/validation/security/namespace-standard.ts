// Does the namespace keep pods out that reach for the node?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import type { Seen, Subject } from "../subject.ts";
import { newestStandards, type StandardsVersion, standardsOf } from "./pod-security.ts";

const prefix = "pod-security.kubernetes.io/enforce";

export const namespaceStandard: Check = {
  id: "security/namespace-standard",
  severity: "medium",
  title: "The namespace enforces a Pod Security standard",
  why: "The service may be well behaved; what somebody else, or an attacker with a token, starts beside it need not be.",
  source:
    "https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces",
  recommendation: `Label the namespace ${prefix}: restricted, or at least baseline.`,
  run: (subject) => {
    const first = new Map(subject.workloads.map((workload) => [workload.namespace, workload]));
    const known = [...first.values()].filter((workload) => labelsAround(subject, workload) !== undefined);
    const observed = subject.observed.objects?.kind === "seen" ? subject.observed.objects.value.namespaces : undefined;
    const unreadable = [...(observed?.values() ?? [])].find(({ kind }) => kind === "unreadable");
    if (known.length === 0 && unreadable?.kind === "unreadable") return { kind: "unknown", reason: unreadable.reason };
    return eachObject(
      known.map((workload) => namespaceSeen(subject, workload)),
      ({ labels }) => {
        const level = labels[prefix];
        if (level === "baseline" || level === "restricted") return undefined;
        return {
          evidence: level === undefined ? `it has no label ${prefix}` : `it enforces ${level}`,
          path: ["metadata"],
        };
      },
      "the labels of the namespace are not known",
    );
  },
};

/** What the namespace of a workload enforces; undefined where that is not known, or is nothing. */
export function enforcedLevel(
  subject: Subject,
  workload: Seen,
): { level: "baseline" | "restricted"; version: StandardsVersion } | undefined {
  const labels = labelsAround(subject, workload) ?? {};
  const level = labels[prefix];
  if (level !== "baseline" && level !== "restricted") return undefined;
  const minor = /^v1\.(\d+)$/.exec(labels[`${prefix}-version`] ?? "")?.[1];
  const version = minor === undefined ? standardsOf(subject) : { ...newestStandards, minor: Number(minor) };
  return { level, version };
}

/** The manifest of the namespace is what will be; without one what is. */
function labelsAround(subject: Subject, { namespace }: Seen): Readonly<Record<string, string>> | undefined {
  const own = writtenNamespaces(subject).get(namespace);
  if (own !== undefined) return fieldsAt(own.object, ["metadata", "labels"]) as Record<string, string>;
  const { objects } = subject.observed;
  const answer = objects?.kind === "seen" ? objects.value.namespaces.get(namespace) : undefined;
  return answer?.kind === "there" ? answer.labels : undefined;
}

function namespaceSeen(subject: Subject, workload: Seen): Seen & { labels: Readonly<Record<string, string>> } {
  const own = writtenNamespaces(subject).get(workload.namespace);
  const labels = labelsAround(subject, workload) ?? {};
  if (own !== undefined) return { ...own, labels };
  const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: workload.namespace } };
  return { object, namespace: "", spec: {}, position: () => undefined, labels };
}

const indexes = new WeakMap<Subject, Map<string, Seen>>();

function writtenNamespaces(subject: Subject): Map<string, Seen> {
  const found =
    indexes.get(subject) ??
    new Map(
      subject.written
        .filter(({ object }) => object.kind === "Namespace")
        .map((seen) => [seen.object.metadata.name, seen]),
    );
  indexes.set(subject, found);
  return found;
}
