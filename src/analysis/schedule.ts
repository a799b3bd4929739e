// When is a metric measured, and what do its measurements mean together?

import type { Measurement, Verdict } from "./measurement.ts";
import type { Metric } from "./plan.ts";

/**
 * The times at which a metric is measured, in milliseconds since the analysis began: at each interval, up to the end
 * of the span, which is measured in any case. Without a span, `count` times.
 */
export function measuringTimes(
  { interval, count }: Pick<Metric, "interval" | "count">,
  span: number | undefined,
): number[] {
  const every = Math.max(interval, 1);
  const times = Array.from(
    { length: span === undefined ? count : Math.floor(span / every) },
    (_, index) => (index + 1) * every,
  );
  return span === undefined || (times.at(-1) ?? -1) >= span ? times : [...times, span];
}

/** What is known so far: nothing that can still change is `undefined`. */
export function verdictSoFar(
  metric: Metric,
  measurements: readonly Pick<Measurement, "verdict">[],
): Verdict | undefined {
  const count = (verdict: Verdict): number => measurements.filter((one) => one.verdict === verdict).length;
  if (count("fail") > metric.failureLimit) return "fail";
  if (count("inconclusive") > metric.inconclusiveLimit) return "inconclusive";
  return undefined;
}

/** What all measurements mean. Without one that passed, nothing was shown. */
export function finalVerdict(metric: Metric, measurements: readonly Pick<Measurement, "verdict">[]): Verdict {
  const known = verdictSoFar(metric, measurements);
  if (known !== undefined) return known;
  return measurements.some(({ verdict }) => verdict === "pass") ? "pass" : "inconclusive";
}

/** One failed metric fails all; one that could not be told leaves all untold. No metric at all shows nothing. */
export function joinVerdicts(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.length === 0 || verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}
