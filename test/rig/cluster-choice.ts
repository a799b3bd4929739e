// Which cluster do the tests use: the rig's own, kind, or one that the user names?

import { attempt } from "./command.ts";
import { RigError } from "./progress.ts";

export const clusterKinds = ["rig", "kind", "kubeconfig"] as const;
export type ClusterKind = (typeof clusterKinds)[number];

/** SLIPWAY_CLUSTER where it is set; otherwise kind, where docker and kind are there; otherwise the rig. */
export async function chooseCluster(env: NodeJS.ProcessEnv = process.env): Promise<ClusterKind> {
  const asked = env.SLIPWAY_CLUSTER;
  if (asked !== undefined && asked !== "") {
    const kind = clusterKinds.find((name) => name === asked);
    if (kind === undefined) {
      throw new RigError(`SLIPWAY_CLUSTER is "${asked}"; it can be ${clusterKinds.join(", ")}`);
    }
    if (kind === "kubeconfig" && !env.KUBECONFIG) {
      throw new RigError("SLIPWAY_CLUSTER is kubeconfig: set KUBECONFIG to the path of the cluster's kubeconfig too");
    }
    return kind;
  }
  const kindIsThere = (await attempt("kind", ["version"])).status === 0;
  return kindIsThere && (await attempt("docker", ["info"], { timeout: 10_000 })).status === 0 ? "kind" : "rig";
}
