// What does an analysis come to?

import type { Failure } from "../report/failure.ts";
import type { HealthEnd } from "./health.ts";
import type { Measurement, Verdict } from "./measurement.ts";
import type { Metric } from "./plan.ts";

export interface AnalysisResult {
  readonly verdict: Verdict;
  /** What is to happen, with `on-inconclusive` taken into account. */
  readonly next: "go" | "stop" | "pause";
  readonly metrics: readonly MetricResult[];
  readonly health: HealthEnd | undefined;
  /** Why it does not go on; nothing where it does. */
  readonly failure: Failure | undefined;
  readonly markdown: string;
}

export interface MetricResult {
  readonly metric: Metric;
  readonly verdict: Verdict;
  readonly measurements: readonly Measurement[];
}
