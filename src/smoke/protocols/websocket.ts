// What comes back over a WebSocket?

import type { Duplex } from "node:stream";
import { Client, WebSocket } from "undici";
import type { TlsFacts } from "../answer.ts";
import type { Way } from "../targets/way.ts";
import { connectorOver } from "./connection.ts";
import { ExchangeError, exchangeError } from "./exchange-error.ts";
import { type Limit, withinTime } from "./time-limit.ts";

export interface WebSocketQuestion {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Subprotocols, the preferred one first. */
  readonly protocols: readonly string[];
  /** Sent one after the other as text once it is open. */
  readonly send: readonly string[];
  /** So many messages are waited for. */
  readonly receive: number;
  readonly timeoutMs: number;
}

export interface WebSocketResult {
  readonly messages: readonly string[];
  /** The subprotocol that the server chose. */
  readonly protocol: string;
  readonly durationMs: number;
  /** Where there is TLS. */
  readonly tls: TlsFacts | undefined;
}

const mostMessageBytes = 1024 * 1024;
const mostBytes = 4 * mostMessageBytes;
/** For the server's answer to the close. */
const longestFarewellMs = 1000;

/** @throws ExchangeError where it does not open, closes before all messages came, or brings one larger than 1 MiB, or more than 4 MiB in all */
export function askWebSocket(way: Way, question: WebSocketQuestion, signal: AbortSignal): Promise<WebSocketResult> {
  return withinTime(question.timeoutMs, signal, async (limit) => {
    let dialMs = 0;
    let tls: TlsFacts | undefined;
    const refused: unknown[] = [];
    let stream: Duplex | undefined;
    const connector = connectorOver(way, "http/1.1", limit.signal, (connection) => {
      limit.opened();
      dialMs = way.dialCounts ? 0 : connection.dialMs;
      tls = connection.tls;
      stream = connection.stream;
    });
    const client = new Client(way.origin, {
      allowH2: false,
      webSocket: { maxPayloadSize: mostMessageBytes },
      connect: (options, callback) =>
        connector(options, (...[error, socket]) => {
          if (error !== null) refused.push(error);
          if (error === null) callback(null, socket);
          else callback(error, null);
        }),
    });
    const startedAt = performance.now();
    try {
      const { messages, socket } = await converse(way, client, question, limit, refused);
      const durationMs = performance.now() - startedAt - dialMs;
      // A server that goes on sending may never answer the close.
      const clock = setTimeout(() => stream?.destroy(), longestFarewellMs).unref();
      socket.addEventListener("close", () => clearTimeout(clock), { once: true });
      socket.close();
      return { messages, protocol: socket.protocol, tls, durationMs };
    } catch (error) {
      // The client has let go of it when it was upgraded.
      stream?.destroy();
      throw error;
    } finally {
      await client.destroy();
    }
  });
}

function converse(
  way: Way,
  dispatcher: Client,
  question: WebSocketQuestion,
  limit: Limit,
  refused: readonly unknown[],
): Promise<{ messages: readonly string[]; socket: WebSocket }> {
  const socket = new WebSocket(`${way.origin.replace(/^http/, "ws")}${way.basePath ?? ""}${question.path}`, {
    protocols: [...question.protocols],
    headers: { "user-agent": "slipway-smoke-test", ...question.headers },
    dispatcher,
  });
  socket.binaryType = "arraybuffer";
  const messages: string[] = [];
  let length = 0;
  let isOpen = false;
  return new Promise((resolve, reject) => {
    limit.signal.addEventListener("abort", () => reject(limit.signal.reason), { once: true });
    socket.addEventListener("open", () => {
      isOpen = true;
      for (const text of question.send) socket.send(text);
      if (question.receive === 0) resolve({ messages, socket });
    });
    socket.addEventListener("message", ({ data }: { data: unknown }) => {
      if (messages.length === question.receive) return;
      const text = typeof data === "string" ? data : Buffer.from(data as ArrayBuffer).toString("base64");
      length += text.length;
      if (length > mostBytes) {
        reject(new ExchangeError("answering", "the messages are larger than the 4 MiB that are read"));
        return;
      }
      messages.push(text);
      if (messages.length === question.receive) resolve({ messages, socket });
    });
    socket.addEventListener("error", ({ error, message }) => {
      if (refused[0] !== undefined) reject(exchangeError("connecting", refused[0]));
      else if (isOpen) reject(new ExchangeError("answering", `the WebSocket broke off: ${message}`, error));
      else reject(new ExchangeError("answering", "the server did not accept the WebSocket", error));
    });
    socket.addEventListener("close", ({ code, reason }) => {
      const said = `${code}${reason && ` ${reason}`}`;
      const came = `${messages.length} of ${question.receive} messages`;
      reject(new ExchangeError("answering", `the WebSocket was closed with ${said} after ${came}`));
    });
  });
}
