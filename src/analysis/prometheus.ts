// What does Prometheus answer?

import type { Duplex } from "node:stream";
import { Agent, type buildConnector, type Dispatcher, request } from "undici";
import type { PrometheusServer } from "./plan.ts";

/** The labels of a series. */
export type Labels = Readonly<Record<string, string>>;

export type Answer =
  | { readonly kind: "series"; readonly series: readonly { readonly labels: Labels; readonly value: number }[] }
  | Unanswered;

export type RangeAnswer =
  | {
      readonly kind: "series";
      readonly series: readonly { readonly labels: Labels; readonly values: readonly number[] }[];
    }
  | Unanswered;

/** `refused`: Prometheus said no (a query it does not understand, no permission). `unreachable`: it said nothing. */
export interface Unanswered {
  readonly kind: "refused" | "unreachable";
  readonly reason: string;
}

export interface Prometheus {
  /** Seconds since 1970 by its own clock. */
  time(signal: AbortSignal): Promise<{ readonly kind: "time"; readonly time: number } | Unanswered>;
  query(text: string, time: number, signal: AbortSignal): Promise<Answer>;
  /** Values at `start`, `start + step`, … up to `end`, in seconds. */
  queryRange(
    text: string,
    span: { readonly start: number; readonly end: number; readonly step: number },
    signal: AbortSignal,
  ): Promise<RangeAnswer>;
  /** What another path below `api/v1` gives: `targets`, `rules`, `status/config`. */
  read(
    path: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "data"; readonly data: unknown } | Unanswered>;
  close(): Promise<void>;
}

const patience = 10_000;

/** The URL as messages may name it: without a password. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  [shown.username, shown.password] = ["", ""];
  return shown.href;
}

/** @param connect opens the byte stream instead of TCP, for a server that only the cluster reaches */
export function openPrometheus(
  server: PrometheusServer,
  connect?: (signal: AbortSignal) => Promise<Duplex>,
): Prometheus {
  const address = addressOf(server);
  const dispatcher = new Agent(connect === undefined ? {} : { connect: connectorOver(connect) });
  const ask = <T>(path: string, parameters: Record<string, string>, read: (data: unknown) => T, signal: AbortSignal) =>
    askServer({ ...address, dispatcher }, path, parameters, read, signal);
  return {
    time: (signal) => ask("query", { query: "time()" }, readTime, signal),
    query: (query, time, signal) => ask("query", { query, time: String(time) }, readVector, signal),
    queryRange: (query, { start, end, step }, signal) =>
      ask("query_range", { query, start: String(start), end: String(end), step: String(step) }, readMatrix, signal),
    read: (path, parameters, signal) =>
      ask(path, { ...parameters }, (data) => ({ kind: "data" as const, data }), signal),
    close: () => dispatcher.destroy(),
  };
}

interface Address {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

function addressOf({ url, token, headers }: PrometheusServer): Address {
  const { username, password } = new URL(url);
  const base = shownUrl(url.endsWith("/") ? url : `${url}/`);
  const pair = [username, password].map(decodeURIComponent).join(":");
  const basic = pair === ":" ? {} : { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
  const bearer = token === "" ? {} : { authorization: `Bearer ${token}` };
  return { base, headers: { ...headers, ...basic, ...bearer } };
}

interface Envelope {
  readonly status?: unknown;
  readonly error?: unknown;
  readonly data?: unknown;
}

async function askServer<T>(
  { base, headers, dispatcher }: Address & { readonly dispatcher: Dispatcher },
  path: string,
  parameters: Record<string, string>,
  read: (data: unknown) => T,
  signal: AbortSignal,
): Promise<T | Unanswered> {
  const target = new URL(`api/v1/${path}`, base);
  target.search = new URLSearchParams(parameters).toString();
  try {
    const { statusCode, body } = await request(target, {
      headers,
      dispatcher,
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    return readAnswer(statusCode, await body.text(), read);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "unreachable", reason: reasonOf(error) };
  }
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
function readAnswer<T>(status: number, text: string, read: (data: unknown) => T): T | Unanswered {
  const envelope = parseEnvelope(text);
  if (envelope?.status === "success") return read(envelope.data);
  if (typeof envelope?.error === "string" && status < 500) return { kind: "refused", reason: envelope.error };
  const said = (typeof envelope?.error === "string" ? envelope.error : text).trim().slice(0, 200);
  const kind = status === 401 || status === 403 || status === 404 ? "refused" : "unreachable";
  return { kind, reason: `it answered ${status}${said === "" ? "" : `: ${said}`}` };
}

function parseEnvelope(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    // A proxy before it answers with a page.
    return undefined;
  }
}

function readTime(data: unknown): { kind: "time"; time: number } | Unanswered {
  const { result } = asResult(data);
  const time = Array.isArray(result) ? Number(result[1]) : Number.NaN;
  return Number.isFinite(time) ? { kind: "time", time } : { kind: "refused", reason: "it does not tell the time" };
}

function readVector(data: unknown): Answer {
  const { resultType, result } = asResult(data);
  if (!Array.isArray(result)) return { kind: "refused", reason: "its answer has no result" };
  if (resultType === "scalar") return { kind: "series", series: [{ labels: {}, value: readNumber(result[1]) }] };
  if (resultType !== "vector")
    return { kind: "refused", reason: `the query gives a ${String(resultType)}, not a number` };
  const series = result.map((one: { metric?: Labels; value?: readonly [number, unknown] }) => ({
    labels: one.metric ?? {},
    value: readNumber(one.value?.[1]),
  }));
  return { kind: "series", series };
}

function readMatrix(data: unknown): RangeAnswer {
  const { resultType, result } = asResult(data);
  if (!Array.isArray(result) || resultType !== "matrix") {
    return { kind: "refused", reason: `the query gives a ${String(resultType)}, not a series of numbers` };
  }
  const series = result.map((one: { metric?: Labels; values?: readonly (readonly [number, unknown])[] }) => ({
    labels: one.metric ?? {},
    values: (one.values ?? []).map(([, value]) => readNumber(value)),
  }));
  return { kind: "series", series };
}

function asResult(data: unknown): { resultType?: unknown; result?: unknown } {
  return typeof data === "object" && data !== null ? data : {};
}

/** Numbers are texts: `+Inf` and `NaN` have no JSON. */
function readNumber(value: unknown): number {
  if (value === "+Inf") return Number.POSITIVE_INFINITY;
  if (value === "-Inf") return Number.NEGATIVE_INFINITY;
  return typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${patience / 1000} s`;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return error.message || code || error.name;
}

function connectorOver(connect: (signal: AbortSignal) => Promise<Duplex>): buildConnector.connector {
  return (_options, callback) => {
    // The signal would end the stream later too: it is not let go off once the stream is open.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error(`no connection within ${patience / 1000} s`)), patience);
    connect(late.signal)
      .finally(() => clearTimeout(timer))
      .then(
        // undici asks of its socket what any Duplex has.
        (stream) => callback(null, stream as import("node:net").Socket),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      );
  };
}
