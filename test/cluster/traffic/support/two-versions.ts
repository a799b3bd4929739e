// Which two versions is the traffic split between?

import type { TrafficTarget } from "../../../../src/traffic/router.ts";
import { orders, ordersImage } from "../../rollout/orders.ts";
import { kubectl, kubectlApply } from "../../support/kubectl.ts";

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
  await kubectl(["rollout", "status", "deployment/orders", "--timeout=120s"], { namespace });
  await kubectl(["rollout", "status", "deployment/orders-candidate", "--timeout=120s"], { namespace });
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
