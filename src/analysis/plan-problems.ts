// What in an analysis fits its schema and still cannot be meant?

import type { AnalysisInFile, MetricInFile } from "./analysis-schema.ts";
import { findQueryProblem, type QueryProblem } from "./promql.ts";

export interface PlanProblem extends QueryProblem {
  readonly path: readonly (string | number)[];
}

/** @param server the URL of Prometheus; empty where none is named */
export function findPlanProblem(file: AnalysisInFile, server: string): PlanProblem | undefined {
  const metrics = file.metrics ?? [];
  const problems = metrics.map((metric, index) => {
    const problem = metricProblem(metric);
    return problem && { ...problem, path: ["metrics", index, ...problem.path] };
  });
  return problems.find((one) => one !== undefined) ?? wholeProblem(file, metrics.length, server);
}

function metricProblem(metric: MetricInFile): PlanProblem | undefined {
  switch (metric.template) {
    case "error-rate":
      return errorRateProblem(metric);
    case "saturation":
      return saturationProblem(metric);
    case "latency":
    case "restarts":
      return undefined;
    case "query":
    case undefined:
      return queryProblem(metric);
  }
}

function errorRateProblem(metric: MetricInFile & { template: "error-rate" }): PlanProblem | undefined {
  const both = (["status", "status-label"] as const).find((key) => metric[key] !== undefined);
  if (metric.errors === undefined || both === undefined) return undefined;
  return { path: [both], found: `both \`errors\` and \`${both}\` are given`, advice: "Keep one of the two." };
}

function saturationProblem({
  used,
  limit,
  resource,
}: MetricInFile & { template: "saturation" }): PlanProblem | undefined {
  if ((used === undefined) !== (limit === undefined)) {
    return { path: [], found: "of `used` and `limit` only one is given", advice: "Give both, or `resource`." };
  }
  if (used === undefined || resource === undefined) return undefined;
  return { path: [], found: "both `resource` and `used` are given", advice: "Keep one of the two." };
}

function queryProblem(metric: MetricInFile & { template?: "query" | undefined }): PlanProblem | undefined {
  const { max, min, compare, scope = "candidate", query, requests } = metric;
  if (max === undefined && min === undefined && compare === undefined) {
    return { path: [], found: "nothing says what it may be", advice: "Give `max`, `min` or `compare`." };
  }
  if (compare !== undefined && scope === "service") {
    return {
      path: ["compare"],
      found: "a query of the whole service cannot be compared with stable",
      advice: "Put {{candidate}} into it, and leave `scope` out.",
    };
  }
  const ofQuery = findQueryProblem(query, scope);
  if (ofQuery !== undefined) return { path: ["query"], ...ofQuery };
  const ofRequests = requests === undefined ? undefined : findQueryProblem(requests, scope);
  return ofRequests && { path: ["requests"], ...ofRequests };
}

function wholeProblem(file: AnalysisInFile, metrics: number, server: string): PlanProblem | undefined {
  if (metrics === 0 && file.health === undefined) {
    return { path: [], found: "nothing is measured", advice: "Give `metrics`, `health` or both." };
  }
  if (metrics > 0 && server === "") {
    return {
      path: ["metrics"],
      found: "no Prometheus is named",
      advice: "Give the input prometheus-url, or `prometheus: {url: …}`.",
    };
  }
  const { health, select } = file;
  if (health !== undefined && (health.url === undefined) === (health.path === undefined)) {
    return { path: ["health"], found: "it needs one of `url` and `path`", advice: "Give the one that is meant." };
  }
  if (select?.label !== undefined && select.pod !== undefined) {
    return { path: ["select", "label"], found: "both `pod` and `label` are given", advice: "Keep one of the two." };
  }
  return undefined;
}
