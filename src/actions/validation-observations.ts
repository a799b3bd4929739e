// What does validate-production ask beside the objects, as its inputs say?

import type { z } from "zod";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { LiveObjects } from "../validation/live.ts";
import type { Observation, Observations } from "../validation/observation.ts";
import { endpointInputs, observeGivenEndpoint } from "./endpoint-inputs.ts";

/** Spread into the action's `z.object`: one shape per part of the world. */
export const observationInputs = { ...endpointInputs };

export type ObservationInputs = z.infer<z.ZodObject<typeof observationInputs>>;

/** What observers may use. The cluster is there where a workload is named. */
export interface ObserverContext {
  readonly job: Job;
  readonly cluster: Cluster | undefined;
  readonly live: LiveObjects | undefined;
}

/** Asks everything at once; a part that no input names is not asked. */
export async function observe(given: ObservationInputs, { job }: ObserverContext): Promise<Observations> {
  const parts = [observeGivenEndpoint(given, job).then((seen) => part("endpoint", seen))];
  return Object.assign({}, ...(await Promise.all(parts)));
}

/** A part that nobody asked for is left out. */
function part(name: keyof Observations, seen: Observation<unknown> | undefined): Readonly<Record<string, unknown>> {
  return seen === undefined ? {} : { [name]: seen };
}
