// Which queries do the built-in measures ask?

import type { Measure } from "./plan.ts";
import { rangeText } from "./promql.ts";
import { promqlString } from "./subject.ts";

/** The measures that Slipway knows by itself. */
export type BuiltIn = Exclude<Measure, { kind: "query" }>;

/** What a query of a built-in measure is about. `matchers` select the pods; `window` is in milliseconds. */
export interface Slice {
  readonly matchers: string;
  readonly window: number;
  /** The labels that tell pods from each other, for what is worked out pod by pod. */
  readonly podLabels: readonly string[];
}

/** How many requests were counted. */
export function requestsQuery(measure: BuiltIn, slice: Slice): string | undefined {
  switch (measure.kind) {
    case "error-rate":
      return countQuery(measure.requests, slice);
    case "latency":
      return countQuery(`${measure.histogram}_count`, slice);
    case "saturation":
    case "saturation-of":
    case "restarts":
      return undefined;
  }
}

/** How many of them were errors: 0 also where no error was ever counted. */
export function errorsQuery(measure: BuiltIn & { kind: "error-rate" }, slice: Slice): string {
  const { errors, requests } = measure;
  if (errors.kind === "counter") return countQuery(errors.metric, slice);
  return countQuery(requests, slice, `,${errors.label}=~${promqlString(errors.pattern)}`);
}

/**
 * How many series could have shown an error. Without one, 0 errors say nothing: the label or the counter has
 * another name.
 */
export function errorSeriesQuery(measure: BuiltIn & { kind: "error-rate" }, { matchers }: Slice): string {
  const { errors, requests } = measure;
  // A counter with labels may be born with the candidate's first error: that there is one anywhere proves its name.
  if (errors.kind === "counter") return `count(${errors.metric})`;
  return `count(${requests}{${matchers},${errors.label}!=""})`;
}

/** The value that is held against the threshold; of an error rate it is worked out of its counts. */
export function valueQuery(measure: Exclude<BuiltIn, { kind: "error-rate" }>, slice: Slice): string {
  const { matchers, window, podLabels } = slice;
  const range = rangeText(window);
  switch (measure.kind) {
    case "latency": {
      const scale = measure.in === "s" ? "1000 * " : "";
      return `${scale}histogram_quantile(${measure.quantile}, sum by (le) (increase(${measure.histogram}_bucket{${matchers}}[${range}])))`;
    }
    case "saturation": {
      const by = podLabels.join(", ");
      const used =
        measure.resource === "memory"
          ? `container_memory_working_set_bytes{${matchers},container!=""}`
          : `rate(container_cpu_usage_seconds_total{${matchers},container!=""}[${range}])`;
      const limits = `kube_pod_container_resource_limits{${matchers},resource="${measure.resource}"}`;
      return `100 * max(sum by (${by}) (${used}) / sum by (${by}) (${limits}))`;
    }
    case "saturation-of":
      return `100 * max(${measure.used}{${matchers}} / ${measure.limit}{${matchers}})`;
    case "restarts":
      return `sum(${measure.metric}{${matchers}})`;
  }
}

/** The upper bounds of a histogram's buckets, as the label `le`. */
export function boundsQuery(measure: BuiltIn & { kind: "latency" }, { matchers }: Slice): string {
  return `sum by (le) (${measure.histogram}_bucket{${matchers}})`;
}

/** One sample of a measure as a single number, for series of samples. No requests give no sample. */
export function sampleQuery(measure: BuiltIn, slice: Slice): string {
  if (measure.kind !== "error-rate") return valueQuery(measure, slice);
  const range = rangeText(slice.window);
  const { errors, requests } = measure;
  const all = `sum(increase(${requests}{${slice.matchers}}[${range}]))`;
  const bad =
    errors.kind === "counter"
      ? `sum(increase(${errors.metric}{${slice.matchers}}[${range}]))`
      : `sum(increase(${requests}{${slice.matchers},${errors.label}=~${promqlString(errors.pattern)}}[${range}]))`;
  return `100 * (${bad} or 0 * ${all}) / (${all} > 0)`;
}

/** The metric by whose series one can see which labels there are. */
export function mainMetric(measure: BuiltIn): string {
  switch (measure.kind) {
    case "error-rate":
      return measure.requests;
    case "latency":
      return `${measure.histogram}_bucket`;
    case "saturation":
      return measure.resource === "memory" ? "container_memory_working_set_bytes" : "container_cpu_usage_seconds_total";
    case "saturation-of":
      return measure.used;
    case "restarts":
      return measure.metric;
  }
}

/**
 * `increase` does not see the first value of a series, and the series of a status is born with its first error: what a
 * series that is new in the window began with is added.
 * https://github.com/prometheus/prometheus/issues/1673
 */
function countQuery(metric: string, { matchers, window }: Slice, more = ""): string {
  const range = rangeText(window);
  const series = `${metric}{${matchers}${more}}`;
  const grown = `sum(increase(${series}[${range}]))`;
  const begunWith = `sum(min_over_time(${series}[${range}]) unless ${series} offset ${range})`;
  return `(${grown} or vector(0)) + (${begunWith} or vector(0))`;
}
