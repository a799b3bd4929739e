// What is released in the tests: with which manifests, and what is there afterwards?

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { ReleaseRecord } from "../../../src/release/record.ts";
import type { Deployment, ReplicaSet } from "../../../src/rollout/workload.ts";
import { admin } from "../support/admin.ts";
import { exampleImage } from "./orders-image.ts";

/** `name@digest` of the example in this version. */
export const ordersImage = exampleImage;

export interface OrdersOptions {
  readonly image?: string;
  readonly replicas?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly podSpec?: Readonly<Record<string, unknown>>;
  readonly container?: Readonly<Record<string, unknown>>;
}

/** A Deployment of the example that starts and ends fast. */
export function orders(options: OrdersOptions = {}) {
  const env = Object.entries({ ORDERS_DRAIN: "10ms", ORDERS_SHUTDOWN_LIMIT: "1s", ...options.env });
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "orders" },
    spec: {
      replicas: options.replicas ?? 2,
      selector: { matchLabels: { app: "orders" } },
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      ...options.spec,
      template: {
        metadata: { labels: { app: "orders" } },
        spec: {
          terminationGracePeriodSeconds: 2,
          ...options.podSpec,
          containers: [
            {
              name: "orders",
              image: options.image ?? "rollout-test/orders",
              env: env.map(([name, value]) => ({ name, value })),
              ports: [{ name: "http", containerPort: 8080 }],
              readinessProbe: { httpGet: { path: "/health/ready", port: "http" }, periodSeconds: 1 },
              ...options.container,
            },
          ],
        },
      },
    },
  };
}

/** Fails at once, whatever the timeout is: a short one could also end the way back on a slow machine. */
export const withoutItsSecret = { envFrom: [{ secretRef: { name: "no-such-secret" } }] };

export const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "orders" },
  spec: { selector: { app: "orders" }, ports: [{ port: 80, targetPort: "http" }] },
};

/**
 * The same for pods that are simulated: nobody reaches them, so kube-proxy need not write its rules anew at each of their
 * changes (https://kubernetes.io/docs/reference/labels-annotations-taints/#servicekubernetesioservice-proxy-name).
 */
export const unproxiedService = {
  ...service,
  metadata: { ...service.metadata, labels: { "service.kubernetes.io/service-proxy-name": "nobody" } },
};

/** A workspace with the objects in one file, as a user has it in the repository. */
export function workspaceOf(...objects: readonly unknown[]): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-workspace-"));
  writeFileSync(join(folder, "orders.yaml"), objects.map((object) => toYaml(object)).join("---\n"));
  return folder;
}

/** @throws where there is none */
export async function deploymentIn(namespace: string): Promise<Deployment> {
  const reference = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace };
  const deployment = await (await admin()).get<Deployment>(reference);
  if (deployment === undefined) throw new Error(`there is no Deployment ${namespace}/orders`);
  return deployment;
}

export async function replicaSetsIn(namespace: string): Promise<ReplicaSet[]> {
  const { items } = await (await admin()).list<ReplicaSet>(
    { apiVersion: "apps/v1", kind: "ReplicaSet" },
    { namespace },
  );
  return items;
}

/** @throws where there is none */
export async function recordIn(namespace: string, workload = "deployment-orders"): Promise<ReleaseRecord> {
  const reference = { apiVersion: "v1", kind: "ConfigMap", name: `slipway-${workload}`, namespace };
  const map = await (await admin()).get<KubeObject & { data: Record<string, string> }>(reference);
  if (map === undefined) throw new Error(`there is no record of ${namespace}/${workload}`);
  return JSON.parse(map.data["record.json"] ?? "") as ReleaseRecord;
}

export async function servingImage(namespace: string): Promise<string> {
  return (await deploymentIn(namespace)).spec.template.spec.containers[0]?.image ?? "";
}

/** JSON is YAML; one key per line gives the error annotations lines to point to. */
function toYaml(object: unknown): string {
  return `${JSON.stringify(object, null, 2)}\n`;
}
