// Is a service healthy, by what it answers and by what Prometheus says of it?

import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import type { Cluster } from "../kube/cluster.ts";
import { type LabelSelector, selectorText } from "../kube/selectors.ts";
import { type Evidence, Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { conditionOf, type Deployment, type Pod, podKind, type WorkloadReference } from "./workload.ts";

export interface HealthQuestions {
  /** Must answer with 2xx. Empty for none. */
  readonly url: string;
  /** A path that each ready pod must answer with 2xx, through the API server. Empty for none. */
  readonly path: string;
  readonly port: number;
  readonly prometheus: { readonly url: string; readonly query: string } | undefined;
  /** How long to wait before the questions are asked, in milliseconds. */
  readonly settleTime: number;
}

export interface HealthContext {
  readonly cluster: Cluster;
  readonly workload: WorkloadReference;
  /** Asked are only the pods with these labels, too. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const patience = 10_000;
/** A failed answer is asked for again so often, a second apart: a new pod's first answer is not its last word. */
const tries = 3;

/** Why the service is not healthy, or nothing. */
export async function checkHealth(questions: HealthQuestions, context: HealthContext): Promise<Failure | undefined> {
  const { log, signal } = context;
  const { url, path, prometheus, settleTime } = questions;
  if (url === "" && path === "" && prometheus === undefined) return undefined;
  if (settleTime > 0) {
    log.info(`Letting it settle for ${Math.round(settleTime / 1000)} s.`);
    await sleep(settleTime, undefined, { signal });
  }
  const asked = [
    ...(url === "" ? [] : [() => askUrl(url, signal)]),
    ...(path === "" ? [] : [() => askPods(path, questions.port, context)]),
    ...(prometheus === undefined ? [] : [() => askPrometheus(prometheus, signal)]),
  ];
  for (const ask of asked) {
    const failure = await insist(ask, signal);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function insist(ask: () => Promise<Failure | undefined>, signal: AbortSignal): Promise<Failure | undefined> {
  for (let round = 1; ; round++) {
    const failure = await ask();
    if (failure === undefined || round === tries) return failure;
    await sleep(1_000, undefined, { signal });
  }
}

async function askUrl(url: string, signal: AbortSignal): Promise<Failure | undefined> {
  try {
    const { statusCode, body } = await request(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    return judge(url, statusCode, (await body.text()).slice(0, 2_000));
  } catch (error) {
    return unanswered(url, error);
  }
}

async function askPods(
  path: string,
  port: number,
  { cluster, workload, labels, signal }: HealthContext,
): Promise<Failure | undefined> {
  const live = await cluster.get<Deployment>(workload, { signal });
  const selector: LabelSelector | undefined = live?.spec.selector;
  if (selector === undefined) return unhealthy(`${workload.name} is not there`, []);
  const { items } = await cluster.list<Pod>(podKind, {
    namespace: workload.namespace,
    labelSelector: selectorText({ ...selector, matchLabels: { ...selector.matchLabels, ...labels } }),
    signal,
  });
  const ready = items.filter(
    ({ metadata, status }) =>
      metadata.deletionTimestamp === undefined && conditionOf(status?.conditions, "Ready")?.status === "True",
  );
  // No pods is never healthy.
  if (ready.length === 0) return unhealthy("no pod is ready", []);
  for (const { metadata } of ready) {
    const name = `pod ${metadata.name}${path}`;
    try {
      const stream = await cluster.openPortForward({ namespace: workload.namespace, name: metadata.name }, port, {
        signal,
      });
      const { status, text } = await get(stream, path, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
      const failure = judge(name, status, text);
      if (failure !== undefined) return failure;
    } catch (error) {
      return unanswered(name, error);
    }
  }
  return undefined;
}

function get(
  stream: import("node:stream").Duplex,
  path: string,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      path,
      host: "localhost",
      headers: { connection: "close" },
      createConnection: () => stream as import("node:net").Socket,
      signal,
    };
    const asked = httpRequest(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        if (text.length < 2_000) text += chunk;
      });
      response.on("end", () => {
        stream.destroy();
        resolve({ status: response.statusCode ?? 0, text });
      });
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

interface QueryAnswer {
  readonly status?: string;
  readonly error?: string;
  readonly data?: { readonly resultType?: string; readonly result?: unknown };
}

/** The query is a condition: it must give at least one value, and none that is 0 or not a number. */
async function askPrometheus(
  { url, query }: { url: string; query: string },
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const name = `the query ${query}`;
  try {
    const target = new URL("api/v1/query", url.endsWith("/") ? url : `${url}/`);
    target.searchParams.set("query", query);
    const { body } = await request(target, { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) });
    const answer = (await body.json()) as QueryAnswer;
    if (answer.status !== "success")
      return unhealthy(`${name} cannot be answered: ${answer.error ?? "no reason given"}`, []);
    const values = valuesOf(answer.data?.result);
    const evidence = [
      { title: `answer of Prometheus to ${query}`, text: JSON.stringify(answer.data?.result, null, 2).slice(0, 2_000) },
    ];
    if (values.length === 0) return unhealthy(`${name} gives no data, or is not fulfilled`, evidence);
    const bad = values.find((value) => !Number.isFinite(value) || value === 0);
    return bad === undefined ? undefined : unhealthy(`${name} gives ${bad}`, evidence);
  } catch (error) {
    return unanswered(name, error);
  }
}

/** A vector is a list of series with a `value` each; a scalar is such a value itself: `[time, "1"]`. */
function valuesOf(result: unknown): number[] {
  if (!Array.isArray(result)) return [];
  if (typeof result[0] === "number") return [Number(result[1])];
  return result.map((series: { value?: [number, string] }) => Number(series.value?.[1]));
}

function judge(name: string, status: number, text: string): Failure | undefined {
  if (status >= 200 && status < 300) return undefined;
  return unhealthy(`${name} answered ${status}`, [{ title: `answer of ${name}`, text }]);
}

function unanswered(name: string, error: unknown): Failure {
  return unhealthy(`${name} did not answer: ${error instanceof Error ? error.message : String(error)}`, []);
}

function unhealthy(found: string, evidence: readonly Evidence[]): Failure {
  return new Failure({ attempted: "checking its health", found, advice: "Look at the logs of its pods.", evidence });
}
