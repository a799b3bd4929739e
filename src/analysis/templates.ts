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
      const { grown, begunWith } = countedIn(`${measure.histogram}_bucket{${matchers}}`, window);
      const both = `${marked(grown, "grown")} or ${marked(begunWith, "begun")}`;
      return `${scale}histogram_quantile(${measure.quantile}, sum by (le) (${both}))`;
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
  return `100 * (${errorsQuery(measure, slice)}) / ((${countQuery(measure.requests, slice)}) > 0)`;
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

function countQuery(metric: string, { matchers, window }: Slice, more = ""): string {
  const { grown, begunWith } = countedIn(`${metric}{${matchers}${more}}`, window);
  return `(sum(${grown}) or vector(0)) + (sum(${begunWith}) or vector(0))`;
}

/**
 * How far before a window a series is looked for, to tell whether it is new: a scrape or two can be late or fail, and
 * then the series is gone for that moment with all that it ever counted.
 * https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness
 */
const before = "5m";

/**
 * What each series has counted in the window. `increase` does not see the first value of a series, and the series of a
 * status is born with its first error: what a series that is new in the window began with is counted too.
 * https://github.com/prometheus/prometheus/issues/1673
 */
function countedIn(series: string, window: number): { readonly grown: string; readonly begunWith: string } {
  const range = rangeText(window);
  return {
    grown: `increase(${series}[${range}])`,
    begunWith: `min_over_time(${series}[${range}]) unless count_over_time(${series}[${before}] offset ${range})`,
  };
}

/** So that both parts of one series can stand in one sum. */
function marked(query: string, part: string): string {
  return `label_replace(${query}, "part", "${part}", "", "")`;
}
