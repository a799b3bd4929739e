// What is released in the tests: which images of the example, with which manifests?

import { randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import type { ReleaseRecord } from "../../../src/release/record.ts";
import type { Deployment, ReplicaSet } from "../../../src/rollout/workload.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { kubectl, kubectlJson } from "../support/kubectl.ts";

/** Builds the example and gives `name@digest` back; the layers of an earlier build are used again. */
export async function ordersImage(version: string): Promise<string> {
  const rig = await rigEnvironment();
  const built = await buildImage(
    {
      directory: process.cwd(),
      context: "examples/orders",
      // Files run side by side, and a push whose tag another one moves at the same moment is refused.
      tags: [`${rig.registry}/rollout-test/orders:${version}-${randomBytes(4).toString("hex")}`],
      version,
      buildArgs: ["VERSION"],
      buildContexts: rig.buildContexts,
    },
    { log: recordLog(), signal: never, env: rig.env, tempDirectory: tmpdir(), runCommand },
  );
  return built.reference;
}

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

/** A workspace with the objects in one file, as a user has it in the repository. */
export function workspaceOf(...objects: readonly unknown[]): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-workspace-"));
  writeFileSync(join(folder, "orders.yaml"), objects.map((object) => toYaml(object)).join("---\n"));
  return folder;
}

export async function deploymentIn(namespace: string): Promise<Deployment> {
  return kubectlJson<Deployment>(["get", "deployment", "orders", "--show-managed-fields"], { namespace });
}

export async function replicaSetsIn(namespace: string): Promise<ReplicaSet[]> {
  return (await kubectlJson<{ items: ReplicaSet[] }>(["get", "replicasets"], { namespace })).items;
}

export async function recordIn(namespace: string): Promise<ReleaseRecord> {
  const text = await kubectl(
    ["get", "configmap", "slipway-deployment-orders", "--output=jsonpath={.data.record\\.json}"],
    { namespace },
  );
  return JSON.parse(text) as ReleaseRecord;
}

export async function servingImage(namespace: string): Promise<string> {
  return (await deploymentIn(namespace)).spec.template.spec.containers[0]?.image ?? "";
}

/** JSON is YAML; one key per line gives the error annotations lines to point to. */
function toYaml(object: unknown): string {
  return `${JSON.stringify(object, null, 2)}\n`;
}
