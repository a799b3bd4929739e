// How do the tests of the gates get the example service into a namespace of their own?

import { execa } from "execa";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { type RigEnvironment, rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";

export interface OrdersService {
  readonly rig: RigEnvironment;
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly digest: string;
  kubectl(args: readonly string[], input?: string): Promise<string>;
  remove(): Promise<void>;
}

export interface OrdersOptions {
  readonly replicas?: number;
  /** How long a pod that is told to end still answers, and says on each connection that it is the last answer. */
  readonly drain?: string;
}

/** Three ready pods of version 1 in a new namespace. */
export async function startOrders(
  prefix: string,
  { replicas = 3, drain = "3s" }: OrdersOptions = {},
): Promise<OrdersService> {
  const rig = await rigEnvironment();
  const namespace = `${prefix}-${Math.random().toString(36).slice(2, 8)}`;
  const built = await buildImage(
    {
      directory: process.cwd(),
      context: "examples/orders",
      image: `${rig.registry}/gates-test/orders`,
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
  await kubectl(["create", "namespace", namespace]);
  const manifests = await kubectl(["create", "--dry-run=client", "--output=yaml", "--filename=examples/orders/k8s"]);
  const own = manifests.replaceAll("image: orders", `image: ${built.reference}`);
  const sized = own.replace("replicas: 3", `replicas: ${replicas}`).replace("value: 3s", `value: ${drain}`);
  await kubectl(["apply", "--filename=-"], sized);
  await kubectl(["rollout", "status", "deployment/orders", "--timeout=120s"]);
  return {
    rig,
    cluster,
    namespace,
    digest: built.digest,
    kubectl,
    async remove() {
      await kubectl(["delete", "namespace", namespace, "--wait=false"]);
      await cluster.close();
    },
  };
}
