// What is asked of a rollback?

import type { Failure } from "../report/failure.ts";
import type { ServingPods } from "./take-back-request.ts";
import type { WorkloadReference } from "./workload.ts";

export interface RollBackRequest {
  readonly workload: WorkloadReference;
  /** 0 for the last verified release. */
  readonly revision: number;
  /** Empty where it is the only one, or is named like the workload. */
  readonly container: string;
  readonly reason: string;
  /** In milliseconds. */
  readonly timeout: number;
  /** How long a release that holds the lock may take to back out. */
  readonly waitForLock: number;
  readonly logLines: number;
  /** A last look, after its pods are ready: why it is not healthy, or nothing. */
  readonly verify?: ((serving: ServingPods) => Promise<Failure | undefined>) | undefined;
}
