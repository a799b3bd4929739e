// What is kept of the requests of the prober?

import type { ProbeRoute } from "./probe-route.ts";

/** One request. Times are in milliseconds since the prober began. */
export interface Probed {
  readonly at: number;
  readonly took: number;
  /** Empty where it is not known. */
  readonly version: string;
  /** Why it counts as failed; empty where it does not. */
  readonly trouble: string;
  /** Where it only says that the answer is elsewhere: `308 to https://orders.example.com/`. */
  readonly redirect?: string | undefined;
  /** Of one that is kept, its number. */
  readonly connection?: number | undefined;
}

export interface ProbedRoute extends Pick<ProbeRoute, "name" | "track" | "via"> {
  readonly path: string;
  readonly seen: readonly Probed[];
}
