// How do the tests of the gates get the example service into a namespace of their own?

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { parseAllDocuments } from "yaml";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { type RigEnvironment, rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { endNamespace } from "../support/namespace.ts";

export interface OrdersService {
  readonly rig: RigEnvironment;
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly digest: string;
  kubectl(args: readonly string[], input?: string): Promise<string>;
  remove(): Promise<void>;
}

export interface OrdersOptions {
  /** In the registry: of its own where other files may push the same image at the same moment. */
  readonly repository?: string;
  readonly replicas?: number;
  /** How long a pod that is told to end still answers, and says on each connection that it is the last answer. */
  readonly drain?: string;
}

/** Three ready pods of version 1 in a new namespace. */
export async function startOrders(
  prefix: string,
  { replicas = 3, drain = "3s", repository = "gates-test" }: OrdersOptions = {},
): Promise<OrdersService> {
  const rig = await rigEnvironment();
  const namespace = `${prefix}-${Math.random().toString(36).slice(2, 8)}`;
  const built = await buildImage(
    {
      directory: process.cwd(),
      context: "examples/orders",
      image: `${rig.registry}/${repository}/orders`,
      version: "1",
      buildArgs: ["VERSION"],
      buildContexts: rig.buildContexts,
    },
    { log: recordLog(), signal: never, env: rig.env, tempDirectory: process.env.TMPDIR ?? "/tmp", runCommand },
  );
  const { kubeconfig } = rig;
  const cluster = await connect({ kubeconfig, namespace, env: {}, tempDirectory: "/tmp", mask: () => undefined });
  const kubectl = async (args: readonly string[], input?: string) => {
    const options = { env: rig.env, ...(input === undefined ? {} : { input }) };
    return (await execa("kubectl", ["--namespace", namespace, ...args], options)).stdout;
  };
  await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  for (const text of await manifests()) {
    const own = text
      .replace("image: orders\n", `image: ${built.reference}\n`)
      .replace("replicas: 3", `replicas: ${replicas}`)
      .replace("value: 3s", `value: ${drain}`);
    for (const document of parseAllDocuments(own))
      await cluster.apply(document.toJS() as KubeObject, { fieldManager: "tests", force: true });
  }
  await rolledOut(cluster);
  return {
    rig,
    cluster,
    namespace,
    digest: built.digest,
    kubectl,
    async remove() {
      await endNamespace(namespace);
      await cluster.close();
    },
  };
}

interface Deployment extends KubeObject {
  readonly spec: { readonly replicas: number };
  readonly status?: Readonly<Record<string, number | undefined>>;
}

/** Until all pods of the Deployment are of its newest template and ready, and no other is left but those that end. */
export async function rolledOut(cluster: Cluster): Promise<void> {
  const reference = { apiVersion: "apps/v1", kind: "Deployment", name: "orders" };
  for (let turn = 0; turn < 1_500; turn++) {
    const now = await cluster.get<Deployment>(reference);
    const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = now?.status ?? {};
    const isSeen = observedGeneration >= (now?.metadata.generation ?? 1);
    if (isSeen && [replicas, updatedReplicas, availableReplicas].every((count) => count === now?.spec.replicas)) return;
    await sleep(200);
  }
  throw new Error("the pods of orders did not get ready within five minutes");
}

/** The example's own, the Deployment last: its pods need the account. */
async function manifests(): Promise<string[]> {
  const folder = "examples/orders/k8s";
  const files = (await readdir(folder)).toSorted((one, other) => rank(one) - rank(other));
  return Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
}

function rank(file: string): number {
  return file === "deployment.yaml" ? 1 : 0;
}
