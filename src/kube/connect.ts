// Which cluster do the inputs name, and how is it reached?

import { Failure } from "../report/failure.ts";
import type { Cluster } from "./cluster.ts";

export interface ConnectionInputs {
  /** The content of a kubeconfig, or the path of one. Otherwise KUBECONFIG, otherwise in-cluster; never a default host. */
  readonly kubeconfig?: string | undefined;
  /** Whether KUBECONFIG and the pod's own credentials serve where `kubeconfig` is empty. They do unless given. */
  readonly runnerCredentials?: boolean | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Where files may be written (RUNNER_TEMP). */
  readonly tempDirectory: string;
  /** Called with each credential, before it can be printed. */
  readonly mask: (secret: string) => void;
}

/** @throws Failure for a kubeconfig that is empty, malformed, expired, or names no such context. Sends no request yet. */
export async function connect(inputs: ConnectionInputs): Promise<Cluster> {
  // Loaded only now: an action that ends at a bad input does not wait 100 ms for an HTTP client.
  const [{ resolveTarget }, { credentialsFor }, { createTransport }, { createCluster }] = await Promise.all([
    import("./kubeconfig.ts"),
    import("./credentials.ts"),
    import("./request.ts"),
    import("./client.ts"),
  ]);
  const target = await resolveTarget(inputs);
  if (!/^https?:\/\//.test(target.cluster.server) || !URL.canParse(target.cluster.server)) {
    throw new Failure({
      attempted: `reading ${target.origin}`,
      found: `the server "${target.cluster.server}" of the cluster ${target.cluster.name} is no URL`,
      advice: "Write it as https://HOST:PORT.",
    });
  }
  const credentials = credentialsFor(target, inputs.env, inputs.mask);
  return createCluster(createTransport(target, credentials), target);
}
