// What is there before something goes wrong, and is it still there afterwards?

import type { KubeObject } from "../../../src/kube/object.ts";
import { holderOf, type Lease } from "../../../src/release/lease.ts";
import type { Release } from "../../../src/release/record.ts";
import type { Pod } from "../../../src/rollout/workload.ts";
import { deploymentIn, orders, recordIn, service, workspaceOf } from "../rollout/orders.ts";
import {
  type ActionOptions,
  type ActionRun,
  runAction,
  type StartedAction,
  startAction,
} from "../rollout/run-action.ts";
import { afterwards } from "../support/afterwards.ts";
import { kubectlJson } from "../support/kubectl.ts";
import { createNamespace } from "../support/namespace.ts";

export const good = workspaceOf(service, orders());
/** Never ready: its release waits until something happens. */
export const waits = workspaceOf(service, orders({ env: { ORDERS_NEVER_READY: "true" } }));
/** What the log says once the first new pod is there. */
export const waiting = "Waiting: 1 of 2 pods are of the new revision";

export interface TestService {
  readonly namespace: string;
  deploy(inputs: Readonly<Record<string, string>>, options?: ActionOptions): Promise<ActionRun>;
  /** A release whose pods never get ready, as soon as it waits for them. */
  begin(image: string, run: string): Promise<StartedAction>;
}

/** A namespace of its own in which nothing was released yet. Removed after the file's tests. */
export async function emptyService(name: string): Promise<TestService> {
  const created = await createNamespace(name);
  afterwards(() => created.remove());
  const namespace = created.name;
  const inputs = { namespace, manifests: "orders.yaml" };
  return {
    namespace,
    deploy: (more, options = {}) =>
      runAction("deploy-rollout", { ...inputs, ...more }, { workspace: good, ...options }),
    begin: async (image, run) => {
      const started = await startAction("deploy-rollout", { ...inputs, image }, { run, workspace: waits });
      await started.said(waiting);
      return started;
    },
  };
}

/** The same with one image released and verified by run 1. */
export async function verifiedService(name: string, image: string): Promise<TestService> {
  const made = await emptyService(name);
  for (const inputs of [{ image }, { operation: "confirm" }]) {
    const { outputs, log } = await made.deploy(inputs, { run: "1" });
    if (outputs.outcome !== "succeeded") throw new Error(`the test's own service is not well:\n${log}`);
  }
  return made;
}

/** Every object that a release could touch: what is equal before and after was not written to. */
export async function objectsIn(namespace: string): Promise<readonly string[]> {
  const kinds = "deployments,replicasets,services,configmaps,leases,pods";
  const { items } = await kubectlJson<{ items: KubeObject[] }>(["get", kinds], { namespace });
  return items
    .map((object) => `${object.kind} ${object.metadata.name} ${object.metadata.uid} ${askedOf(object)}`)
    .sort();
}

/** Without what is written by others at any time: the status, and who had the lock. */
function askedOf(object: KubeObject): string {
  const { generation, resourceVersion } = object.metadata;
  switch (object.kind) {
    case "Pod":
      return "";
    case "Lease":
      return holderOf(object as Lease)?.identity ?? "free";
    default:
      return String(generation ?? resourceVersion);
  }
}

export async function readyPodsOf(namespace: string, image: string): Promise<number> {
  const { items } = await kubectlJson<{ items: Pod[] }>(["get", "pods", "--selector=app=orders"], { namespace });
  return items.filter(
    ({ metadata, spec, status }) =>
      metadata.deletionTimestamp === undefined &&
      spec.containers[0]?.image === image &&
      status?.containerStatuses?.every(({ ready }) => ready),
  ).length;
}

/** Its releases, the newest first, as `state image`. */
export async function statesIn(namespace: string): Promise<readonly [Release["state"], string][]> {
  return (await recordIn(namespace)).releases.map(({ state, image }) => [state, image]);
}

/** What the Deployment asks for, apart from what says which release asked. */
export async function askedFor(namespace: string): Promise<unknown> {
  return (await deploymentIn(namespace)).spec;
}
