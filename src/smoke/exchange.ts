// What comes back for one HTTP request over one connection?

import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { buildConnector, Client, type Dispatcher } from "undici";
import { formatDuration } from "../config/duration.ts";
import type { Answer } from "./expectations.ts";
import type { WireRequest } from "./target.ts";

/** So much of a body is read. An answer that is longer fails an expectation on its body. */
export const longestBody = 1024 * 1024;

/** No complete answer came. `connecting`: nothing of the request can have reached the service. */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly phase: "connecting" | "answering";

  constructor(phase: "connecting" | "answering", message: string, cause: unknown) {
    super(message, { cause });
    this.phase = phase;
  }
}

export interface Route {
  /** `https://orders.example.com`; gives the Host header, and the address unless `connect` is given. */
  readonly origin: string;
  /** Opens the byte stream instead of TCP. Its time does not count as the service's. */
  readonly connect?: ((signal: AbortSignal) => Promise<Duplex>) | undefined;
}

/**
 * One request, one connection, no redirect followed.
 *
 * @throws ExchangeError; what `connect` throws; the signal's reason
 */
export async function exchange(route: Route, request: WireRequest, signal: AbortSignal): Promise<Answer> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)]);
  const connection = openConnection(route, request.timeoutMs, limit);
  const client = new Client(route.origin, { connect: connection.connector });
  let startedAt = performance.now();
  try {
    if (connection.ready !== undefined) {
      await connection.ready;
      startedAt = performance.now();
    }
    const answer = await client.request({
      method: request.method,
      path: request.path,
      headers: { "user-agent": "slipway-smoke-test", ...request.headers },
      body: request.body ?? null,
      signal: limit,
    });
    const { text, truncated } = await readBody(answer.body);
    return {
      status: answer.statusCode,
      headers: flatten(answer.headers),
      body: text,
      truncated,
      durationMs: performance.now() - startedAt,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (connection.refusal !== undefined && error === connection.refusal.error) throw error;
    throw new ExchangeError(connection.established ? "answering" : "connecting", explain(error, limit, request), error);
  } finally {
    await client.destroy();
  }
}

interface Connection {
  readonly connector: buildConnector.connector;
  /** Settles when a stream of the route's own is open. */
  readonly ready: Promise<unknown> | undefined;
  established: boolean;
  refusal: { readonly error: unknown } | undefined;
}

function openConnection(route: Route, timeoutMs: number, signal: AbortSignal): Connection {
  const { connect } = route;
  if (connect === undefined) {
    const connectTcp = buildConnector({ timeout: timeoutMs });
    const connection: Connection = {
      ready: undefined,
      established: false,
      refusal: undefined,
      connector: (options, callback) =>
        connectTcp(options, (...result: Parameters<buildConnector.Callback>) => {
          connection.established = result[0] === null;
          callback(...result);
        }),
    };
    return connection;
  }
  const stream = connect(signal);
  const connection: Connection = {
    established: false,
    refusal: undefined,
    ready: stream.then(
      () => {
        connection.established = true;
      },
      (error: unknown) => {
        connection.refusal = { error };
        throw error;
      },
    ),
    // undici asks of its socket what any Duplex has. It must not get it before this call has returned.
    connector: (_options, callback) => {
      stream.then(
        (duplex) => callback(null, duplex as Socket),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
      );
    },
  };
  return connection;
}

async function readBody(body: Dispatcher.ResponseData["body"]): Promise<{ text: string; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestBody) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, longestBody);
  return { text: bytes.toString("utf8"), truncated: length > longestBody };
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

function explain(error: unknown, limit: AbortSignal, request: WireRequest): string {
  if (limit.aborted) return `no complete answer within ${formatDuration(request.timeoutMs)}`;
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return words[code] ?? (error.message || code);
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be resolved",
  ECONNRESET: "the connection was reset",
  UND_ERR_SOCKET: "the connection ended before the answer was complete",
  UND_ERR_CONNECT_TIMEOUT: "the connection could not be opened in time",
};
