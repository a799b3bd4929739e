// What is meant where an analysis says little?

import type { Position } from "../report/failure.ts";
import type { AnalysisInFile, MetricInFile } from "./analysis-schema.ts";
import { type AnalysisPlan, type Comparison, defaults, type HealthTrigger, type Measure, type Metric } from "./plan.ts";
import { findPlanProblem, type PlanProblem } from "./plan-problems.ts";
import { defaultSelection, type Selection } from "./subject.ts";

/** What the inputs say over the file. */
export interface PlanInputs {
  readonly url: string;
  readonly token: string;
  /** Where something in the file stands. */
  readonly at?: ((path: readonly (string | number)[]) => Position) | undefined;
}

/** The plan with every default filled in, or what is wrong with it. Pure. */
export function completePlan(
  file: AnalysisInFile,
  { url, token, at }: PlanInputs,
):
  | { readonly kind: "plan"; readonly plan: AnalysisPlan }
  | { readonly kind: "problem"; readonly problem: PlanProblem } {
  const metrics = file.metrics ?? [];
  const server = url || (file.prometheus?.url ?? "");
  const problem = findPlanProblem(file, server);
  if (problem !== undefined) return { kind: "problem", problem };
  return {
    kind: "plan",
    plan: {
      prometheus: server === "" ? undefined : { url: server, token, headers: file.prometheus?.headers },
      selection: selectionOf(file.select ?? {}),
      onInconclusive: file["on-inconclusive"] ?? "fail",
      metrics: metrics.map((metric, index) => completeMetric(metric, file, at?.(["metrics", index]))),
      health: file.health && completeHealth(file.health),
    },
  };
}

function selectionOf(select: NonNullable<AnalysisInFile["select"]>): Selection {
  const namespaceLabel = select.namespace ?? defaultSelection.namespaceLabel;
  if (select.label === undefined) {
    return { namespaceLabel, by: { kind: "pod-name", label: select.pod ?? "pod" } };
  }
  return {
    namespaceLabel,
    by: { kind: "pod-label", label: select.label, podLabel: select["pod-label"] ?? select.label },
  };
}

function completeMetric(metric: MetricInFile, file: AnalysisInFile, at: Position | undefined): Metric {
  const { name, threshold, unit } = meaningOf(metric);
  const measure = measureOf(metric);
  return {
    name: metric.name ?? name,
    measure,
    // Compared and nothing else said: the comparison alone decides.
    threshold: threshold.max === undefined && threshold.min === undefined ? undefined : threshold,
    comparison: metric.compare && completeComparison(metric.compare),
    unit,
    window: metric.window ?? file.window ?? defaults.window,
    interval: metric.interval ?? file.interval ?? defaults.interval,
    count: metric.count ?? file.count ?? defaults.count,
    failureLimit: metric["failure-limit"] ?? file["failure-limit"] ?? defaults.failureLimit,
    inconclusiveLimit: metric["inconclusive-limit"] ?? file["inconclusive-limit"] ?? defaults.inconclusiveLimit,
    minRequests: metric["min-requests"] ?? file["min-requests"] ?? defaults.minRequests,
    at,
  };
}

function meaningOf(
  metric: MetricInFile,
): Pick<Metric, "name" | "unit"> & { threshold: NonNullable<Metric["threshold"]> } {
  const compared = metric.compare !== undefined;
  const atMost = (max: number | undefined, usual: number) => ({
    max: max ?? (compared ? undefined : usual),
    min: undefined,
  });
  switch (metric.template) {
    case "error-rate":
      return { name: "error rate", unit: "percent", threshold: atMost(metric.max, defaults.maxErrorRate) };
    case "latency": {
      const quantile = metric.quantile ?? defaults.quantile;
      return {
        name: `p${Number((quantile * 100).toFixed(3))} latency`,
        unit: "ms",
        threshold: atMost(metric.max, defaults.maxLatency),
      };
    }
    case "saturation":
      return {
        name: metric.used === undefined ? `${metric.resource ?? "memory"} saturation` : `saturation of ${metric.limit}`,
        unit: "percent",
        threshold: atMost(metric.max, defaults.maxSaturation),
      };
    case "restarts":
      return { name: "restarts", unit: "number", threshold: atMost(metric.max, 0) };
    case "query":
    case undefined:
      return { name: metric.query, unit: metric.unit ?? "number", threshold: { max: metric.max, min: metric.min } };
  }
}

function measureOf(metric: MetricInFile): Measure {
  switch (metric.template) {
    case "error-rate":
      return {
        kind: "error-rate",
        requests: metric.requests ?? defaults.requests,
        errors:
          metric.errors === undefined
            ? {
                kind: "status",
                label: metric["status-label"] ?? defaults.statusLabel,
                pattern: metric.status ?? defaults.statusPattern,
              }
            : { kind: "counter", metric: metric.errors },
      };
    case "latency":
      return {
        kind: "latency",
        histogram: (metric.histogram ?? defaults.histogram).replace(/_bucket$/, ""),
        quantile: metric.quantile ?? defaults.quantile,
        in: metric.unit ?? "s",
      };
    case "saturation":
      return metric.used === undefined || metric.limit === undefined
        ? { kind: "saturation", resource: metric.resource ?? "memory" }
        : { kind: "saturation-of", used: metric.used, limit: metric.limit };
    case "restarts":
      return { kind: "restarts", metric: metric.metric ?? defaults.restarts };
    case "query":
    case undefined:
      return { kind: "query", text: metric.query, scope: metric.scope ?? "candidate", requests: metric.requests };
  }
}

function completeComparison(compare: NonNullable<MetricInFile["compare"]>): Comparison {
  const { tolerance = `${defaults.tolerance}%` } = compare;
  return {
    tolerance:
      typeof tolerance === "number"
        ? { kind: "amount", value: tolerance }
        : { kind: "percent", value: Number.parseFloat(tolerance) },
    direction: compare.direction ?? "increase",
    alpha: compare.alpha ?? defaults.alpha,
    sample: compare.sample ?? defaults.sample,
  };
}

function completeHealth(health: NonNullable<AnalysisInFile["health"]>): HealthTrigger {
  const { url, path = "/", port = 8080 } = health;
  return {
    target: url === undefined ? { kind: "pods", path, port } : { kind: "url", url },
    failures: health.failures ?? defaults.healthFailures,
    window: health.window ?? defaults.healthWindow,
    interval: health.interval ?? defaults.healthInterval,
  };
}
