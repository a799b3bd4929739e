// Which events does a stream of server-sent events bring?

import { createParser, type EventSourceMessage } from "eventsource-parser";
import { Client } from "undici";
import type { TlsFacts } from "../answer.ts";
import type { Way } from "../targets/way.ts";
import { connectorOver } from "./connection.ts";
import { ExchangeError } from "./exchange-error.ts";
import { withinTime } from "./time-limit.ts";

export interface EventsQuestion {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** So many events are waited for. */
  readonly count: number;
  readonly timeoutMs: number;
}

export interface EventsResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly events: readonly { readonly event: string; readonly data: string; readonly id: string | undefined }[];
  readonly durationMs: number;
  /** Where there is TLS. */
  readonly tls: TlsFacts | undefined;
}

const mostBytes = 1024 * 1024;

/** @throws ExchangeError for an answer that is no event stream, or ends before so many events came */
export function readEvents(way: Way, question: EventsQuestion, signal: AbortSignal): Promise<EventsResult> {
  return withinTime(question.timeoutMs, signal, async (limit) => {
    let dialMs = 0;
    let tls: TlsFacts | undefined;
    const connect = connectorOver(way, "http/1.1", limit.signal, (connection) => {
      limit.opened();
      dialMs = way.dialCounts ? 0 : connection.dialMs;
      tls = connection.tls;
    });
    const client = new Client(way.origin, { allowH2: false, connect, headersTimeout: 0, bodyTimeout: 0 });
    const startedAt = performance.now();
    try {
      const answer = await client.request({
        method: "GET",
        path: (way.basePath ?? "") + question.path,
        headers: { "user-agent": "slipway-smoke-test", accept: "text/event-stream", ...question.headers },
        signal: limit.signal,
      });
      const headers = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(", ") : (value ?? ""),
        ]),
      );
      const type = headers["content-type"] ?? "no content type";
      if (answer.statusCode !== 200 || !/^text\/event-stream\b/i.test(type)) {
        throw new ExchangeError("answering", `what came is no event stream: status ${answer.statusCode}, ${type}`);
      }
      const events = await take(answer.body, question.count);
      return { status: 200, headers, events, tls, durationMs: performance.now() - startedAt - dialMs };
    } finally {
      await client.destroy();
    }
  });
}

async function take(body: AsyncIterable<Buffer>, count: number): Promise<EventsResult["events"]> {
  const events: { event: string; data: string; id: string | undefined }[] = [];
  const onEvent = ({ event = "message", data, id }: EventSourceMessage) => events.push({ event, data, id });
  const parser = createParser({ onEvent });
  const decoder = new TextDecoder();
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) throw new ExchangeError("answering", "the stream is larger than the 1 MiB that are read");
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (events.length >= count) return events.slice(0, count);
  }
  throw new ExchangeError("answering", `the stream ended after ${events.length} of ${count} events`);
}
