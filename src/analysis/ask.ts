// What does Prometheus say to one question of a measurement, and why can nothing be told where it says nothing?

import type { Labels, Prometheus, RangeAnswer, Unanswered } from "./prometheus.ts";
import { proposeAggregation } from "./promql.ts";
import { matchersOf, type Selection, type Subject, type Track } from "./subject.ts";
import { type BuiltIn, mainMetric, type Slice } from "./templates.ts";

export interface MeasureContext {
  readonly prometheus: Prometheus;
  readonly subject: Subject;
  readonly selection: Selection;
  readonly signal: AbortSignal;
}

/** Why nothing can be told, as a phrase, and what to do about it. */
export class Untold extends Error {
  readonly advice: string;

  constructor(found: string, advice: string) {
    super(found);
    this.advice = advice;
  }
}

export interface Asking extends MeasureContext {
  readonly asked: { query: string; answer: string }[];
}

export interface Moment {
  /** Seconds since 1970. */
  readonly time: number;
  /** In milliseconds, never longer than the candidate is old. */
  readonly window: number;
  readonly age: number;
}

export function sliceOf(track: Track, window: number, asking: Asking): Slice {
  const { namespaceLabel, by } = asking.selection;
  const podLabel = by.kind === "pod-name" ? by.label : "pod";
  const podLabels = namespaceLabel === "" ? [podLabel] : [namespaceLabel, podLabel];
  return { matchers: matchersFor(track, asking), window, podLabels };
}

export function matchersFor(track: Track, { subject, selection }: Asking): string {
  const selected = matchersOf(track, subject.namespace, selection);
  if (selected.kind === "matchers") return selected.text;
  throw new Untold(selected.found, selected.advice);
}

/** The one value of a query. */
export async function one(query: string, moment: Moment, asking: Asking, measure?: BuiltIn): Promise<number> {
  const series = await ask(query, moment, asking);
  const [first] = series;
  if (series.length > 1) throw severalSeries(query, series);
  if (first !== undefined) return first.value;
  const hint = measure === undefined ? "" : await labelsHint(measure, moment, asking);
  throw new Untold("Prometheus has no data", hint || `Try the query in the page of Prometheus: ${query}`);
}

export async function ask(query: string, { time }: Moment, asking: Asking) {
  const answer = await asking.prometheus.query(query, time, asking.signal);
  asking.asked.push({ query, answer: describe(answer) });
  if (answer.kind !== "series") throw unanswered(answer, query);
  return answer.series;
}

/** Where a built-in query finds nothing: which labels its metric does have, so that a wrong name is seen. */
export async function labelsHint(measure: BuiltIn, { time }: Moment, asking: Asking): Promise<string> {
  const metric = mainMetric(measure);
  const answer = await asking.prometheus.query(`topk(1, ${metric})`, time, asking.signal);
  if (answer.kind !== "series") return "";
  const [example] = answer.series;
  if (example === undefined)
    return `Prometheus has no series of ${metric} at all: correct its name, or look at the scrape.`;
  const labels = Object.entries(example.labels)
    .filter(([name]) => name !== "__name__" && name !== "le")
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `Prometheus has ${metric} with other labels, for example ${labels.join(", ") || "none"}: name the labels of pod, namespace and status as they are.`;
}

export function unanswered({ kind, reason }: Unanswered, query: string): Untold {
  return kind === "refused"
    ? new Untold(`Prometheus refuses the query: ${reason}`, `Correct it: ${query}`)
    : new Untold(`Prometheus cannot be reached: ${reason}`, "Correct prometheus-url, or bring Prometheus up.");
}

export function severalSeries(query: string, series: readonly { readonly labels: Labels }[]): Untold {
  const example = series
    .slice(0, 3)
    .map(({ labels }) => JSON.stringify(labels))
    .join(" ");
  return new Untold(
    `the query gives ${series.length} series and not one number (${example})`,
    `Aggregate them: ${proposeAggregation(query)}`,
  );
}

export function describe(answer: { kind: "series"; series: readonly object[] } | RangeAnswer | Unanswered): string {
  if (answer.kind !== "series") return answer.reason;
  return answer.series.length === 0 ? "no data" : JSON.stringify(answer.series.slice(0, 3), asWritten).slice(0, 600);
}

/** NaN and infinity have no JSON; `null` would say that there was no value. */
function asWritten(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
