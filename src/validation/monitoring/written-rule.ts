// What is a rule as somebody wrote it?

import type { Position } from "../../report/failure.ts";
import type { Finding } from "../check.ts";
import type { Path } from "../subject.ts";

/** One alerting or recording rule. */
export interface WrittenRule {
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly group: string;
  readonly expr: string;
  /** Milliseconds; 0 where it is not written. */
  readonly holdFor: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `alert HighErrorRate of group tracks`. */
  readonly subject: string;
  readonly object: Finding["object"];
  at(path: Path): Position | undefined;
}
