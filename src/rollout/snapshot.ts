// What does the cluster say about a rollout right now?

import type { Cluster } from "../kube/cluster.ts";
import { describeObject } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { type LabelSelector, selectorText } from "../kube/selectors.ts";
import { followObjects } from "../kube/watch.ts";
import { currentReplicaSet, ownedReplicaSets } from "./template.ts";
import {
  type Deployment,
  deploymentKind,
  isOwnedBy,
  type Pod,
  podKind,
  type ReplicaSet,
  replicaSetKind,
  type WorkloadReference,
} from "./workload.ts";

export interface RolloutSnapshot {
  /** Not there before the first apply. */
  readonly workload: Deployment | undefined;
  /** All of the workload's ReplicaSets, newest revision first. */
  readonly replicaSets: readonly ReplicaSet[];
  /** The one of the workload's template as it is now. */
  readonly current: ReplicaSet | undefined;
  /** The pods of `current`, those that are terminating apart. */
  readonly pods: readonly Pod[];
}

/** The workload, its ReplicaSets and its pods, kept up to date by three watches. */
export interface LiveRollout {
  snapshot(): RolloutSnapshot;
  stop(): void;
}

export interface FollowRolloutOptions {
  readonly signal: AbortSignal;
  /** Also called when the watches cannot go on: `snapshot` throws then. */
  readonly onChange: () => void;
}

/** Resolves when all three were listed once. */
export async function followRollout(
  cluster: Cluster,
  workload: WorkloadReference,
  selector: LabelSelector,
  options: FollowRolloutOptions,
): Promise<LiveRollout> {
  const { namespace, name } = workload;
  const { signal, onChange } = options;
  let lost: unknown;
  const onError = (error: unknown): void => {
    lost ??= explainRefusal(error, `watching ${describeObject(workload)}`);
    onChange();
  };
  const common = { signal, onChange, onError, namespace };
  const selected = { ...common, labelSelector: selectorText(selector) };
  const [workloads, replicaSets, pods] = await Promise.all([
    followObjects<Deployment>(cluster, deploymentKind, { ...common, fieldSelector: `metadata.name=${name}` }),
    followObjects<ReplicaSet>(cluster, replicaSetKind, selected),
    followObjects<Pod>(cluster, podKind, selected),
  ]);
  return {
    snapshot: () => {
      if (lost !== undefined) throw lost;
      return takeSnapshot(workloads.get(name), replicaSets.items(), pods.items());
    },
    stop: () => {
      for (const store of [workloads, replicaSets, pods]) store.stop();
    },
  };
}

export function takeSnapshot(
  workload: Deployment | undefined,
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
): RolloutSnapshot {
  if (workload === undefined) return { workload, replicaSets: [], current: undefined, pods: [] };
  const current = currentReplicaSet(workload, replicaSets);
  return {
    workload,
    replicaSets: ownedReplicaSets(workload, replicaSets),
    current,
    pods:
      current === undefined
        ? []
        : pods.filter((pod) => isOwnedBy(pod, current) && pod.metadata.deletionTimestamp === undefined),
  };
}
