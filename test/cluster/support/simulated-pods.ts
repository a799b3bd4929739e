// How does a test get pods that are ready at once and run nothing?

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { type Condition, conditionOf, podKind } from "../../../src/rollout/workload.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { admin } from "./admin.ts";

type Node = KubeObject & { readonly status?: { readonly conditions?: readonly Condition[] } };

export interface SimulatedNode {
  readonly name: string;
  /** To be merged into a pod's spec: only there it runs. */
  readonly podSpec: Readonly<Record<string, unknown>> & { readonly nodeSelector: Readonly<Record<string, string>> };
  /** Its kubelet ends: it and its pods are not ready from now on, as the node controller would have it after 40 s. */
  lose(): Promise<void>;
  /** Removes the node and ends what simulates it. */
  stop(): Promise<void>;
}

/** A tainted node of the test's own whose pods kwok makes ready and ends at once. */
export async function startSimulatedNode({ pods = 500 } = {}): Promise<SimulatedNode> {
  const { env, kubeconfig } = await rigEnvironment();
  const name = `simulated-${randomBytes(4).toString("hex")}`;
  const label = { "slipway.dev/simulated": name };
  const taint = { key: "slipway.dev/simulated", value: name, effect: "NoSchedule" };
  const size = { cpu: "32", memory: "64Gi", pods: String(pods) };
  const cluster = await admin();
  await cluster.create({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { ...label, "kubernetes.io/hostname": name } },
    spec: { taints: [taint] },
    status: { allocatable: size, capacity: size },
  });
  const folder = mkdtempSync(join(tmpdir(), "slipway-kwok-"));
  writeFileSync(join(folder, "kwok.yaml"), "");
  const child = spawn(
    "kwok",
    [
      `--kubeconfig=${kubeconfig}`,
      `--config=${join(folder, "kwok.yaml")}`,
      `--manage-nodes-with-label-selector=slipway.dev/simulated=${name}`,
      "--node-lease-duration-seconds=40",
      `--node-name=${name}`,
    ],
    { env, stdio: "ignore" },
  );
  const failed = new Promise<never>((_, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`kwok ended with status ${code}`)));
  });
  failed.catch(() => undefined);
  await Promise.race([failed, untilReady(name)]);
  return {
    name,
    podSpec: {
      nodeSelector: label,
      tolerations: [{ key: taint.key, operator: "Equal", value: name, effect: "NoSchedule" }],
    },
    lose: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
      await notReady(cluster, name);
    },
    stop: async () => {
      await cluster.delete({ apiVersion: "v1", kind: "Node", name });
      child.kill();
    },
  };
}

async function notReady(cluster: Cluster, name: string): Promise<void> {
  const { items } = await cluster.request<{ items: KubeObject[] }>(
    "GET",
    `/api/v1/pods?fieldSelector=spec.nodeName%3D${name}`,
  );
  const node = { apiVersion: "v1", kind: "Node", name };
  const pods = items.map(({ metadata }) => ({ ...podKind, name: metadata.name, namespace: metadata.namespace }));
  for (const reference of [node, ...pods]) {
    const reason = reference === node ? { reason: "KubeletNotReady", message: "its kubelet has ended" } : {};
    const conditions = [{ type: "Ready", status: "False", lastTransitionTime: new Date().toISOString(), ...reason }];
    await cluster.patch(reference, "strategic", { status: { conditions } }, { subresource: "status" });
  }
}

async function untilReady(name: string): Promise<void> {
  const cluster = await admin();
  for (;;) {
    const node = await cluster.get<Node>({ apiVersion: "v1", kind: "Node", name });
    if (conditionOf(node?.status?.conditions, "Ready")?.status === "True") return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
