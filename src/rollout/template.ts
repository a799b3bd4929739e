// Is this the same pod template, and which ReplicaSet runs it?

import { isDeepStrictEqual } from "node:util";
import {
  type Deployment,
  isOwnedBy,
  type PodTemplate,
  type ReplicaSet,
  revisionOf,
  templateHashLabel,
  templateHashOf,
} from "./workload.ts";

/** A ReplicaSet's template as its Deployment had it: without the label that tells its pods apart. */
export function templateOf(replicaSet: ReplicaSet): PodTemplate {
  const { [templateHashLabel]: _hash, ...labels } = replicaSet.spec.template.metadata?.labels ?? {};
  return { ...replicaSet.spec.template, metadata: { ...replicaSet.spec.template.metadata, labels } };
}

/** Equal as the Deployment's controller compares: empty fields and ones that are not there are the same. */
export function sameTemplate(one: PodTemplate, other: PodTemplate): boolean {
  return isDeepStrictEqual(withoutEmpty(one), withoutEmpty(other));
}

/** The ReplicaSet that runs the Deployment's template as it is now; none before the controller has made it. */
export function currentReplicaSet(workload: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return ownedReplicaSets(workload, replicaSets).find((each) => sameTemplate(templateOf(each), workload.spec.template));
}

/** The ReplicaSets of a Deployment, newest revision first. */
export function ownedReplicaSets(workload: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet[] {
  return replicaSets
    .filter((each) => isOwnedBy(each, workload))
    .sort((one, other) => revisionOf(other) - revisionOf(one));
}

export function replicaSetOf(
  hash: string,
  workload: Deployment,
  replicaSets: readonly ReplicaSet[],
): ReplicaSet | undefined {
  return ownedReplicaSets(workload, replicaSets).find((each) => templateHashOf(each) === hash);
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, withoutEmpty(each)] as const)
    .filter(([key, each]) => each !== null && each !== undefined && !(key !== "emptyDir" && isEmptyObject(each)));
  return Object.fromEntries(entries);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
