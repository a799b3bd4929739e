// How does one request reach the API server, through what a network and a restart do to it?

import { setTimeout as sleep } from "node:timers/promises";
import type { Dispatcher } from "undici";
import { Failure } from "../report/failure.ts";
import { ApiError, type ApiStatus } from "./api-error.ts";
import type { Credentials } from "./credentials.ts";
import type { Target } from "./kubeconfig.ts";

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
  close(): Promise<void>;
}

/** A connection that was refused or broke; the same request may succeed later. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

export interface Patience {
  /** For a server that was never reached: the address is probably wrong. */
  readonly firstContactMs: number;
  /** For a server that was reached before: it probably restarts, which takes a managed control plane up to two minutes. */
  readonly restartMs: number;
}

const DEFAULT_PATIENCE: Patience = { firstContactMs: 15_000, restartMs: 120_000 };
/** A server that has just started can refuse for a moment what it permits once it has read its own rules. */
const SETTLING_MS = 15_000;
/** The API server ends ordinary requests itself after 60 s. */
const ANSWER_TIMEOUT_MS = 65_000;
const MAX_DELAY_MS = 3_000;
const SERVER_ERROR_ATTEMPTS = 4;

export function createTransport(target: Target, credentials: Credentials, patience: Patience = DEFAULT_PATIENCE): Transport {
  const server = target.cluster.server;
  const counts: RequestCounts = { total: 0, leases: 0, watches: 0 };
  const closing = new AbortController();
  let reachedAt: number | undefined;
  let lostAt: number | undefined;

  return {
    server,
    counts,
    send,
    open: async ({ silenceMs, ...request }) => {
      const signal = anySignal(request.signal, closing.signal);
      let response = await attempt(request, signal, silenceMs);
      if (response.statusCode === 401 && credentials.renew()) {
        await response.body.dump();
        response = await attempt(request, signal, silenceMs);
      }
      if (response.statusCode < 300) return response.body;
      const body = await readBody(response, signal);
      if (response.statusCode === 401 && !justRestarted()) throw unauthorized(target, body);
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
    const repeatable = request.repeatable ?? request.method !== "POST";
    const started = performance.now();
    let renewed = false;
    for (let tries = 1; ; tries++) {
      const left = () => started + (reachedAt === undefined ? patience.firstContactMs : patience.restartMs) - performance.now();
      let wait = backoff(tries);
      try {
        const response = await attempt(request, signal, ANSWER_TIMEOUT_MS);
        const body = await readBody(response, signal);
        const code = response.statusCode;
        if (code < 300) return body;
        const retryAfter = retryAfterMs(response.headers["retry-after"]);
        if (code === 401 && !renewed && credentials.renew()) {
          renewed = true;
          continue;
        }
        const settling = (code === 401 || code === 403) && justRestarted();
        const busy = code === 429 || (code >= 500 && retryAfter !== undefined);
        const broken = code >= 500 && repeatable && tries < SERVER_ERROR_ATTEMPTS;
        wait = Math.max(wait, retryAfter ?? 0);
        if (!(settling || busy || broken) || left() < wait) {
          if (code === 401) throw unauthorized(target, body);
          if (code >= 300 && code < 400) throw notKubernetes(target, `it answers ${code} to ${request.method} ${request.path}`);
          throw new ApiError(`${request.method} ${request.path}`, statusOf(code, body));
        }
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        const maySend = repeatable || neverSent(error);
        if (!maySend || left() < wait) throw unreachable(target, error, tries, performance.now() - started, maySend);
      }
      await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }

  async function attempt(request: ApiRequest, signal: AbortSignal, silenceMs: number): Promise<Dispatcher.ResponseData> {
    signal.throwIfAborted();
    const { headers, dispatcher } = await credentials.authorize();
    signal.throwIfAborted();
    count(request);
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

/** The few codes of undici and the system that mean a connection, by what a reader knows of them. */
function describeConnectionError(error: unknown, code: string | undefined): string {
  switch (code) {
    case "ECONNREFUSED":
      return "connection refused";
    case "ENOTFOUND":
      return "no such host";
    case "EAI_AGAIN":
      return "the name server does not answer";
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      return "no connection within 10 s";
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return "no route to it";
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return "it accepts the connection but does not answer";
    case "ECONNRESET":
    case "EPIPE":
    case "UND_ERR_SOCKET":
      return "the connection broke off";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function errorCode(error: unknown): string | undefined {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown[] };
  if (typeof code === "string") return code;
  if (errors?.length) return errorCode(errors[0]);
  return cause === undefined ? undefined : errorCode(cause);
}

/** The request did not leave this machine, so even a POST may be tried again. */
function neverSent(error: ConnectionLost): boolean {
  const code = errorCode(error.cause);
  return code !== undefined && /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code);
}

function isTlsError(error: unknown, code: string | undefined): boolean {
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|HOSTNAME_MISMATCH)/.test(code ?? "") || /SSL routines|wrong version number/.test(String(error));
}

function unreachable(target: Target, error: ConnectionLost, tries: number, ms: number, maySend: boolean): Failure {
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
    found: maySend
      ? `${error.message}, ${tries} ${tries === 1 ? "try" : "tries"} in ${Math.max(1, Math.round(ms / 1000))} s`
      : `${error.message} while it worked on a request that must not be sent twice`,
    advice: maySend
      ? "Check the server's address in the kubeconfig, and that this runner may reach it (firewall, VPN, private endpoint, proxy)."
      : "Run the job again: it starts from what the cluster says.",
    cause: error,
  });
}

function untrusted(target: Target, cause: unknown): Failure {
  const code = errorCode(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
    found: `TLS does not come about: ${message}${code && !message.includes(code) ? ` (${code})` : ""}`,
    advice: /ALERT|alert/.test(message)
      ? "The server refuses the client certificate: make a new kubeconfig."
      : "The kubeconfig's certificate-authority-data must be the authority of this server, and its address one that the server's certificate names (or set tls-server-name).",
    cause,
  });
}

