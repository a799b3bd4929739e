// What comes back over one connection that speaks HTTP?

import { Client, type Dispatcher } from "undici";
import type { Answer } from "../answer.ts";
import type { WireRequest } from "../target.ts";
import type { Way } from "../targets/way.ts";
import { readText } from "./body.ts";
import { type Connection, connectorOver } from "./connection.ts";
import { ExchangeError, exchangeError, OutOfTime } from "./exchange-error.ts";

/** So much of a body is read unless the request says otherwise. An answer that is longer fails an expectation on its body. */
export const longestBody = 1024 * 1024;

/** More than proxies and servers let pass (nginx: 32 KiB): a flood of headers ends here. */
const mostHeaderBytes = 128 * 1024;
const mostDecompressions = 3;

/** One undici client, used by one exchange at a time. */
export interface Line {
  readonly protocol: "http/1.1" | "h2";
  readonly client: Client;
  readonly giveUp: AbortController;
  connection: Connection | undefined;
  /** Has the present exchange opened the connection? */
  fresh: boolean;
  used: boolean;
}

export type Result =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** `stale`: a connection that was open before broke before the first byte of an answer. */
  | { readonly kind: "broken"; readonly error: unknown; readonly stale: boolean };

export function openLine(way: Way, request: WireRequest): Line {
  const giveUp = new AbortController();
  const protocol = request.protocol ?? "http/1.1";
  const line: Line = {
    protocol,
    giveUp,
    connection: undefined,
    fresh: false,
    used: false,
    client: new Client(way.origin, {
      allowH2: protocol === "h2",
      maxHeaderSize: mostHeaderBytes,
      // The exchange's own clock is the limit.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: connectorOver(way, protocol, giveUp.signal, (connection) => {
        line.connection = connection;
        line.fresh = true;
      }),
    }),
  };
  return line;
}

export async function end(line: Line): Promise<void> {
  line.giveUp.abort();
  await line.client.destroy();
}

/** Within the request's time. @throws nothing: what broke is told with what it means for a second attempt */
export async function exchangeOver(line: Line, way: Way, request: WireRequest, signal: AbortSignal): Promise<Result> {
  line.fresh = false;
  const stopped: unknown[] = [];
  const stop = (reason: unknown) => {
    stopped.push(reason);
    line.giveUp.abort(reason);
    line.client.destroy(reason instanceof Error ? reason : new Error(String(reason))).catch(() => undefined);
  };
  const clock = setTimeout(() => stop(new OutOfTime(request.timeoutMs)), request.timeoutMs);
  const abort = () => stop(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  const startedAt = performance.now();
  const seen: Seen = { status: 0, headers: {}, chunks: [], length: 0, truncated: false, firstByteAt: undefined };
  try {
    await receive(line.client, request, seen);
    const dialMs = line.fresh && !way.dialCounts ? (line.connection?.dialMs ?? 0) : 0;
    line.used = true;
    return { kind: "answer", answer: await answerOf(line, way, request, seen, startedAt + dialMs) };
  } catch (error) {
    if (signal.aborted) return { kind: "broken", error: signal.reason, stale: false };
    const phase = line.fresh || line.used ? "answering" : "connecting";
    const stale = stopped.length === 0 && seen.firstByteAt === undefined && !line.fresh;
    return { kind: "broken", error: exchangeError(phase, stopped.length === 0 ? error : stopped[0]), stale };
  } finally {
    clearTimeout(clock);
    signal.removeEventListener("abort", abort);
  }
}

interface Seen {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  readonly chunks: Buffer[];
  length: number;
  truncated: boolean;
  firstByteAt: number | undefined;
}

function receive(client: Client, request: WireRequest, seen: Seen): Promise<void> {
  const limit = request.maxBodyBytes ?? longestBody;
  return new Promise((resolve, reject) => {
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => undefined,
      onResponseStart(_controller, status, headers) {
        if (status < 200) return;
        seen.firstByteAt = performance.now();
        seen.status = status;
        seen.headers = headers;
      },
      onResponseData(controller, chunk) {
        if (seen.truncated) return;
        seen.chunks.push(chunk);
        seen.length += chunk.length;
        if (seen.length <= limit) return;
        seen.truncated = true;
        resolve();
        controller.abort(new ExchangeError("answering", "the body is longer than is read"));
      },
      onResponseEnd: () => resolve(),
      onResponseError: (_controller, error) => reject(error),
    };
    const headers = { "user-agent": "slipway-smoke-test", ...request.headers };
    const { method, path, body = null } = request;
    client.dispatch({ method, path, headers, body: body as Buffer | string | null }, handler);
  });
}

async function answerOf(line: Line, way: Way, request: WireRequest, seen: Seen, startedAt: number): Promise<Answer> {
  const endedAt = performance.now();
  const { text, bytes, truncated } = await readText(seen, request.maxBodyBytes ?? longestBody, mostDecompressions);
  return {
    protocol: line.protocol,
    status: seen.status,
    headers: flatten(seen.headers),
    cookies: [seen.headers["set-cookie"] ?? []].flat(),
    body: text,
    bytes,
    truncated,
    durationMs: endedAt - startedAt,
    firstByteMs: (seen.firstByteAt ?? endedAt) - startedAt,
    tls: line.connection?.tls,
    url: way.origin + request.path,
    redirects: [],
  };
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
