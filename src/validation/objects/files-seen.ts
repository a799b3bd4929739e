// Which files of the manifests were there, and what was wrong with them?

import type { Failure } from "../../report/failure.ts";

export interface FilesSeen {
  /** How many files there were. */
  readonly count: number;
  readonly problems: readonly Pick<Failure, "attempted" | "found" | "advice" | "at">[];
}
