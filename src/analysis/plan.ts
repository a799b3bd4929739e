// What is measured, and what does a measurement have to be?

import type { Position } from "../report/failure.ts";
import type { Selection } from "./subject.ts";

/** Everything that is measured in one release. Durations are in milliseconds. */
export interface AnalysisPlan {
  readonly prometheus: PrometheusServer | undefined;
  readonly selection: Selection;
  readonly metrics: readonly Metric[];
  readonly health: HealthTrigger | undefined;
  readonly onInconclusive: OnInconclusive;
}

/** What happens where nothing can be told: the release goes back, waits for a person, or goes on. */
export type OnInconclusive = "fail" | "pause" | "continue";

export interface PrometheusServer {
  /** A name and a password in it are sent as `Authorization: Basic`. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`. Empty for none. */
  readonly token: string;
  /** Sent along, such as the tenant of Mimir or Thanos. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface Metric {
  readonly name: string;
  readonly measure: Measure;
  /** Absent where the candidate is only compared with stable. */
  readonly threshold: Threshold | undefined;
  readonly comparison: Comparison | undefined;
  readonly unit: Unit;
  readonly window: number;
  readonly interval: number;
  readonly count: number;
  /** So many measurements may fail. */
  readonly failureLimit: number;
  readonly inconclusiveLimit: number;
  readonly minRequests: number;
  /** Where it stands in the analysis file. */
  readonly at?: Position | undefined;
}

export type Unit = "percent" | "ms" | "number";

export interface Threshold {
  readonly max: number | undefined;
  readonly min: number | undefined;
}

/** The candidate is compared with stable over the same time. */
export interface Comparison {
  /** By how much it may be worse: percent of stable's median, or an amount in the metric's own unit. */
  readonly tolerance: { readonly kind: "percent" | "amount"; readonly value: number };
  /** What counts as worse. */
  readonly direction: "increase" | "decrease" | "either";
  /** The probability of a difference by chance that is still taken for a difference. */
  readonly alpha: number;
  /** One sample of each track is taken for each of these, over just that time. */
  readonly sample: number;
}

export type Measure =
  | {
      readonly kind: "error-rate";
      /** Counts all requests. */
      readonly requests: string;
      readonly errors:
        | { readonly kind: "status"; readonly label: string; readonly pattern: string }
        | { readonly kind: "counter"; readonly metric: string };
    }
  | {
      readonly kind: "latency";
      /** The histogram, without `_bucket`. */
      readonly histogram: string;
      readonly quantile: number;
      /** What its bounds are written in. */
      readonly in: "s" | "ms";
    }
  | { readonly kind: "saturation"; readonly resource: "memory" | "cpu" }
  | { readonly kind: "saturation-of"; readonly used: string; readonly limit: string }
  | { readonly kind: "restarts"; readonly metric: string }
  | {
      readonly kind: "query";
      readonly text: string;
      readonly scope: "candidate" | "service";
      /** How many requests the value rests on. */
      readonly requests: string | undefined;
    };

/** So many failed health checks within the window. */
export interface HealthTrigger {
  /** What is asked: a URL, or a path of each of the candidate's pods in turn, through the API server. */
  readonly target:
    | { readonly kind: "url"; readonly url: string }
    | { readonly kind: "pods"; readonly path: string; readonly port: number };
  readonly failures: number;
  readonly window: number;
  readonly interval: number;
}

/** The triggers that the deployment guides name, and what Prometheus' own documentation calls such metrics. */
export const defaults = {
  window: 300_000,
  interval: 30_000,
  count: 5,
  failureLimit: 0,
  inconclusiveLimit: 2,
  minRequests: 20,
  maxErrorRate: 5,
  maxLatency: 2_000,
  quantile: 0.95,
  maxSaturation: 90,
  requests: "http_requests_total",
  statusLabel: "status",
  statusPattern: "5..",
  histogram: "http_request_duration_seconds",
  restarts: "kube_pod_container_status_restarts_total",
  healthFailures: 3,
  healthWindow: 120_000,
  healthInterval: 10_000,
  tolerance: 10,
  alpha: 0.05,
  sample: 30_000,
} as const;
