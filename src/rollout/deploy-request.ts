// What is asked of a deploy?

import type { ReleaseSource, ReleaseTarget } from "./target.ts";

export interface DeployRequest {
  readonly source: ReleaseSource;
  /** In milliseconds, as all durations here. */
  readonly timeout: number;
  readonly waitForLock: number;
  readonly logLines: number;
  readonly onFailure: "rollback" | "keep";
  readonly takeOver: boolean;
  readonly allowOlder: boolean;
  readonly force: boolean;
  readonly reason: string;
  readonly version: string;
  readonly commit: string;
  /** Where the history of the repository is, to tell older commits. */
  readonly directory: string;
  /** Called when something is about to be changed, so that a later step can settle what this process may leave. */
  readonly onBegin?: ((target: ReleaseTarget) => void) | undefined;
}
