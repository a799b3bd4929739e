// Which inputs say what Prometheus and Alertmanager are asked about the service?

import { z } from "zod";
import { keyValues, lines } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { MonitoringSeen } from "../validation/monitoring/monitoring-seen.ts";
import type { MonitoringRequest } from "../validation/monitoring/observe-monitoring.ts";
import type { RuleFileSeen } from "../validation/monitoring/rule-file.ts";
import type { Observation } from "../validation/observation.ts";
import { httpUrl } from "./http-url.ts";

const optionalUrl = z.union([z.literal(""), httpUrl]).default("");
const series = lines()
  .refine(
    (names) => names.every((name) => /^[a-zA-Z_:][\w:]*(?:\{.*\})?$/.test(name)),
    'Write a metric\'s name, or NAME{label="value"}.',
  )
  .default([]);

/** Spread into the inputs of validate-production. Nothing is asked without `prometheus-url` or `prometheus-service`. */
export const monitoringInputs = {
  "prometheus-url": optionalUrl,
  "prometheus-service": z
    .string()
    .regex(/^(?:[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+)?$/, "Write it as NAMESPACE/NAME:PORT.")
    .default(""),
  "prometheus-token": z.string().default(""),
  "prometheus-job": z.string().default(""),
  "prometheus-labels": keyValues().default({}),
  "core-series": series,
  "business-series": series,
  "infrastructure-series": series,
  "requests-metric": z.string().optional(),
  "status-label": z.string().optional(),
  "errors-metric": z.string().optional(),
  "latency-metric": z.string().optional(),
  "error-rate-query": z.string().optional(),
  "latency-query": z.string().optional(),
  "pool-query": z.string().optional(),
  "slo-objective": z
    .string()
    .transform((text, context) => {
      const percent = Number(/^(\d{1,2}(?:\.\d+)?)\s*%?$/.exec(text.trim())?.[1] ?? Number.NaN);
      if (percent > 0 && percent < 100) return percent / 100;
      context.addIssue({
        code: "custom",
        message: `"${text}" is no objective. Write it in percent, below 100: 99.9%.`,
      });
      return z.NEVER;
    })
    .optional(),
  "required-alerts": lines().default([]),
  rules: lines().default([]),
  "alertmanager-url": optionalUrl,
  "alertmanager-token": z.string().default(""),
};

const schema = z.object(monitoringInputs);
export type MonitoringInputs = z.infer<typeof schema>;

/**
 * Asks Prometheus; nothing where none is given.
 * @throws Failure where nothing tells the service's series from others, or a query does not parse
 */
export async function observeGivenMonitoring(
  given: MonitoringInputs,
  job: Job,
  cluster: Cluster | undefined,
): Promise<Observation<MonitoringSeen> | undefined> {
  for (const secret of [given["prometheus-token"], given["alertmanager-token"]]) job.mask(secret);
  const request = await requestOf(given);
  if (request === undefined) return undefined;
  const connect = connectorOf(given["prometheus-service"], cluster);
  const { observeMonitoring } = await import("../validation/monitoring/observe-monitoring.ts");
  return await observeMonitoring(request, { log: job.log, signal: job.signal, connect });
}

/** Reads the rule files; nothing where none is named. */
export async function readGivenRules(
  { rules }: Pick<MonitoringInputs, "rules">,
  directory: string,
): Promise<Observation<readonly RuleFileSeen[]> | undefined> {
  if (rules.length === 0) return undefined;
  const { loadRuleFiles } = await import("../validation/monitoring/load-rule-files.ts");
  return await loadRuleFiles(rules, directory);
}

/** @throws Failure for inputs that do not go together */
export async function requestOf(given: MonitoringInputs): Promise<MonitoringRequest | undefined> {
  const [url, service] = [given["prometheus-url"], given["prometheus-service"]];
  if (url === "" && service === "") return refuseWithoutPrometheus(given);
  if (url !== "" && service !== "") {
    throw refused("prometheus-service", '"prometheus-url" is given too', "Keep one of the two.");
  }
  const job = given["prometheus-job"];
  const labels = { ...(job === "" ? {} : { job }), ...given["prometheus-labels"] };
  if (Object.keys(labels).length === 0) {
    throw refused(
      "prometheus-job",
      "nothing tells the series of the service from those of others",
      "Give the job as Prometheus names it, or labels in prometheus-labels.",
    );
  }
  await checkQueries(given, labels);
  return {
    // The way there is opened by the cluster: the address only has to be one.
    url: url === "" ? `http://${service.replace(/^([^/]+)\/([^:]+):.*$/, "$2.$1")}/` : url,
    token: given["prometheus-token"],
    labels,
    series: {
      core: given["core-series"],
      business: given["business-series"],
      infrastructure: given["infrastructure-series"],
    },
    requiredAlerts: given["required-alerts"],
    objective: given["slo-objective"],
    alertmanager:
      given["alertmanager-url"] === ""
        ? undefined
        : { url: given["alertmanager-url"], token: given["alertmanager-token"] },
    requestsMetric: given["requests-metric"],
    statusLabel: given["status-label"],
    errorsMetric: given["errors-metric"],
    latencyMetric: given["latency-metric"],
    errorRateQuery: given["error-rate-query"],
    latencyQuery: given["latency-query"],
    poolQuery: given["pool-query"],
  };
}

async function checkQueries(given: MonitoringInputs, labels: Readonly<Record<string, string>>): Promise<void> {
  const names = ["error-rate-query", "latency-query", "pool-query"] as const;
  const written = names.flatMap((name) => (given[name] === undefined ? [] : [{ name, text: given[name] }]));
  if (
    given["slo-objective"] !== undefined &&
    written.some(({ name, text }) => name === "error-rate-query" && !/\{\{\s*window\s*\}\}/.test(text))
  ) {
    throw refused(
      "slo-objective",
      'the "error-rate-query" has no {{window}}, and the objective is looked at over several',
      "Write the ranges of the query as [{{window}}].",
    );
  }
  if (written.length === 0) return;
  const [{ fill }, { queryProblem }] = await Promise.all([
    import("../validation/monitoring/service-queries.ts"),
    import("../validation/monitoring/query-types.ts"),
  ]);
  for (const { name, text } of written) {
    const problem = queryProblem(fill(text, labels, 300_000));
    if (problem !== undefined) throw refused(name, problem, "Correct the query; try it in the page of Prometheus.");
  }
}

function connectorOf(
  service: string,
  cluster: Cluster | undefined,
): ((signal: AbortSignal) => Promise<import("node:stream").Duplex>) | undefined {
  if (service === "") return undefined;
  if (cluster === undefined) {
    throw refused(
      "prometheus-service",
      "no cluster is opened, because no workload is named",
      "Give the workload too, or the address of Prometheus in prometheus-url.",
    );
  }
  const [namespace = "", name = "", port = ""] = service.split(/[/:]/);
  return async (signal) => {
    const { openServiceStream } = await import("../analysis/endpoints.ts");
    return openServiceStream(cluster, { namespace, name, port }, signal);
  };
}

function refuseWithoutPrometheus(given: MonitoringInputs): undefined {
  const names = ["prometheus-job", "slo-objective", "core-series", "required-alerts", "alertmanager-url"] as const;
  const lonely = names.find((name) => given[name] !== undefined && given[name].toString() !== "");
  if (lonely === undefined) return undefined;
  throw refused(
    lonely,
    'it is given without "prometheus-url" or "prometheus-service", so nobody is asked',
    "Give the address of Prometheus too.",
  );
}

function refused(input: string, found: string, advice: string): Failure {
  return new Failure({ attempted: `reading the input "${input}"`, found, advice });
}
