// What do the inputs ask to be watched in a release?

import type { AnalysisInFile } from "../analysis/analysis-schema.ts";
import { checkPrometheus } from "../analysis/check-prometheus.ts";
import { completePlan } from "../analysis/complete-plan.ts";
import { openServiceStream } from "../analysis/endpoints.ts";
import { loadAnalysis } from "../analysis/load-analysis.ts";
import type { AnalysisPlan } from "../analysis/plan.ts";
import { parseVersionSource } from "../analysis/probe-version.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { RolloutContext } from "../rollout/context.ts";
import type { DeployRequest } from "../rollout/deploy-request.ts";
import { requirePermissions } from "../rollout/preflight.ts";
import {
  type Probe,
  type RolloutWatch,
  type ServicePort,
  startWatching,
  watchPermissions,
} from "../rollout/watching.ts";
import type { AnalysisInputs } from "./analysis-inputs.ts";

/**
 * What a deploy is asked beside its release. What the user may not do, and a Prometheus that is not there, is told
 * before the first change.
 */
export async function watchRequest(
  given: AnalysisInputs,
  directory: string,
  context: Pick<RolloutContext, "cluster" | "log" | "signal">,
): Promise<Pick<DeployRequest, "bakeTime" | "startWatching">> {
  const watch = await watchOf(given, directory);
  if (watch === undefined) return {};
  const { cluster, log, signal } = context;
  const { namespace } = cluster;
  await requirePermissions(cluster, watchPermissions(watch, namespace), namespace, { signal });
  if (watch.analysis !== undefined) {
    await checkPrometheus(watch.analysis, { log, signal, connect: throughCluster(cluster, watch) });
  }
  return { bakeTime: watch.bakeTime, startWatching: (target) => startWatching(watch, context, target) };
}

function throughCluster(cluster: Cluster, { prometheusService: service }: RolloutWatch) {
  return service && ((late: AbortSignal) => openServiceStream(cluster, service, late));
}

/** What only describes metrics: the file does that where there is one. */
const describing = [
  "max-error-rate",
  "max-p95",
  "requests-metric",
  "status-label",
  "errors-metric",
  "latency-metric",
  "pod-label",
  "namespace-label",
  "track-label",
  "analysis-window",
  "analysis-interval",
  "analysis-count",
  "failure-limit",
  "inconclusive-limit",
  "min-requests",
  "health-failures",
  "health-window",
  "health-interval",
] as const satisfies readonly (keyof AnalysisInputs)[];

/** What no log may show: to be masked before anything is asked. */
export function watchSecrets(given: Pick<AnalysisInputs, "prometheus-token" | "prometheus-url">): string[] {
  const url = given["prometheus-url"];
  const password = url === "" ? "" : decodeURIComponent(new URL(url).password);
  return [given["prometheus-token"], password].filter((secret) => secret !== "");
}

/**
 * What is watched in a release; nothing where no input asks for it.
 * @throws Failure for what cannot be measured as it is given
 */
export async function watchOf(given: AnalysisInputs, directory: string): Promise<RolloutWatch | undefined> {
  const prometheusService = servicePort(given["prometheus-service"]);
  const analysis = await planOf(given, prometheusService, directory);
  const bakeTime = given["bake-time"];
  if (bakeTime > 0 && analysis === undefined) {
    throw new Failure({
      attempted: 'reading the input "bake-time"',
      found: "nothing is measured while it lasts",
      advice: "Give prometheus-url, health-path, health-url or analysis too.",
    });
  }
  const probe = probeOf(given);
  if (analysis === undefined && probe === undefined) return undefined;
  return { analysis, prometheusService, bakeTime, probe };
}

