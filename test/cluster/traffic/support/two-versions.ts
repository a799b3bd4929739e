// Which two versions is the traffic split between?

import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../../../src/kube/cluster.ts";
import { readinessOf } from "../../../../src/rollout/readiness/readiness.ts";
import type { Deployment } from "../../../../src/rollout/workload.ts";
import type { TrafficTarget } from "../../../../src/traffic/router.ts";
import { orders, ordersImage } from "../../rollout/orders.ts";
import { admin } from "../../support/admin.ts";
import { kubectlApply } from "../../support/kubectl.ts";

/**
 * A service that survives a rolling update: it drains for longer than a proxy takes to learn that a pod goes. Its probe
 * is patient: on a busy machine a Service without a ready pod is not what is to be seen.
 */
export const steady = {
  env: { ORDERS_DRAIN: "4s" },
  podSpec: { terminationGracePeriodSeconds: 8 },
  container: {
    readinessProbe: {
      httpGet: { path: "/health/ready", port: "http" },
      periodSeconds: 1,
      timeoutSeconds: 5,
      failureThreshold: 5,
    },
  },
};

export function targetIn(namespace: string): TrafficTarget {
  return {
    namespace,
    stable: { service: "orders", selector: { app: "orders", track: "stable" } },
    candidate: { service: "orders-candidate", selector: { app: "orders", track: "candidate" } },
  };
}

/** Deployments `orders` and `orders-candidate`, ready, with a Service each; they answer as `stable` and `candidate`. */
export async function deployTwoVersions(
  namespace: string,
  { replicas = 1 }: { readonly replicas?: number } = {},
): Promise<void> {
  const image = await ordersImage("rollout");
  await kubectlApply(
    [
      ...versionObjects("stable", "orders", image, replicas),
      ...versionObjects("candidate", "orders-candidate", image, replicas),
    ],
    {
      namespace,
    },
  );
  const cluster = await admin();
  for (const name of ["orders", "orders-candidate"]) await untilReady(cluster, name, namespace);
}

/** As `kubectl rollout status`. @throws Error after five minutes. */
export async function untilReady(cluster: Cluster, name: string, namespace = cluster.namespace): Promise<void> {
  const reference = { apiVersion: "apps/v1", kind: "Deployment", name, namespace };
  for (let left = 3_000; left > 0; left--) {
    const deployment = await cluster.get<Deployment>(reference);
    if (deployment !== undefined && readinessOf(deployment).kind === "ready") return;
    await sleep(100);
  }
  throw new Error(`Deployment ${name} is not ready after five minutes`);
}

function versionObjects(track: string, name: string, image: string, replicas: number): object[] {
  const labels = { app: "orders", track };
  const deployment = orders({ ...steady, image, replicas, env: { ORDERS_VERSION: track, ORDERS_DRAIN: "1s" } });
  return [
    {
      ...deployment,
      metadata: { name },
      spec: {
        ...deployment.spec,
        selector: { matchLabels: labels },
        template: { ...deployment.spec.template, metadata: { labels } },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
    },
  ];
}
