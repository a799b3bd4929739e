// How does the candidate compare with stable over the same time?

import { type Asking, describe, type Moment, severalSeries, sliceOf, Untold, unanswered } from "./ask.ts";
import { type Judgement, judge } from "./judge.ts";
import type { Verdict } from "./measurement.ts";
import { numberText, probabilityText } from "./numbers.ts";
import type { Comparison, Metric } from "./plan.ts";
import { fillQuery } from "./promql.ts";
import type { Track } from "./subject.ts";
import { sampleQuery } from "./templates.ts";

export interface Compared {
  readonly verdict: Verdict;
  readonly value: undefined;
  readonly text: string;
  readonly judgement: Judgement;
}

/** @throws Untold where there is nothing to compare with, or Prometheus does not tell */
export async function compare(
  metric: Metric,
  comparison: Comparison,
  moment: Moment,
  asking: Asking,
): Promise<Compared> {
  const { subject } = asking;
  if (subject.stable === undefined) {
    throw new Untold("there is no stable version beside it to compare with", "Compare only where both serve.");
  }
  const [candidate, stable] = await Promise.all([
    samplesOf(metric, comparison, subject.candidate, moment, asking),
    samplesOf(metric, comparison, subject.stable, moment, asking),
  ]);
  const judgement = judge(candidate, stable, comparison);
  return { verdict: judgement.verdict, value: undefined, text: judgementText(metric, judgement), judgement };
}

/** Samples that do not overlap, each over its own time: the test takes them for independent of each other. */
async function samplesOf(
  { measure }: Metric,
  { sample }: Comparison,
  track: Track,
  { time, window }: Moment,
  asking: Asking,
): Promise<readonly number[]> {
  const slice = sliceOf(track, sample, asking);
  const query =
    measure.kind === "query"
      ? fillQuery(measure.text, { candidate: slice.matchers, stable: slice.matchers, window: sample })
      : sampleQuery(measure, slice);
  const step = Math.max(1, Math.floor(sample / 1000));
  const count = Math.floor(window / 1000 / step);
  if (count === 0) return [];
  const answer = await asking.prometheus.queryRange(
    query,
    { start: time - (count - 1) * step, end: time, step },
    asking.signal,
  );
  asking.asked.push({ query: `${query} each ${step}s`, answer: describe(answer) });
  if (answer.kind !== "series") throw unanswered(answer, query);
  if (answer.series.length > 1) throw severalSeries(query, answer.series);
  return answer.series[0]?.values ?? [];
}

function judgementText({ name, unit }: Metric, judgement: Judgement): string {
  const { candidate, stable, shift, tolerated, test, alpha, verdict } = judgement;
  if (test === undefined) {
    return `${name} cannot be compared: ${candidate.samples} samples of the candidate and ${stable.samples} of stable are too few to show a difference at ${alpha}`;
  }
  const medians = `median ${numberText(candidate.median, unit)} of ${candidate.samples} samples against stable's ${numberText(stable.median, unit)} of ${stable.samples}`;
  const numbers = `shift ${numberText(shift, unit)}, tolerated ${numberText(tolerated, unit)}, U = ${test.u}, p = ${probabilityText(test.p)} (${test.method}), level ${alpha}`;
  return `${name} is ${verdict === "fail" ? "" : "not "}worse than stable: ${medians}; ${numbers}`;
}
