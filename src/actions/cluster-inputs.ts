// Which inputs do all actions that talk to a cluster share?

import { z } from "zod";
import { flag } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";

/** Spread into the `z.object` of an action: `z.object({ ...clusterInputs, timeout: … })`. */
export const clusterInputs = {
  kubeconfig: z
    .string()
    .optional()
    .describe(
      "The content of a kubeconfig file, or the path of one. Otherwise KUBECONFIG, otherwise the credentials of the pod that the runner is.",
    ),
  "runner-credentials": flag()
    .default(true)
    .describe("Whether KUBECONFIG or the credentials of the pod that the runner is serve where `kubeconfig` is empty."),
  context: z.string().optional().describe("The context of the kubeconfig to use; its current one unless given."),
  namespace: z.string().optional().describe("The namespace of the service; the context's own one unless given."),
};

export interface ClusterInputs {
  readonly kubeconfig?: string | undefined;
  readonly "runner-credentials"?: boolean | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
}

/**
 * Opens the connection that the inputs name. The caller closes it. The Kubernetes client is loaded
 * here, not before, so that an action that ends on a bad input never pays for it.
 *
 * @throws Failure for a kubeconfig that is empty, malformed, expired, or names no such context.
 */
export async function openCluster(inputs: ClusterInputs, job: Job): Promise<Cluster> {
  const { connect } = await import("../kube/connect.ts");
  return connect({
    kubeconfig: inputs.kubeconfig,
    runnerCredentials: inputs["runner-credentials"],
    context: inputs.context,
    namespace: inputs.namespace,
    env: job.env,
    tempDirectory: job.tempDirectory,
    mask: (secret) => job.mask(secret),
  });
}
