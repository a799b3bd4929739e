// How does one request reach the API server, through what a network and a restart do to it?

import { setTimeout as sleep } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { Failure } from "../report/failure.ts";
import { ApiError } from "./api-error.ts";
import type { Credentials } from "./credentials.ts";
import type { Target } from "./kubeconfig.ts";
import { withoutQuotedValues } from "./secret-words.ts";
import {
  ConnectionLost,
  describeConnectionError,
  errorCode,
  isTlsError,
  neverSent,
  notKubernetes,
  statusOf,
  unauthorized,
  unreachable,
  untrusted,
} from "./server-trouble.ts";

export interface ApiRequest {
  readonly method: string;
  /** With its query, starting with `/`. */
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  /** Whether sending it twice is the same as sending it once. By default all but POST. */
  readonly repeatable?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface RequestCounts {
  total: number;
  leases: number;
  watches: number;
}

export interface Transport {
  readonly server: string;
  /** The body of a 2xx answer. @throws ApiError, or Failure for a server that cannot be reached or knows us no more. */
  send(request: ApiRequest): Promise<string>;
  /** One attempt whose body stays open. @throws ApiError, ConnectionLost, or Failure. */
  open(request: ApiRequest & { silenceMs: number }): Promise<Dispatcher.ResponseData["body"]>;
  /** Headers and connections for a protocol of one's own (WebSocket). */
  authorize(): ReturnType<Credentials["authorize"]>;
  readonly counts: RequestCounts;
  /** How far the server's clock is ahead of this machine's, in milliseconds; undefined before its first answer. */
  clockOffset(): number | undefined;
  close(): Promise<void>;
}

type Try =
  | { readonly kind: "answer"; readonly code: number; readonly body: string; readonly retryAfter: number | undefined }
  | { readonly kind: "lost"; readonly error: ConnectionLost };

export interface Patience {
  /** For a server that was never reached: the address is probably wrong. */
  readonly firstContactMs: number;
  /** For a server that was reached before: it probably restarts, which takes a managed control plane up to two minutes. */
  readonly restartMs: number;
}

const DEFAULT_PATIENCE: Patience = { firstContactMs: 15_000, restartMs: 120_000 };
/** A server that has just started refuses what it permits once it has read its own rules: on a busy machine for long. */
const SETTLING_MS = 60_000;
/** The API server ends ordinary requests itself after 60 s. */
const ANSWER_TIMEOUT_MS = 65_000;
const MAX_DELAY_MS = 3_000;
const SERVER_ERROR_TRIES = 4;

export function createTransport(
  target: Target,
  credentials: Credentials,
  patience: Patience = DEFAULT_PATIENCE,
): Transport {
  const server = target.cluster.server;
  const counts: RequestCounts = { total: 0, leases: 0, watches: 0 };
  const closing = new AbortController();
  let reachedAt: number | undefined;
  let lostAt: number | undefined;
  let clockOffset: number | undefined;

  return {
    server,
    counts,
    clockOffset: () => clockOffset,
    send,
    open: async ({ silenceMs, ...request }) => {
      const signal = anySignal(request.signal, closing.signal);
      const response = await attempt(request, signal, silenceMs);
      if (response.statusCode < 300) return response.body;
      const body = await readBody(response, signal);
      const refused = response.statusCode === 401 || response.statusCode === 403;
      if (refused && justRestarted())
        throw new ConnectionLost(`the server answers ${response.statusCode} after its restart`);
      if (response.statusCode === 401) throw unauthorized(target, body);
      throw new ApiError(`${request.method} ${request.path}`, statusOf(response.statusCode, body));
    },
    authorize: () => credentials.authorize(),
    async close() {
      closing.abort(new Error("the connection to the cluster was closed"));
      await credentials.close();
    },
  };

  async function send(request: ApiRequest): Promise<string> {
    const signal = anySignal(request.signal, closing.signal);
    const reads = request.method === "GET";
    const repeatable = request.repeatable ?? request.method !== "POST";
    const started = performance.now();
    for (let tries = 1; ; tries++) {
      const result = await tryOnce(request, signal);
      if (result.kind === "answer" && result.code < 300) return result.body;
      const wait = waitAfter(result, tries, { reads, repeatable, justRestarted: justRestarted() });
      const spent = performance.now() - started;
      if (wait === undefined || spent + wait > budget()) throw refusal(result, request, tries, spent);
      await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  function budget(): number {
    return reachedAt === undefined ? patience.firstContactMs : patience.restartMs;
  }

  async function tryOnce(request: ApiRequest, signal: AbortSignal): Promise<Try> {
    try {
      const response = await attempt(request, signal, ANSWER_TIMEOUT_MS);
      const body = await readBody(response, signal);
      return {
        kind: "answer",
        code: response.statusCode,
        body,
        retryAfter: retryAfterMs(response.headers["retry-after"]),
      };
    } catch (error) {
      if (error instanceof ConnectionLost) return { kind: "lost", error };
      throw error;
    }
  }

  function refusal(result: Try, request: ApiRequest, tries: number, spent: number): Error {
    const what = `${request.method} ${request.path}`;
    if (result.kind === "lost") return unreachable(target, result.error, tries, spent);
    const { code, body } = result;
    if (code === 401) return unauthorized(target, body);
    if (code < 400) return notKubernetes(target, `it answers ${code} to ${what}`);
    return new ApiError(what, withoutQuotedValues(statusOf(code, body), request));
  }

  /** A 401 may mean that a plugin's token has just expired: the credentials are renewed once. */
  async function attempt(
    request: ApiRequest,
    signal: AbortSignal,
    silenceMs: number,
  ): Promise<Dispatcher.ResponseData> {
    const response = await exchange(request, signal, silenceMs);
    if (response.statusCode !== 401 || !credentials.renew()) return response;
    await response.body.dump();
    return exchange(request, signal, silenceMs);
  }

  async function exchange(
    request: ApiRequest,
    signal: AbortSignal,
    silenceMs: number,
  ): Promise<Dispatcher.ResponseData> {
    signal.throwIfAborted();
    // A plugin may take its time; an abort does not wait for it.
    const { headers, dispatcher } = await unlessAborted(credentials.authorize(), signal);
    count(request);
    const sentAt = Date.now();
    try {
      const url = new URL(server);
      const response = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname.replace(/\/$/, "")}${request.path}`,
        method: request.method as Dispatcher.HttpMethod,
        headers: {
          ...headers,
          accept: request.accept ?? "application/json",
          "user-agent": "slipway",
          ...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
        },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: silenceMs,
        signal,
      });
      reachedAt = performance.now();
      clockOffset = offsetBy(response.headers.date, sentAt, Date.now()) ?? clockOffset;
      return response;
    } catch (error) {
      throw lost(error, signal);
    }
  }

  async function readBody(response: Dispatcher.ResponseData, signal: AbortSignal): Promise<string> {
    try {
      return await response.body.text();
    } catch (error) {
      throw lost(error, signal);
    }
  }

  /** A broken connection becomes ConnectionLost; an abort its reason; what cannot get better (TLS, no such host) a Failure. */
  function lost(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof Failure) return error;
    const code = errorCode(error);
    if (isTlsError(error, code)) return untrusted(target, error);
    lostAt = performance.now();
    return new ConnectionLost(describeConnectionError(error, code), { cause: error });
  }

  function justRestarted(): boolean {
    return lostAt !== undefined && performance.now() - lostAt < SETTLING_MS;
  }

  function count({ method, path }: ApiRequest): void {
    if (method !== "GET" && /^\/apis\/coordination\.k8s\.io\/[^?]*\/leases(\/|\?|$)/.test(path)) counts.leases++;
    else counts.total++;
    if (/[?&]watch=true/.test(path)) counts.watches++;
  }
}

/** @throws Failure where a 2xx answer is no JSON. */
export function parseAnswer<T>(body: string, target: { server: string }, request: ApiRequest): T {
  try {
    return JSON.parse(body) as T;
  } catch (cause) {
    throw new Failure({
      attempted: `asking the Kubernetes API server ${target.server}`,
      found: `its answer to ${request.method} ${request.path} is not JSON, so it is no Kubernetes API server`,
      advice: "Check the server's address in the kubeconfig, and whether a proxy or a login page stands before it.",
      cause,
    });
  }
}

/** Milliseconds until the next try; `undefined` where it would be wrong or would not help. */
function waitAfter(
  result: Try,
  tries: number,
  { reads, repeatable, justRestarted }: { reads: boolean; repeatable: boolean; justRestarted: boolean },
): number | undefined {
  const pause = Math.min(MAX_DELAY_MS, 100 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
  if (result.kind === "lost") return repeatable || neverSent(result.error) ? pause : undefined;
  const { code, retryAfter } = result;
  if (code === 429 || (code >= 500 && retryAfter !== undefined)) return Math.max(pause, retryAfter ?? 0);
  if (code === 401 || code === 403) return justRestarted ? pause : undefined;
  return repeatable && tries < SERVER_ERROR_TRIES && mayRecover(code, result.body, reads) ? pause : undefined;
}

/** 500 is also what a failing webhook and a field that is not in the schema end with: only etcd's own troubles pass. */
function mayRecover(code: number, body: string, reads: boolean): boolean {
  return code > 500 || (code === 500 && (reads || body.includes("etcdserver")));
}

/** The header Date has whole seconds, and was written between the two times: half a second is added on average. */
function offsetBy(header: string | string[] | undefined, sentAt: number, answeredAt: number): number | undefined {
  const date = Date.parse(String(header));
  return Number.isNaN(date) ? undefined : date + 500 - (sentAt + answeredAt) / 2;
}

function retryAfterMs(header: string | string[] | undefined): number | undefined {
  const seconds = Number(Array.isArray(header) ? header[0] : header);
  return header === undefined || !Number.isFinite(seconds) ? undefined : seconds * 1000;
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function anySignal(signal: AbortSignal | undefined, closing: AbortSignal): AbortSignal {
  return signal === undefined ? closing : AbortSignal.any([signal, closing]);
}
