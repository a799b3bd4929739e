// What do Prometheus and Alertmanager say about the service?

import type { Duplex } from "node:stream";
import { openPrometheus, type Prometheus, type Unanswered } from "../../analysis/prometheus.ts";
import { proposeAggregation, readRange } from "../../analysis/promql.ts";
import type { Log } from "../../report/log.ts";
import type { Observation } from "../observation.ts";
import {
  type BurnSeen,
  burnWindows,
  type MonitoringSeen,
  type QuerySeen,
  type SeriesList,
  type SeriesSeen,
} from "./monitoring-seen.ts";
import { observeAlertmanager } from "./observe-alertmanager.ts";
import { readAlertmanagers, readRetention, readRules, readTargets } from "./read-prometheus.ts";
import { errorEvidenceQuery, errorRateOver, type MeasuredBy, matchersOf, serviceQueries } from "./service-queries.ts";

export interface MonitoringRequest extends MeasuredBy {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. Empty for none. */
  readonly token: string;
  /** Series that must be there: names of metrics, or whole selectors. */
  readonly series: Readonly<Record<SeriesList, readonly string[]>>;
  readonly requiredAlerts: readonly string[];
  /** Of good requests: 0.999. Nothing is said of an objective unless given. */
  readonly objective: number | undefined;
  readonly alertmanager: { readonly url: string; readonly token: string } | undefined;
}

export interface MonitoringContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Opens the way to a Prometheus that only the cluster reaches. */
  readonly connect?: ((signal: AbortSignal) => Promise<Duplex>) | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** For everything together, in milliseconds; a minute unless given. */
  readonly patience?: number;
}

/** A Prometheus that hangs holds nobody up for longer. */
const usualPatience = 60_000;
const sideBySide = 4;

/** Asks once. Never throws but for the signal: a Prometheus that does not answer is unknown. */
export async function observeMonitoring(
  request: MonitoringRequest,
  { log, signal, connect, now = Date.now, patience = usualPatience }: MonitoringContext,
): Promise<Observation<MonitoringSeen>> {
  const prometheus = openPrometheus({ url: request.url, token: request.token }, connect);
  // Asked itself below: Node may forget the state of a signal that is made of others and handed on.
  const late = AbortSignal.timeout(patience);
  const limit = AbortSignal.any([signal, late]);
  try {
    const before = now();
    const told = await prometheus.time(limit);
    const askedAt = (before + now()) / 2;
    if (told.kind !== "time") return { kind: "unknown", reason: `${request.url}: ${told.reason}` };
    const asker: Asker = { prometheus, time: told.time, signal: limit };
    const value: MonitoringSeen = {
      url: request.url,
      labels: request.labels,
      askedAt,
      skewMs: told.time * 1000 - askedAt,
      ...(await seeService(request, asker)),
      ...(await seeServer(request, asker)),
      requiredAlerts: request.requiredAlerts,
    };
    log.info(`${request.url} was asked about {${matchersOf(request.labels)}}.`);
    return { kind: "seen", value };
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted) throw error;
    return { kind: "unknown", reason: `${request.url} did not answer everything within ${patience / 1000} s` };
  } finally {
    await prometheus.close();
  }
}

interface Asker {
  readonly prometheus: Prometheus;
  /** By the clock of Prometheus, in seconds: every query is about the same moment. */
  readonly time: number;
  readonly signal: AbortSignal;
}

async function seeService(request: MonitoringRequest, asker: Asker) {
  const { prometheus, time, signal } = asker;
  const matchers = matchersOf(request.labels);
  const lists = Object.entries(request.series) as [SeriesList, readonly string[]][];
  const wanted = lists.flatMap(([list, names]) => names.map((name) => ({ list, wanted: name })));
  return {
    targets: await readTargets(prometheus, request.labels, matchers, time, signal),
    series: await inTurns(wanted, (one) => seeSeries(one, matchers, asker)),
    queries: await seeQueries(request, asker),
    burn: await seeBurn(request, asker),
  };
}

