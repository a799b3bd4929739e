// Does a load stage keep what was asked of it?

import { durationText, readDuration } from "../../config/duration.ts";
import type { LoadFigures } from "./figures.ts";

export interface Threshold {
  readonly text: string;
  readonly metric: "mean" | "max" | "errors" | "rate" | "requests" | "memory" | { readonly percent: number };
  readonly operator: "<" | "<=" | ">" | ">=";
  /** Milliseconds, a share, requests per second, a number, or bytes, by the metric. */
  readonly limit: number;
}

/** Percentiles that were measured are looked up; any other one is computed. */
export type Measured = LoadFigures & { readonly percentile?: (percent: number) => number };

const form = /^(p\(?(\d{1,2}(?:\.\d+)?|100)\)?|avg|mean|max|errors|rate|requests|memory)\s*(<=|>=|<|>)\s*(\S.*)$/;

export const thresholdAdvice =
  "write it as p(95) < 300ms, max < 2s, errors < 1%, rate > 100, requests > 500 or memory < 256Mi";

/** Nothing for a text that is no threshold. Pure. */
export function parseThreshold(text: string): Threshold | undefined {
  const [, name = "", percent, operator, value = ""] = form.exec(text.trim()) ?? [];
  if (operator === undefined) return undefined;
  const metric = percent === undefined ? metricNamed(name) : { percent: Number(percent) };
  const limit = limitOf(metric, value.trim());
  if (limit === undefined || Number.isNaN(limit)) return undefined;
  return { text: text.trim(), metric, operator: operator as Threshold["operator"], limit };
}

/** One sentence for each threshold that does not hold. What was not measured does not hold. Pure. */
export function broken(thresholds: readonly Threshold[], figures: Measured): string[] {
  return thresholds.flatMap(({ limit, metric, operator, text }) => {
    const value = measuredBy(metric, figures);
    if (value === undefined) return [`expected ${text}, but it could not be measured`];
    return holds(value, operator, limit) ? [] : [`expected ${text}, got ${written(metric, value)}`];
  });
}

/** Whether more requests can still change it for the better only in theory, so that going on is of no use. */
export function isLatencyOrErrors({ metric, operator }: Threshold): boolean {
  const upper = operator === "<" || operator === "<=";
  return upper && (typeof metric === "object" || metric === "mean" || metric === "max" || metric === "errors");
}

function metricNamed(name: string): Exclude<Threshold["metric"], object> {
  return name === "avg" ? "mean" : (name as Exclude<Threshold["metric"], object>);
}

function limitOf(metric: Threshold["metric"], value: string): number | undefined {
  if (typeof metric === "object" || metric === "mean" || metric === "max") {
    const read = readDuration(value);
    return typeof read === "number" ? read : undefined;
  }
  if (metric === "errors") return /^\d+(?:\.\d+)?\s*%$/.test(value) ? Number.parseFloat(value) / 100 : undefined;
  if (metric === "memory") return readBytes(value);
  const number = metric === "rate" ? value.replace(/\s*\/s$/, "") : value;
  return /^\d+(?:\.\d+)?$/.test(number) ? Number(number) : undefined;
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** As Kubernetes writes memory: `256Mi`, `1G`, `131072Ki`. */
export function readBytes(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)\s*(k|M|G|Ki|Mi|Gi)?B?$/.exec(text) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

function measuredBy(metric: Threshold["metric"], figures: Measured): number | undefined {
  if (typeof metric === "object") {
    const known = knownPercentiles[metric.percent];
    return figures.requests === 0 ? undefined : (figures.percentile?.(metric.percent) ?? (known && figures[known]));
  }
  switch (metric) {
    case "mean":
    case "max":
      return figures.requests === 0 ? undefined : figures[metric];
    case "errors":
      return figures.requests === 0 ? undefined : figures.errors / figures.requests;
    case "rate":
    case "requests":
      return figures[metric];
    case "memory":
      return figures.peakMemoryBytes;
  }
}

const knownPercentiles: Readonly<Record<number, "p50" | "p90" | "p95" | "p99" | "p999">> = {
  50: "p50",
  90: "p90",
  95: "p95",
  99: "p99",
  99.9: "p999",
};

function holds(value: number, operator: Threshold["operator"], limit: number): boolean {
  switch (operator) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
  }
}

function written(metric: Threshold["metric"], value: number): string {
  if (metric === "errors") return `${(value * 100).toFixed(2)}%`;
  if (metric === "rate") return `${value.toFixed(1)}/s`;
  if (metric === "requests") return String(value);
  if (metric === "memory") return `${(value / 1024 ** 2).toFixed(0)}Mi`;
  return value < 1000 ? `${value.toFixed(1)}ms` : durationText(value);
}
