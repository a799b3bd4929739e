// Is there anything that a canary could be compared with?

import { describeObject } from "../../kube/object.ts";
import type { RolloutContext } from "../context.ts";
import type { ReleaseTarget } from "../target.ts";
import type { TracksRequest } from "../tracks/tracks-request.ts";
import type { Deployment } from "../workload.ts";

/** Nothing runs that a share of the traffic could be taken from: such a canary is released as a rolling release. */
export async function isFirstCanary(
  { strategy }: Pick<TracksRequest, "strategy">,
  { workload }: Pick<ReleaseTarget, "workload">,
  { cluster, log, signal }: Pick<RolloutContext, "cluster" | "log" | "signal">,
): Promise<boolean> {
  if (strategy.name !== "canary") return false;
  const live = await cluster.get<Deployment>(workload, { signal });
  if (live !== undefined && (live.spec.replicas ?? 1) > 0) return false;
  log.info(
    `${describeObject(workload)} ${live === undefined ? "is not there yet" : "is scaled to 0"}: there is nothing to compare a canary with, so this is a rolling release.`,
  );
  return true;
}
