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
  readonly verify?: (() => Promise<Failure | undefined>) | undefined;
}
