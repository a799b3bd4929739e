// What do a thousand services of one namespace look like in a cluster?

import type { Cluster } from "../../src/kube/cluster.ts";
import type { KubeObject } from "../../src/kube/object.ts";

/** Requests in flight at a time: the API server takes more, but others use it too. */
const mostAtOnce = 16;

/**
 * Creates what a team would apply, with one pod for each service. The controllers make a ReplicaSet, a pod, an
 * EndpointSlice and more of it, and the disruption budget is the fifth that counts.
 *
 * @param podSpec that leads to a simulated node
 */
export async function createServices(cluster: Cluster, count: number, podSpec: object): Promise<void> {
  const queue = Array.from({ length: count }, (_, index) => objectsOf(`service-${index}`, podSpec)).flat();
  const work = async () => {
    for (let object = queue.shift(); object !== undefined; object = queue.shift()) await cluster.create(object);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
}

/** Resolves once every service has a ready pod behind it. */
export async function untilReady(cluster: Cluster, count: number): Promise<void> {
  const kind = { apiVersion: "apps/v1", kind: "Deployment" };
  for (;;) {
    const { items } = await cluster.list<KubeObject>(kind);
    const ready = items.filter(({ status }) => (status as { readyReplicas?: number } | undefined)?.readyReplicas === 1);
    if (ready.length === count) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function objectsOf(name: string, podSpec: object): KubeObject[] {
  const labels = { "app.kubernetes.io/name": name };
  const metadata = { name, labels };
  const selector = { matchLabels: labels };
  const container = {
    name: "app",
    image: `registry.example.com/app@sha256:${"a".repeat(64)}`,
    ports: [{ name: "http", containerPort: 8080 }],
    env: [{ name: "MODE", value: "production" }],
    resources: { requests: { cpu: "1m", memory: "1Mi" }, limits: { memory: "64Mi" } },
    readinessProbe: { httpGet: { path: "/ready", port: "http" } },
    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  };
  const spec = { ...podSpec, automountServiceAccountToken: false, containers: [container] };
  return [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: { selector, template: { metadata: { labels }, spec } },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { selector: labels, ports: [{ port: 80, targetPort: "http" }] },
    },
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata, spec: { selector, maxUnavailable: 1 } },
  ];
}
