// How does one request reach a registry, and its answer come back?

import { Agent, type IncomingMessage, request as plainRequest, type RequestOptions } from "node:http";
import type { Agent as SecureAgent } from "node:https";
import type { Readable } from "node:stream";
import { isLoopback } from "./reference.ts";

export interface ConnectionRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly body?: Buffer | Readable | undefined;
}

export interface ConnectionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** To be read to its end, or left by its iterator's return: the connection is used for one answer at a time. */
  readonly body: AsyncIterable<Buffer>;
}

/** Sends one request and follows nothing. Rejects with what Node says where there is no answer. */
export type Connection = (url: URL, asked: ConnectionRequest) => Promise<ConnectionAnswer>;

/** In milliseconds. */
export interface Patience {
  readonly connect: number;
  /** Without a byte of an answer. */
  readonly silence: number;
  readonly idle: number;
}

/** An idle connection is kept for less than by any registry: none is used that the other side has just closed. */
const usualPatience: Patience = { connect: 10_000, silence: 300_000, idle: 2_000 };

/** Through the proxy that the environment names, where it names one. Connections are kept for what is asked next. */
export function openConnection(env: NodeJS.ProcessEnv, patience: Patience = usualPatience): Connection {
  const proxies = proxiesOf(env);
  const direct = openDirect(patience);
  if (proxies === undefined) return direct;
  const proxied = openProxied(proxies, patience);
  // Docker never asks a proxy for a registry of this machine.
  return (url, asked) => (isLoopback(url.host) ? direct : proxied)(url, asked);
}

/**
 * By what Node brings: it is there at once, where undici takes as long to load as a registry beside us to answer, and a
 * build asks the registry before it does anything else.
 */
function openDirect(patience: Patience): Connection {
  const kept = { keepAlive: true, timeout: patience.idle };
  const agent = new Agent(kept);
  let secure: Promise<{ request: typeof plainRequest; agent: SecureAgent }> | undefined;
  return async (url, asked) => {
    if (url.protocol === "http:") return exchange(plainRequest, agent, url, asked, patience);
    secure ??= import("node:https").then((https) => ({ request: https.request, agent: new https.Agent(kept) }));
    const { request, agent: secureAgent } = await secure;
    return exchange(request, secureAgent, url, asked, patience);
  };
}

async function exchange(
  request: typeof plainRequest,
  agent: RequestOptions["agent"],
  url: URL,
  { method, headers, signal, body }: ConnectionRequest,
  patience: Patience,
): Promise<ConnectionAnswer> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = request(url, { method, headers, agent, signal, timeout: patience.silence }, resolve);
  sent.once("error", reject);
  sent.once("timeout", () => sent.destroy(lateError(`no answer for ${patience.silence / 1000} s`)));
  sent.once("socket", (socket) => {
    if (!socket.connecting) return;
    const late = setTimeout(
      () => sent.destroy(lateError(`no connection in ${patience.connect / 1000} s`)),
      patience.connect,
    );
    for (const event of ["connect", "close"]) socket.once(event, () => clearTimeout(late));
  });
  if (body === undefined || Buffer.isBuffer(body)) sent.end(body);
  else {
    body.once("error", (error) => sent.destroy(error));
    sent.once("close", () => body.destroy());
    body.pipe(sent);
  }
  const answer = await promise;
  // A body that nobody wants any more is not sent to its end.
  if (body !== undefined && !Buffer.isBuffer(body)) answer.once("end", () => !sent.writableFinished && sent.destroy());
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: answer };
}

function lateError(message: string): Error {
  return Object.assign(new Error(message), { code: "ETIMEDOUT" });
}

interface Proxies {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

function proxiesOf(env: NodeJS.ProcessEnv): Proxies | undefined {
  const httpProxy = env.http_proxy || env.HTTP_PROXY;
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
  if (!httpProxy && !httpsProxy) return undefined;
  return {
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    noProxy: env.no_proxy || env.NO_PROXY || "",
  };
}

/** Node knows proxies only since 24.5, and which of them are meant is a matter of its own: undici reads them all. */
function openProxied(proxies: Proxies, { idle, silence }: Patience): Connection {
  const kept = { keepAliveTimeout: idle, keepAliveMaxTimeout: idle, headersTimeout: silence, bodyTimeout: silence };
  const undici = import("undici").then(({ request, EnvHttpProxyAgent }) => ({
    request,
    dispatcher: new EnvHttpProxyAgent({ ...proxies, ...kept }),
  }));
  undici.catch(() => undefined);
  return async (url, { method, headers, signal, body }) => {
    const { request, dispatcher } = await undici;
    const asked = { method: method as "GET", headers, signal, dispatcher, ...(body === undefined ? {} : { body }) };
    const answer = await request(url, asked);
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };
}