function unauthorized(target: Target, body: string): Failure {
  const { user } = target;
  const what = user.exec
    ? `what the credential plugin ${(user.exec as { command?: string }).command ?? ""} gives`
    : user.certData || user.certFile
      ? "the client certificate"
      : user.token || user.authProvider
        ? "the token"
        : user.username
          ? "the user name and password"
          : "a request without credentials";
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context}, user ${user.name || "none"})`,
    found: `it does not accept ${what}: ${statusOf(401, body).message ?? "Unauthorized"} (401)`,
    advice: "It is expired, revoked, or of another cluster: make a new kubeconfig, and put it where this one came from.",
  });
}

function notKubernetes(target: Target, found: string): Failure {
  return new Failure({
    attempted: `asking the Kubernetes API server ${target.cluster.server} (context ${target.context})`,
    found: `${found}, which is not how a Kubernetes API server answers`,
    advice: "Check the server's address in the kubeconfig, and whether a proxy or a login page stands before it.",
  });
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

function statusOf(code: number, body: string): ApiStatus {
  try {
    const status: unknown = JSON.parse(body);
    if (typeof status === "object" && status !== null && "kind" in status && status.kind === "Status") {
      return { ...(status as unknown as ApiStatus), code };
    }
  } catch {
    // a proxy's page, or plain text
  }
  const text = body.trim().slice(0, 300);
  return { code, ...(text === "" ? {} : { message: text }) };
}

function retryAfterMs(header: string | string[] | undefined): number | undefined {
  const seconds = Number(Array.isArray(header) ? header[0] : header);
  return header === undefined || !Number.isFinite(seconds) ? undefined : seconds * 1000;
}

function backoff(tries: number): number {
  return Math.min(MAX_DELAY_MS, 100 * 2 ** (tries - 1)) * (0.8 + 0.4 * Math.random());
}

function anySignal(signal: AbortSignal | undefined, closing: AbortSignal): AbortSignal {
  return signal === undefined ? closing : AbortSignal.any([signal, closing]);
}
