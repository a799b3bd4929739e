// What is in the cluster before a release with two tracks?

import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import { currentRelease } from "../../release/states.ts";
import { type RolloutSnapshot, takeSnapshot } from "../snapshot.ts";
import type { ReleaseTarget } from "../target.ts";
import { currentReplicaSet } from "../template.ts";
import {
  type Deployment,
  deploymentKind,
  type Pod,
  podKind,
  type ReplicaSet,
  replicaSetKind,
  templateHashOf,
} from "../workload.ts";
import { serviceKind } from "./select-services.ts";
import type { Ground, ServiceObject } from "./strategy.ts";

export interface Survey extends Ground {
  readonly pods: readonly Pod[];
  /** One of the Deployments as a rollout sees it. */
  sideOf(deployment: string | undefined): RolloutSnapshot;
}

/** Reads the namespace once. */
export async function survey(
  cluster: Cluster,
  target: ReleaseTarget,
  record: ReleaseRecord,
  { signal }: CallOptions,
): Promise<Survey> {
  const options = { namespace: target.workload.namespace, signal };
  const [deployments, replicaSets, pods, services] = await Promise.all([
    cluster.list<Deployment>(deploymentKind, options),
    cluster.list<ReplicaSet>(replicaSetKind, options),
    cluster.list<Pod>(podKind, options),
    cluster.list<ServiceObject>(serviceKind, options),
  ]);
  const withKind = <T extends KubeObject>(items: readonly T[], kind: { apiVersion: string; kind: string }): T[] =>
    items.map((item) => ({ ...item, ...kind }));
  const all = withKind(deployments.items, deploymentKind);
  return {
    target,
    deployments: all,
    services: withKind(services.items, serviceKind),
    writtenServices: target.manifests
      .map(({ object }) => object)
      .filter((object): object is ServiceObject => object.kind === "Service" && object.spec !== undefined),
    written: target.manifest?.object as Deployment | undefined,
    hashOf: (deployment) => {
      const current = currentReplicaSet(deployment, replicaSets.items);
      return current === undefined ? "" : templateHashOf(current);
    },
    current: currentRelease(record)?.track,
    kept: keptFirst(record),
    pods: pods.items,
    sideOf: (name) =>
      takeSnapshot(
        all.find(({ metadata }) => metadata.name === name),
        replicaSets.items,
        pods.items,
      ),
  };
}

/** One that was taken back has acts of a way back, and has left nothing that runs. */
function keptFirst({ releases: [newest] }: ReleaseRecord): string | undefined {
  const { state, track } = newest ?? {};
  const isFirst = state === "failed" && track?.stable === undefined && track?.back.length === 0;
  return isFirst ? track.candidate.deployment : undefined;
}
