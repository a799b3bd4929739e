// What is asked of a deploy?

import type { History } from "../release/ancestry.ts";
import type { Graces } from "./causes/cause.ts";
import type { Gate, Watching } from "./gates.ts";
import type { ReleaseSource, ReleaseTarget } from "./target.ts";
import type { TracksRequest } from "./tracks/tracks-request.ts";

export interface DeployRequest {
  readonly source: ReleaseSource;
  /** In milliseconds, as all durations here. */
  readonly timeout: number;
  readonly waitForLock: number;
  readonly logLines: number;
  readonly onFailure: "rollback" | "keep";
  /** How long causes that may heal are given; the defaults of causes/cause.ts unless given. */
  readonly graces?: Graces | undefined;
  readonly takeOver: boolean;
  /** What earlier releases applied and this one no longer has is deleted once it is verified. */
  readonly prune?: boolean | undefined;
  readonly allowOlder: boolean;
  readonly force: boolean;
  readonly reason: string;
  readonly version: string;
  readonly commit: string;
  /** Who tells whether the commit is older than the one that serves. */
  readonly history: History;
  /** A release beside what serves; a rolling one unless given. */
  readonly tracks?: TracksRequest | undefined;
  /** What must pass before users reach the candidate, and at each share. */
  readonly gates?: readonly Gate[] | undefined;
  /** Begins to watch, before the first change. */
  readonly startWatching?: ((target: Pick<ReleaseTarget, "workload">) => Watching | undefined) | undefined;
  /** For how long it is watched after its promotion, in milliseconds. */
  readonly bakeTime?: number | undefined;
  /** Called when something is about to be changed, so that a later step can settle what this process may leave. */
  readonly onBegin?: ((target: ReleaseTarget) => void) | undefined;
}
