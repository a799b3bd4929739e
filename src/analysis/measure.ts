// What does one metric of the candidate say right now?

import { formatDuration } from "../config/duration.ts";
import {
  type Asking,
  ask,
  labelsHint,
  type MeasureContext,
  type Moment,
  matchersFor,
  one,
  sliceOf,
  Untold,
  unanswered,
} from "./ask.ts";
import { compare } from "./compare.ts";
import type { Judgement } from "./judge.ts";
import type { Measurement, Verdict } from "./measurement.ts";
import { numberText, thresholdText } from "./numbers.ts";
import type { Measure, Metric } from "./plan.ts";
import { clipRanges, fillQuery } from "./promql.ts";
import { matchersOf } from "./subject.ts";
import * as templates from "./templates.ts";

/** A measurement as yet without its time. */
export type Measured = Omit<Measurement, "at">;

/** Measures once. Whatever keeps it from telling is `inconclusive`, in words; only an abort is thrown. */
export async function measure(metric: Metric, context: MeasureContext): Promise<Measured> {
  const asked: { query: string; answer: string }[] = [];
  try {
    const { verdict, value, text, judgement } = await tell(metric, { ...context, asked });
    return { metric: metric.name, verdict, value, text, advice: "", asked, judgement };
  } catch (error) {
    if (!(error instanceof Untold)) throw error;
    const text = `${metric.name} cannot be told: ${error.message}`;
    return { metric: metric.name, verdict: "inconclusive", value: undefined, text, advice: error.advice, asked };
  }
}

interface Told {
  readonly verdict: Verdict;
  readonly value: number | undefined;
  readonly text: string;
  readonly judgement?: Judgement | undefined;
}

async function tell(metric: Metric, asking: Asking): Promise<Told> {
  const { subject } = asking;
  // The window is cut by Prometheus' own clock: that of the runner may differ.
  const now = await asking.prometheus.time(asking.signal);
  if (now.kind !== "time") throw unanswered(now, "time()");
  // Kubernetes tells whole seconds: the pod was created somewhere within that one.
  const age = now.time * 1000 - (subject.candidate.since + 1_000);
  if (age < 1_000) throw new Untold("the candidate has only just begun", "Measure later: give it a longer step.");
  const moment = { time: now.time, window: Math.min(metric.window, age), age };
  const told = metric.threshold === undefined ? undefined : await holdAgainst(metric, metric.threshold, moment, asking);
  // The threshold alone decides where it is broken.
  if (metric.comparison === undefined || (told !== undefined && told.verdict !== "pass")) {
    return told ?? { verdict: "inconclusive", value: undefined, text: `${metric.name} has no threshold` };
  }
  const compared = await compare(metric, metric.comparison, moment, asking);
  return told === undefined ? compared : { ...compared, value: told.value, text: `${told.text}; ${compared.text}` };
}

async function holdAgainst(
  metric: Metric,
  threshold: NonNullable<Metric["threshold"]>,
  moment: Moment,
  asking: Asking,
): Promise<Told> {
  const { value, over } = await measuredValue(metric, moment, asking);
  if (Number.isNaN(value)) throw new Untold("Prometheus gives NaN", "Nothing was counted: is there any traffic?");
  const { max, min } = threshold;
  const holds = (max === undefined || value <= max) && (min === undefined || value >= min);
  if (holds) await mustBeAbleToExceed(metric, threshold, moment, asking);
  const text = `${metric.name} is ${numberText(value, metric.unit)} (${over}), ${holds ? "" : "and may be "}${thresholdText(threshold, metric.unit)}`;
  return { verdict: holds ? "pass" : "fail", value, text };
}

async function measuredValue(metric: Metric, moment: Moment, asking: Asking): Promise<{ value: number; over: string }> {
  const window = `over ${formatDuration(Math.floor(moment.window / 1000) * 1000)}`;
  const { measure } = metric;
  switch (measure.kind) {
    case "error-rate": {
      const slice = sliceOf(asking.subject.candidate, moment.window, asking);
      const counting = templates.requestsQuery(measure, slice);
      const counted = await enoughRequests(metric, counting, moment, asking, measure);
      const { errors, requests } = await errorsAmong(counted, counting, measure, moment, asking);
      if (errors === 0) await mustKnowErrors(measure, slice, moment, asking);
      const share = Math.min(100, (100 * errors) / requests);
      const over = `${countText(errors)} of ${countText(requests)} requests ${window}`;
      return { value: requests === 0 ? Number.NaN : share, over };
    }
    case "latency": {
      const slice = sliceOf(asking.subject.candidate, moment.window, asking);
      const requests = await enoughRequests(metric, templates.requestsQuery(measure, slice), moment, asking, measure);
      const value = await one(templates.valueQuery(measure, slice), moment, asking, measure);
      return { value, over: `${countText(requests)} requests ${window}` };
    }
    case "saturation":
    case "saturation-of":
    case "restarts": {
      const slice = sliceOf(asking.subject.candidate, moment.window, asking);
      const value = await one(templates.valueQuery(measure, slice), moment, asking, measure);
      return { value, over: measure.kind === "restarts" ? "since its pods began" : "the fullest pod" };
    }
    case "query": {
      const query = userQuery(measure.text, moment, asking);
      const requests = measure.requests === undefined ? undefined : userQuery(measure.requests, moment, asking);
      const counted = requests === undefined ? undefined : await enoughRequests(metric, requests, moment, asking);
      const value = await one(query, moment, asking);
      return { value, over: counted === undefined ? window : `${countText(counted)} requests ${window}` };
    }
  }
}

