// What do the tests need beside a cluster that the user names with KUBECONFIG?

import { join } from "node:path";
import { attempt } from "./command.ts";
import { home } from "./home.ts";
import { progress, RigError } from "./progress.ts";
import { linkWorkflowTools } from "./workflow-tools.ts";

export const namedClusterBin = join(home, "named", "bin");

/** The user brings kubectl, docker buildx with a builder, and a registry that the builder and the cluster both reach. */
export async function upNamedCluster(): Promise<void> {
  const reached = await attempt("kubectl", ["get", "namespaces", "--request-timeout=10s"]);
  if (reached.status !== 0) {
    throw new RigError(`the cluster of KUBECONFIG cannot be used: ${reached.stderr.trim()}`);
  }
  if ((await attempt("docker", ["buildx", "version"])).status !== 0) {
    throw new RigError(
      "missing: docker buildx: the tests build images; install it, and set SLIPWAY_REGISTRY to a registry that the cluster can pull from",
    );
  }
  await linkWorkflowTools(namedClusterBin);
  progress(`using the cluster that KUBECONFIG names: ${process.env.KUBECONFIG}`);
}
