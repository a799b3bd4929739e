// What is a rule file?

import type { Position } from "../../report/failure.ts";

/** A rule file, as it was read. */
export interface RuleFileSeen {
  readonly file: string;
  readonly value: unknown;
  position(path: readonly (string | number)[]): Position;
}
