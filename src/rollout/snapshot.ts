// What does the cluster say about a rollout right now?

import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import { describeObject, type KubeObject } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { type LabelSelector, selectorText } from "../kube/selectors.ts";
import { followObjects, type ObjectStore } from "../kube/watch.ts";
import { asReplicaSet, isOfRevision, revisionKindOf } from "./revisions.ts";
import { currentReplicaSet, ownedReplicaSets } from "./template.ts";
import {
  type Deployment,
  type KubeEvent,
  type Pod,
  podKind,
  type ReplicaSet,
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
  /** The workload's pods of other revisions, also those that are terminating. */
  readonly others?: readonly Pod[] | undefined;
  /** What was told of the workload and of these pods and stands in no status: refusals, mounts, sandboxes, nodes on their way. */
  readonly events?: readonly KubeEvent[] | undefined;
}

/** The workload, its ReplicaSets, its pods and what is told of them, kept up to date by four watches. */
export interface LiveRollout {
  snapshot(): RolloutSnapshot;
  stop(): void;
}

export interface FollowRolloutOptions {
  readonly signal: AbortSignal;
  /** Also called when the watches cannot go on: `snapshot` throws then. */
  readonly onChange: () => void;
}

/** Resolves when all were listed once. Who may not watch events goes without them. */
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
  const [workloads, replicaSets, pods, events] = await Promise.all([
    followObjects<Deployment>(
      cluster,
      { apiVersion: workload.apiVersion, kind: workload.kind },
      { ...common, fieldSelector: `metadata.name=${name}` },
    ),
    followObjects<KubeObject>(cluster, revisionKindOf(workload), selected),
    followObjects<Pod>(cluster, podKind, { ...selected, shorten: withoutFieldOwners }),
    followEvents(cluster, { signal, onChange, namespace }),
  ]);
  return {
    snapshot: () => {
      if (lost !== undefined) throw lost;
      const revisions = replicaSets.items().map((object) => asReplicaSet(object, workload));
      return takeSnapshot(workloads.get(name), revisions, pods.items(), events?.items());
    },
    stop: () => {
      for (const store of [workloads, replicaSets, pods, events]) store?.stop();
    },
  };
}

/** Who owns which field takes more room than all else of a pod, and nobody here asks. */
export function withoutFieldOwners(pod: Pod): Pod {
  const { managedFields: _, ...metadata } = pod.metadata;
  return { ...pod, metadata };
}

export function takeSnapshot(
  workload: Deployment | undefined,
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
  events: readonly KubeEvent[] = [],
): RolloutSnapshot {
  if (workload === undefined) return { workload, replicaSets: [], current: undefined, pods: [] };
  const current = currentReplicaSet(workload, replicaSets);
  const owned = ownedReplicaSets(workload, replicaSets);
  const own: Pod[] = [];
  const others: Pod[] = [];
  for (const pod of current === undefined ? [] : pods) {
    if (current !== undefined && isOfRevision(pod, workload, current)) {
      if (pod.metadata.deletionTimestamp === undefined) own.push(pod);
    } else if (owned.some((each) => isOfRevision(pod, workload, each))) others.push(pod);
  }
  const uids = new Set([workload, ...own].map(({ metadata }) => metadata.uid));
  return {
    workload,
    replicaSets: owned,
    current,
    pods: own,
    others,
    events: events.filter(({ involvedObject }) => uids.has(involvedObject?.uid ?? "")),
  };
}

/**
 * The reasons that `causes/pod.ts` and `causes/creation.ts` read. All others are left out: a thousand pods have five
 * thousand of them.
 */
const tellingReasons = new Set([
  "FailedMount",
  "FailedAttachVolume",
  "FailedCreatePodSandBox",
  // A node is on its way, or is not: cluster-autoscaler, Karpenter.
  "TriggeredScaleUp",
  "Nominated",
  "NotTriggerScaleUp",
  // Of the workload itself.
  "ReplicaSetCreateError",
  "FailedCreate",
  "SuccessfulCreate",
]);

async function followEvents(
  cluster: Cluster,
  options: { signal: AbortSignal; onChange: () => void; namespace: string },
): Promise<ObjectStore<KubeEvent> | undefined> {
  try {
    return await followObjects<KubeEvent>(
      cluster,
      { apiVersion: "v1", kind: "Event" },
      {
        ...options,
        // A ReplicaSet tells of each pod that it creates, and what it cannot create is in its conditions.
        fieldSelector: "involvedObject.kind!=ReplicaSet",
        keep: (object) => tellingReasons.has((object as KubeEvent).reason ?? ""),
        // They only make a cause clearer: the release goes on without them.
        onError: () => undefined,
      },
    );
  } catch (error) {
    if (isApiError(error, 403)) return undefined;
    throw error;
  }
}
