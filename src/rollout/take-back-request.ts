// What is asked of a way back?

import type { Lock } from "../release/lock.ts";
import type { Release } from "../release/record.ts";
import type { Failure } from "../report/failure.ts";
import type { WorkloadReference } from "./workload.ts";

export interface TakeBackRequest {
  readonly workload: WorkloadReference;
  /** Open, or verified: what is taken back. */
  readonly release: Release;
  readonly endsAs: "rolled-back" | "aborted";
  readonly reason: string;
  /** In milliseconds. */
  readonly timeout: number;
  readonly logLines: number;
  /** Where to, if not to what served when the release began. */
  readonly to: Release | undefined;
  readonly lock: Lock;
  readonly verify?: ((serving: ServingPods) => Promise<Failure | undefined>) | undefined;
}

/** What serves after a way back: of a blue-green service one of two slots, whatever the workload is called. */
export interface ServingPods {
  readonly workload: WorkloadReference;
  /** Labels that only its pods have, where another Deployment's may be found by its selector. */
  readonly labels: Readonly<Record<string, string>>;
}