/** So often a scrape may come in between the questions; with more, the last answers are taken as they are. */
const mostRounds = 5;

/**
 * A scrape that comes in between two questions about one moment is in the second answer alone: its errors would be held
 * against requests without it. The requests are asked for again, until they are the same before and after.
 */
async function errorsAmong(
  counted: number,
  counting: string | undefined,
  measure: Measure & { kind: "error-rate" },
  moment: Moment,
  asking: Asking,
): Promise<{ readonly errors: number; readonly requests: number }> {
  const slice = sliceOf(asking.subject.candidate, moment.window, asking);
  let requests = counted;
  for (let round = 1; ; round++) {
    const errors = await one(templates.errorsQuery(measure, slice), moment, asking, measure);
    const again = errors === 0 || counting === undefined ? requests : await one(counting, moment, asking, measure);
    if (again === requests || round === mostRounds) return { errors, requests: again };
    requests = again;
  }
}

async function enoughRequests(
  metric: Metric,
  query: string | undefined,
  moment: Moment,
  asking: Asking,
  measure?: templates.BuiltIn,
): Promise<number> {
  const requests = query === undefined ? 0 : await one(query, moment, asking, measure);
  if (requests >= metric.minRequests) return requests;
  const hint = measure !== undefined && requests === 0 ? await labelsHint(measure, moment, asking) : "";
  throw new Untold(
    `${countText(requests)} requests in ${formatDuration(Math.floor(moment.window / 1000) * 1000)} are fewer than ${metric.minRequests}`,
    hint || "Let more requests reach the candidate, measure for longer, or lower min-requests.",
  );
}

/** An error rate of 0 is told only where an error would be seen. */
async function mustKnowErrors(
  measure: Measure & { kind: "error-rate" },
  slice: templates.Slice,
  moment: Moment,
  asking: Asking,
): Promise<void> {
  const answer = await ask(templates.errorSeriesQuery(measure, slice), moment, asking);
  if ((answer[0]?.value ?? 0) > 0) return;
  const { errors } = measure;
  if (errors.kind === "counter") {
    throw new Untold(
      `there is no series of ${errors.metric} at all, so an error would not be seen`,
      "Correct its name, or let the service expose it from its start, at 0.",
    );
  }
  const hint = await labelsHint(measure, moment, asking);
  throw new Untold(
    `no series of ${measure.requests} has a label ${errors.label}, so an error would not be seen`,
    hint || "Name the label that holds the status.",
  );
}

/**
 * A quantile is never above the histogram's highest bound: where that is not above the threshold, slow requests would
 * not be seen. https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 */
async function mustBeAbleToExceed(
  { measure }: Metric,
  { max }: NonNullable<Metric["threshold"]>,
  moment: Moment,
  asking: Asking,
): Promise<void> {
  if (measure.kind !== "latency" || max === undefined) return;
  const slice = sliceOf(asking.subject.candidate, moment.window, asking);
  const buckets = await ask(templates.boundsQuery(measure, slice), moment, asking);
  const scale = measure.in === "s" ? 1_000 : 1;
  const bounds = buckets.map(({ labels }) => Number(labels.le) * scale).filter(Number.isFinite);
  const highest = Math.max(...bounds);
  if (bounds.length > 0 && highest > max) return;
  throw new Untold(
    `the highest bucket of ${measure.histogram} ends at ${numberText(highest, "ms")}, so more than ${numberText(max, "ms")} would not be seen`,
    `Give the histogram a bucket above ${numberText(max, "ms")}, or lower the threshold.`,
  );
}

function userQuery(text: string, moment: Moment, asking: Asking): string {
  const { subject, selection } = asking;
  const candidate = /\{\{\s*candidate\s*\}\}/.test(text) ? matchersFor(subject.candidate, asking) : "";
  const stable = subject.stable && matchersOf(subject.stable, subject.namespace, selection);
  if (stable === undefined && /\{\{\s*stable\s*\}\}/.test(text)) {
    throw new Untold("there is no stable version beside it", "Ask for {{stable}} only where both serve.");
  }
  const filled = fillQuery(text, {
    candidate,
    stable: stable?.kind === "matchers" ? stable.text : undefined,
    window: moment.window,
  });
  const clipped = clipRanges(filled, moment.age);
  if (clipped.kind === "clipped") return clipped.text;
  throw new Untold(
    `the query looks ${Number.isFinite(clipped.reach) ? `${formatDuration(clipped.reach)} ` : ""}back, and the candidate is only ${formatDuration(Math.floor(moment.age / 1000) * 1000)} old`,
    "Measure for longer, or leave `offset` and the subquery out.",
  );
}

function countText(count: number): string {
  // `increase` extrapolates: what it counts is seldom a whole number.
  return numberText(count < 10 ? Math.round(count * 10) / 10 : Math.round(count), "number");
}
