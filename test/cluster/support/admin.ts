// How does a test ask the cluster as its administrator, without a process for each question?

import { tmpdir } from "node:os";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { rigEnvironment } from "../../rig/environment.ts";

let connected: Promise<Cluster> | undefined;

/** One connection for all tests of a file; name the namespace in each call. */
export function admin(): Promise<Cluster> {
  connected ??= rigEnvironment().then(({ kubeconfig }) =>
    connect({ kubeconfig, env: {}, tempDirectory: tmpdir(), mask: () => undefined }),
  );
  return connected;
}
