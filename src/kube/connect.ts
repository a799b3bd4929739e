// Which cluster do the inputs name, and how is it reached?

import type { Cluster } from "./cluster.ts";

export interface ConnectionInputs {
  /** The content of a kubeconfig, or the path of one. Otherwise KUBECONFIG, otherwise in-cluster; never a default host. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** Where files may be written (RUNNER_TEMP). */
  readonly tempDirectory: string;
  /** Called with each credential, before it can be printed. */
  readonly mask: (secret: string) => void;
}

/** @throws Failure for a kubeconfig that is empty, malformed, expired, or names no such context. Sends no request yet. */
export async function connect(_inputs: ConnectionInputs): Promise<Cluster> {
  throw new Error("not built yet");
}
