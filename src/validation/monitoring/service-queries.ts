// Which queries measure the service?

import { defaults } from "../../analysis/plan.ts";
import { promqlString } from "../../analysis/subject.ts";
import { sampleQuery, valueQuery } from "../../analysis/templates.ts";
import type { Labels, QueryName } from "./monitoring-seen.ts";

export interface MeasuredBy {
  readonly labels: Labels;
  /** Counts all requests; `http_requests_total` unless given. */
  readonly requestsMetric: string | undefined;
  /** Of the metric of requests; `status` unless given. */
  readonly statusLabel: string | undefined;
  /** Counts failed requests, where no status tells them. */
  readonly errorsMetric: string | undefined;
  /** A histogram in seconds, without `_bucket`; `http_request_duration_seconds` unless given. */
  readonly latencyMetric: string | undefined;
  /** In place of those: `{{selector}}` and `{{window}}` are filled in. A share from 0 to 1, seconds, a share from 0 to 1. */
  readonly errorRateQuery: string | undefined;
  readonly latencyQuery: string | undefined;
  readonly poolQuery: string | undefined;
}

export interface ServiceQuery {
  readonly name: QueryName;
  readonly text: string;
  /** What the answer is multiplied with to get a share, or seconds. */
  readonly scale: number;
}

/** Over the last five minutes. Pure. */
export function serviceQueries(by: MeasuredBy): ServiceQuery[] {
  return [
    errorRateOver(defaults.window, by),
    latencyOver(defaults.window, by),
    ...(by.poolQuery === undefined
      ? []
      : [{ name: "pool-use" as const, text: fill(by.poolQuery, by.labels, defaults.window), scale: 1 }]),
  ];
}

/** @param window in milliseconds */
export function errorRateOver(window: number, by: MeasuredBy): ServiceQuery {
  if (by.errorRateQuery !== undefined) {
    return { name: "error-rate", text: fill(by.errorRateQuery, by.labels, window), scale: 1 };
  }
  const slice = { matchers: matchersOf(by.labels), window, podLabels: [] };
  const errors =
    by.errorsMetric === undefined
      ? {
          kind: "status" as const,
          label: by.statusLabel ?? defaults.statusLabel,
          pattern: defaults.statusPattern,
        }
      : { kind: "counter" as const, metric: by.errorsMetric };
  const text = sampleQuery({ kind: "error-rate", requests: by.requestsMetric ?? defaults.requests, errors }, slice);
  return { name: "error-rate", text, scale: 0.01 };
}

/**
 * How many series could have shown an error; undefined where the user's own query says it. Without one, 0 errors say
 * nothing: the label or the counter has another name.
 */
export function errorEvidenceQuery(by: MeasuredBy): string | undefined {
  if (by.errorRateQuery !== undefined) return undefined;
  if (by.errorsMetric !== undefined) return `count(${by.errorsMetric})`;
  const label = by.statusLabel ?? defaults.statusLabel;
  return `count(${by.requestsMetric ?? defaults.requests}{${matchersOf(by.labels)},${label}!=""})`;
}

/** `job="eventcore",namespace="shop"`. */
export function matchersOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${promqlString(value)}`)
    .join(",");
}

/** A query of the user's with its placeholders filled in. */
export function fill(text: string, labels: Labels, window: number): string {
  return text
    .replaceAll(/\{\{\s*selector\s*\}\}/g, matchersOf(labels))
    .replaceAll(/\{\{\s*window\s*\}\}/g, `${Math.max(1, Math.round(window / 1000))}s`);
}

function latencyOver(window: number, by: MeasuredBy): ServiceQuery {
  if (by.latencyQuery !== undefined) return { name: "p95", text: fill(by.latencyQuery, by.labels, window), scale: 1 };
  const measure = {
    kind: "latency",
    histogram: by.latencyMetric ?? defaults.histogram,
    quantile: defaults.quantile,
    in: "s",
  } as const;
  const slice = { matchers: matchersOf(by.labels), window, podLabels: [] };
  return { name: "p95", text: valueQuery(measure, slice), scale: 0.001 };
}
