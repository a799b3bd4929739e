// Which inputs say how manifests are rendered, for all actions that read them?

import { z } from "zod";
import { flag, lines } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import { runCommand } from "../github/run-command.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { RenderOptions } from "../manifests/renderer.ts";

/** Spread into the `z.object` of an action. */
export const renderInputs = {
  "helm-values": lines()
    .default([])
    .describe("Values files for a Helm chart among the manifests, one per line; the last one wins."),
  "helm-set": lines().default([]).describe("Values for a Helm chart, one per line: `image.tag=1.4.0`."),
  "helm-release": z.string().optional().describe("The name that a chart's templates see as `.Release.Name`."),
  "allow-remote-bases": flag()
    .default(false)
    .describe("Whether a kustomization may load what is not in the repository."),
};

type RenderInputs = z.infer<z.ZodObject<typeof renderInputs>>;

/** @param cluster what a chart is rendered for; without it, for what Helm supposes. */
export function renderOptions(given: RenderInputs, job: Job, cluster: Cluster | undefined): RenderOptions {
  return {
    runCommand,
    env: job.env,
    signal: job.signal,
    tempDirectory: job.tempDirectory,
    allowRemoteBases: given["allow-remote-bases"],
    helm: { release: given["helm-release"], values: given["helm-values"], set: given["helm-set"] },
    capabilities: async () => {
      if (cluster === undefined) return undefined;
      const { readServedApis } = await import("../kube/served-apis.ts");
      return readServedApis(cluster, { signal: job.signal });
    },
  };
}
