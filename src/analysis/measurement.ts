// What came out of one measurement?

import type { Judgement } from "./judge.ts";

export type Verdict = "pass" | "fail" | "inconclusive";

export interface Measurement {
  /** The metric's name. */
  readonly metric: string;
  /** Since the analysis began, in milliseconds. */
  readonly at: number;
  readonly verdict: Verdict;
  /** In the metric's unit, where there is one number. */
  readonly value: number | undefined;
  /** In words, with the number and what it may be: `error rate is 6 % (60 of 1,000 requests over 5m); at most 5 %`. */
  readonly text: string;
  /** What the reader can do where nothing could be told. */
  readonly advice: string;
  /** Every query that was asked, and what came back. */
  readonly asked: readonly { readonly query: string; readonly answer: string }[];
  readonly judgement?: Judgement | undefined;
}
