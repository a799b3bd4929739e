// How does a check of another tool stand to ours?

import type { Seen, Subject, Workload } from "../subject.ts";

/** What of ours answers it, or why it holds no more. */
export type PeerCheck =
  | {
      readonly check: string;
      readonly ours: readonly [string, ...string[]];
      /** Why the verdicts about one object may differ, cause by cause. */
      readonly differs?: readonly Difference[];
    }
  | { readonly check: string; readonly gone: string };

/** One cause for which one of the two fails an object that the other lets pass. */
export interface Difference {
  readonly alone: "it" | "we";
  /** A phrase of the documentation. */
  readonly because: string;
  /** Whether the cause is there in an object: a difference without a cause is a mistake of one of the two. */
  holds(judged: Judged): boolean;
}

/** A cause for which the other tool alone fails. */
export function itAlone(because: string, holds: Difference["holds"]): Difference {
  return { alone: "it", because, holds };
}

/** A cause for which we alone fail. */
export function weAlone(because: string, holds: Difference["holds"]): Difference {
  return { alone: "we", because, holds };
}

export interface Judged {
  readonly subject: Subject;
  readonly seen: Seen;
  /** Of what runs pods. */
  readonly workload: Workload | undefined;
}
