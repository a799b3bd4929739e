// What do the objects of a rollout look like in the tests?

import type { RolloutSnapshot } from "../../../src/rollout/snapshot.ts";
import type {
  ContainerState,
  ContainerStatus,
  Deployment,
  Pod,
  PodTemplate,
  ReplicaSet,
} from "../../../src/rollout/workload.ts";

export function template(image: string): PodTemplate {
  return {
    metadata: { labels: { app: "orders" } },
    spec: { containers: [{ name: "orders", image, readinessProbe: { periodSeconds: 1 } }] },
  };
}

export function deployment(
  changes: {
    image?: string;
    spec?: Partial<Deployment["spec"]>;
    status?: Deployment["status"];
    generation?: number;
  } = {},
): Deployment {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "orders", namespace: "shop", uid: "d", generation: changes.generation ?? 2 },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: "orders" } },
      template: template(changes.image ?? "orders:2"),
      ...changes.spec,
    },
    status: {
      observedGeneration: 2,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        { type: "Available", status: "True", reason: "MinimumReplicasAvailable" },
        { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" },
      ],
      ...changes.status,
    },
  };
}

export function replicaSet(image: string, revision: number, status: ReplicaSet["status"] = {}): ReplicaSet {
  const hash = `hash${revision}`;
  const base = template(image);
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `orders-${hash}`,
      namespace: "shop",
      uid: `rs-${revision}`,
      labels: { app: "orders", "pod-template-hash": hash },
      annotations: { "deployment.kubernetes.io/revision": String(revision) },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "orders", uid: "d", controller: true }],
    },
    spec: {
      template: {
        ...base,
        metadata: { ...base.metadata, labels: { ...base.metadata?.labels, "pod-template-hash": hash } },
      },
    },
    status,
  };
}

export function pod(
  state: ContainerState,
  status: Partial<ContainerStatus> = {},
  changes: Partial<Pod["spec"]> = {},
): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "orders-hash2-x",
      namespace: "shop",
      uid: "p",
      ownerReferences: [
        { apiVersion: "apps/v1", kind: "ReplicaSet", name: "orders-hash2", uid: "rs-2", controller: true },
      ],
    },
    spec: { containers: template("orders:2").spec.containers, ...changes },
    status: {
      phase: "Pending",
      containerStatuses: [{ name: "orders", ready: false, restartCount: 0, state, ...status }],
    },
  };
}

export function snapshot(changes: Partial<RolloutSnapshot> = {}): RolloutSnapshot {
  const current = replicaSet("orders:2", 2);
  return { workload: deployment(), replicaSets: [current, replicaSet("orders:1", 1)], current, pods: [], ...changes };
}
