// How is one request of a load stage sent, with as little of our own time as can be?

import { Client, type Dispatcher } from "undici";
import { connectorOver } from "../protocols/connection.ts";
import { OutOfTime, wordsFor } from "../protocols/exchange-error.ts";
import type { Way } from "../targets/way.ts";

/** One connection, kept from request to request, opened again when it breaks. */
export interface LoadLine {
  /** @param done told the status, or in words why there is none */
  send(request: PreparedRequest, done: (outcome: number | string) => void): void;
  /** When the present request was sent; nothing while there is none. */
  readonly sentAt: number | undefined;
  /** Ends the present request, and the connection with it. */
  giveUp(reason: Error): void;
  close(): Promise<void>;
}

export interface PreparedRequest {
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export function openLoadLine(way: Way): LoadLine {
  let sentAt: number | undefined;
  let current = open(way);
  return {
    send(request, done) {
      sentAt = performance.now();
      let status = 0;
      const settle = (outcome: number | string) => {
        if (sentAt === undefined) return;
        sentAt = undefined;
        done(outcome);
      };
      current.client.dispatch(request as Dispatcher.DispatchOptions, {
        onRequestStart: () => undefined,
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData: () => undefined,
        onResponseEnd: () => settle(status),
        // undici is still at work on the failed connection: the next request must not come in between.
        onResponseError: (_controller, error) => {
          setImmediate(settle, wordsFor(error));
        },
      });
    },
    get sentAt() {
      return sentAt;
    },
    giveUp(reason) {
      const broken = current;
      current = open(way);
      broken.connecting.abort(reason);
      broken.client.destroy(reason).catch(() => undefined);
    },
    async close() {
      current.connecting.abort();
      await current.client.destroy();
    },
  };
}

function open(way: Way) {
  const connecting = new AbortController();
  const connect = connectorOver(way, "http/1.1", connecting.signal, () => undefined);
  const client = new Client(way.origin, { allowH2: false, headersTimeout: 0, bodyTimeout: 0, pipelining: 1, connect });
  return { client, connecting };
}

/** Gives up what has had no answer for so long. */
export function endOverdue(lines: Iterable<LoadLine>, timeoutMs: number): void {
  const now = performance.now();
  for (const line of lines) {
    if (line.sentAt !== undefined && now - line.sentAt > timeoutMs) line.giveUp(new OutOfTime(timeoutMs));
  }
}