async function planOf(
  given: AnalysisInputs,
  service: ServicePort | undefined,
  directory: string,
): Promise<AnalysisPlan | undefined> {
  if (service !== undefined && given["prometheus-url"] !== "") {
    throw both("prometheus-url", "prometheus-service");
  }
  const url =
    service === undefined ? given["prometheus-url"] : `http://${service.name}.${service.namespace}:${service.port}/`;
  const over = { url, token: given["prometheus-token"] };
  if (given.analysis !== "") {
    const described = describing.find((name) => given[name] !== undefined) ?? healthInput(given);
    if (described !== undefined) throw both("analysis", described);
    const plan = await loadAnalysis(given.analysis, { ...over, directory });
    return { ...plan, onInconclusive: given["on-inconclusive"] ?? plan.onInconclusive };
  }
  const file = asFile(given, url !== "");
  if (file.metrics?.length === 0 && file.health === undefined) return undefined;
  const completed = completePlan(file, over);
  if (completed.kind === "plan") return completed.plan;
  const { found, advice } = completed.problem;
  throw new Failure({ attempted: "reading the inputs of the analysis", found, advice });
}

function healthInput(given: AnalysisInputs): string | undefined {
  return (["health-url", "health-path"] as const).find((name) => given[name] !== "");
}

/** The inputs as the file would say it: the two triggers of Prometheus, and the health checks. */
function asFile(given: AnalysisInputs, withMetrics: boolean): AnalysisInFile {
  const [label, podLabel] = (given["track-label"] ?? "").split("=", 2);
  return {
    select: {
      namespace: given["namespace-label"],
      pod: given["pod-label"],
      ...(label === "" ? {} : { label, "pod-label": podLabel }),
    },
    "on-inconclusive": given["on-inconclusive"],
    window: given["analysis-window"],
    interval: given["analysis-interval"],
    count: given["analysis-count"],
    "failure-limit": given["failure-limit"],
    "inconclusive-limit": given["inconclusive-limit"],
    "min-requests": given["min-requests"],
    metrics: withMetrics ? [...errorRate(given), ...latency(given)] : [],
    health: healthOf(given),
  };
}

type MetricsInFile = NonNullable<AnalysisInFile["metrics"]>;

function errorRate(given: AnalysisInputs): MetricsInFile {
  const max = given["max-error-rate"];
  if (max === "off") return [];
  return [
    {
      template: "error-rate",
      max,
      requests: given["requests-metric"],
      "status-label": given["status-label"],
      errors: given["errors-metric"],
    },
  ];
}

function latency(given: AnalysisInputs): MetricsInFile {
  const max = given["max-p95"];
  return max === "off" ? [] : [{ template: "latency", max, histogram: given["latency-metric"] }];
}

function healthOf(given: AnalysisInputs): AnalysisInFile["health"] {
  const url = given["health-url"];
  const path = given["health-path"];
  if (url === "" && path === "") return undefined;
  if (url !== "" && path !== "") throw both("health-url", "health-path");
  return {
    ...(url === "" ? { path, port: given["health-port"] } : { url }),
    failures: given["health-failures"],
    window: given["health-window"],
    interval: given["health-interval"],
  };
}

function probeOf(given: AnalysisInputs): Probe | undefined {
  const url = given["probe-url"];
  const path = given["probe-path"];
  if (url === "" && path === "") return undefined;
  const version = parseVersionSource(given["probe-version"]);
  if ("found" in version) throw new Failure({ attempted: 'reading the input "probe-version"', ...version });
  return { plan: { rate: given["probe-rate"], version, timeout: 5_000 }, url, path, port: given["probe-port"] };
}

function servicePort(text: string): ServicePort | undefined {
  const [, namespace = "", name = "", port = ""] = /^([^/]+)\/([^:]+):(.+)$/.exec(text) ?? [];
  return name === "" ? undefined : { namespace, name, port };
}

function both(one: string, other: string): Failure {
  return new Failure({
    attempted: "reading the inputs of the analysis",
    found: `both \`${one}\` and \`${other}\` are given`,
    advice: one === "analysis" ? `Write what \`${other}\` says into the file.` : "Keep one of the two.",
  });
}