async function seeServer(request: MonitoringRequest, { prometheus, signal }: Asker) {
  const [rules, alertmanagers, retention, alertmanager] = await Promise.all([
    readRules(prometheus, signal),
    readAlertmanagers(prometheus, signal),
    readRetention(prometheus, signal),
    request.alertmanager && observeAlertmanager(request.alertmanager, signal),
  ]);
  return { rules, alertmanagers, retention, alertmanager };
}

async function seeSeries(
  { list, wanted }: Pick<SeriesSeen, "list" | "wanted">,
  matchers: string,
  { prometheus, time, signal }: Asker,
): Promise<SeriesSeen> {
  const selector = selectorOf(wanted, matchers);
  const newest = await prometheus.query(`max(timestamp(${selector}))`, time, signal);
  if (newest.kind !== "series") return { list, wanted, found: unknown(newest) };
  const [sample] = newest.series;
  if (sample !== undefined) {
    return { list, wanted, found: { kind: "seen", value: { kind: "present", ageMs: (time - sample.value) * 1000 } } };
  }
  const earlier = await prometheus.query(`count(present_over_time(${selector}[1d]))`, time, signal);
  if (earlier.kind !== "series") return { list, wanted, found: unknown(earlier) };
  return { list, wanted, found: { kind: "seen", value: { kind: earlier.series.length > 0 ? "stale" : "missing" } } };
}

/** A name also stands for the series that a client library makes of it: `…_total`, `…_bucket`. */
function selectorOf(wanted: string, matchers: string): string {
  if (wanted.includes("{")) return wanted;
  return `{__name__=~"${wanted}(_total|_bucket|_sum|_count|_info)?",${matchers}}`;
}

async function seeQueries(request: MonitoringRequest, asker: Asker): Promise<QuerySeen[]> {
  return inTurns(serviceQueries(request), async ({ name, text, scale }) => {
    const answer = await askOne(text, scale, asker);
    if (name !== "error-rate" || answer.kind !== "value" || answer.value > 0) return { name, text, answer };
    return { name, text, answer: (await withoutEvidence(request, asker)) ?? answer };
  });
}

/** That no error was counted says nothing where none could be. */
async function withoutEvidence(request: MonitoringRequest, asker: Asker): Promise<QuerySeen["answer"] | undefined> {
  const text = errorEvidenceQuery(request);
  if (text === undefined) return undefined;
  const { kind } = await askOne(text, 1, asker);
  if (kind === "value") return undefined;
  return {
    kind: "unknown",
    reason: `${text} finds nothing: no series could show an error (is the label or the counter named otherwise?)`,
  };
}

/** One number, or why there is none. NaN is what a division of nothing by nothing gives: no data. */
async function askOne(text: string, scale: number, { prometheus, time, signal }: Asker): Promise<QuerySeen["answer"]> {
  const answer = await prometheus.query(text, time, signal);
  if (answer.kind !== "series") return { kind: "unknown", reason: answer.reason };
  const [first] = answer.series;
  if (answer.series.length > 1) {
    return { kind: "several", count: answer.series.length, proposal: proposeAggregation(text) };
  }
  if (first === undefined) return { kind: "unknown", reason: `there is no data for ${text}` };
  if (Number.isNaN(first.value)) return { kind: "unknown", reason: `there is no data for ${text} (NaN)` };
  return { kind: "value", value: first.value * scale };
}

async function seeBurn(request: MonitoringRequest, asker: Asker): Promise<BurnSeen | undefined> {
  const { objective } = request;
  if (objective === undefined) return undefined;
  const answers = await inTurns([...burnWindows], async (window) => {
    const { text, scale } = errorRateOver(readRange(window), request);
    return [window, await askOne(text, scale, asker)] as const;
  });
  return { objective, windows: Object.fromEntries(answers) as BurnSeen["windows"] };
}

function unknown({ reason }: Unanswered): { readonly kind: "unknown"; readonly reason: string } {
  return { kind: "unknown", reason };
}

/** The answers in the order of the questions, a few at a time. */
async function inTurns<Q, A>(questions: readonly Q[], ask: (question: Q) => Promise<A>): Promise<A[]> {
  const answers: A[] = [];
  for (let from = 0; from < questions.length; from += sideBySide) {
    answers.push(...(await Promise.all(questions.slice(from, from + sideBySide).map(ask))));
  }
  return answers;
}
