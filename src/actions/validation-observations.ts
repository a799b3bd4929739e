// What does validate-production ask beside the objects, as its inputs say?

import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { LiveObjects } from "../validation/live.ts";
import type { Observations } from "../validation/observation.ts";

/** Spread into the action's `z.object`: one shape per part of the world. */
export const observationInputs = {};

/** What observers may use. The cluster is there where a workload is named. */
export interface ObserverContext {
  readonly job: Job;
  readonly cluster: Cluster | undefined;
  readonly live: LiveObjects | undefined;
}

/** Asks everything at once; a part that no input names is not asked. */
export async function observe(_given: object, _context: ObserverContext): Promise<Observations> {
  const parts: readonly (Observations | Promise<Observations>)[] = [];
  return Object.assign({}, ...(await Promise.all(parts)));
}
