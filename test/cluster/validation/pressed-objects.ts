// What stands in the namespace of a test that a real kubelet and real controllers report about?

import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";

/** A volume of the machine that the rig's kubelet runs on, a pod that mounts it, and its autoscaler. */
export function pressedObjects(namespace: string, image: string, folder: string): object[] {
  const storage = "1Gi";
  const onNode = {
    nodeSelectorTerms: [{ matchExpressions: [{ key: "kubernetes.io/os", operator: "In", values: ["linux"] }] }],
  };
  const size = { requests: { cpu: "1m", memory: "16Mi" }, limits: { memory: "64Mi" } };
  const claim = { name: "data", persistentVolumeClaim: { claimName: "full" } };
  return [
    {
      ...{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: namespace } },
      spec: {
        ...{ capacity: { storage }, accessModes: ["ReadWriteOnce"], storageClassName: "", local: { path: folder } },
        ...{ persistentVolumeReclaimPolicy: "Retain", nodeAffinity: { required: onNode } },
        claimRef: { namespace, name: "full" },
      },
    },
    {
      ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "full" } },
      spec: {
        ...{ storageClassName: "", volumeName: namespace, accessModes: ["ReadWriteOnce"] },
        resources: { requests: { storage } },
      },
    },
    deployment(
      "full",
      image,
      1,
      { volumes: [claim] },
      { resources: size, volumeMounts: [{ name: "data", mountPath: "/data" }] },
    ),
    {
      ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata: { name: "full" } },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "full" },
        ...{ minReplicas: 1, maxReplicas: 2 },
        metrics: [
          { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 50 } } },
        ],
      },
    },
  ];
}

/** A node that nobody runs, under pressure, and a Deployment whose two pods are bound to it. */
export function sickObjects(node: string, image: string): object[] {
  const size = { requests: { cpu: "1m", memory: "1Mi" }, limits: { cpu: "100m", memory: "64Mi" } };
  return [
    {
      ...{ apiVersion: "v1", kind: "Node", metadata: { name: node } },
      spec: { taints: [{ key: "slipway.dev/sick", effect: "NoSchedule" }] },
    },
    deployment("sick", image, 2, { nodeName: node, tolerations: [{ operator: "Exists" }] }, { resources: size }),
    {
      ...{ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "configs" } },
      spec: { hard: { "count/secrets": "20", "count/cronjobs.batch": "1" } },
    },
    {
      ...{ apiVersion: "batch/v1", kind: "CronJob", metadata: { name: "report" } },
      spec: {
        ...{ schedule: "0 0 1 1 *", suspend: true },
        jobTemplate: {
          spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "report", image }] } } },
        },
      },
    },
  ];
}

/** What the kubelet would say of the node, of a pod that crashes, in which somebody debugs, and of one that it evicted. */
export async function reportSick(cluster: Cluster, node: string): Promise<void> {
  const [pod, evicted] = await podsOf(cluster, "sick");
  if (pod === undefined || evicted === undefined) throw new Error("the Deployment sick has no two pods yet");
  const at = new Date(Date.now() - 60_000).toISOString();
  const ready = {
    type: "Ready",
    status: "True",
    reason: "KubeletReady",
    lastHeartbeatTime: at,
    lastTransitionTime: at,
  };
  const pressure = {
    ...ready,
    type: "MemoryPressure",
    reason: "KubeletHasInsufficientMemory",
    message: "too little memory",
  };
  const container = {
    ...{ name: "sick", image: "sick", imageID: "", restartCount: 7, ready: false, started: false },
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
    lastState: { terminated: { exitCode: 137, reason: "OOMKilled", startedAt: at, finishedAt: at } },
  };
  const status = { subresource: "status" };
  await cluster.patch(
    { apiVersion: "v1", kind: "Node", name: node },
    "merge",
    { status: { conditions: [ready, pressure] } },
    status,
  );
  const reference = { apiVersion: "v1", kind: "Pod", name: pod.metadata.name };
  const lost = { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." };
  await cluster.patch({ ...reference, name: evicted.metadata.name }, "merge", { status: lost }, status);
  const shell = { name: "shell", image: "busybox", targetContainerName: "sick" };
  const ephemeral = { spec: { ephemeralContainers: [shell] } };
  await cluster.patch(reference, "strategic", ephemeral, { subresource: "ephemeralcontainers" });
  const running = { phase: "Running", startTime: at, containerStatuses: [container] };
  await cluster.patch(reference, "merge", { status: running }, status);
}

/** Of each pod of the Deployment, as metrics-server would tell it. */
export async function reportUsage(cluster: Cluster, app: string, memory: string, cpu = "1m"): Promise<void> {
  for (const { metadata } of await podsOf(cluster, app)) {
    const object = {
      ...{ apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics" },
      metadata: { name: metadata.name, ...(metadata.labels ? { labels: metadata.labels } : {}) },
      ...{ timestamp: new Date().toISOString(), window: "15s" },
      containers: [{ name: app, usage: { cpu, memory } }],
    };
    await cluster.apply(object, { fieldManager: "test", force: true });
  }
}

async function podsOf(cluster: Cluster, app: string): Promise<KubeObject[]> {
  return (await cluster.list<KubeObject>({ apiVersion: "v1", kind: "Pod" }, { labelSelector: `app=${app}` })).items;
}

function deployment(name: string, image: string, replicas: number, podSpec: object, container: object): object {
  const labels = { app: name };
  const spec = { terminationGracePeriodSeconds: 0, ...podSpec, containers: [{ name, image, ...container }] };
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name } },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}
