// What is asked of a deploy?

import type { History } from "../release/ancestry.ts";
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
  /** Who tells whether the commit is older than the one that serves. */
  readonly history: History;
  /** Called when something is about to be changed, so that a later step can settle what this process may leave. */
  readonly onBegin?: ((target: ReleaseTarget) => void) | undefined;
}
