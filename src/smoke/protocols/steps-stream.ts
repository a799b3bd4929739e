// How are WebSockets and server-sent events asked by a step of the suite?

import { z } from "zod";
import { protocol } from "../protocol.ts";
import { answerOf, parsed, wayOf } from "./step.ts";

const path = z.string().startsWith("/", "a path starts with /");
const headers = z.record(z.string(), z.string()).optional();
const text = z.string();

export const webSocketStep = protocol({
  name: "websocket",
  description: "A WebSocket opens and brings messages; the body is {messages, json, protocol}.",
  schema: z.strictObject({
    path: path.optional(),
    headers,
    protocols: z.array(z.string().min(1)).optional().describe("Subprotocols, the preferred one first."),
    send: z
      .union([text, z.array(text)])
      .optional()
      .describe("Sent one after the other, as text."),
    receive: z.number().int().min(0).max(1000).optional().describe("So many messages are waited for: 1 unless given."),
  }),
  proves: true,
  once: false,
  repeatable: ({ send = [] }) => send.length === 0,
  title: ({ path: where = "/" }) => `websocket ${where}`,
  async run({ path: where = "/", headers: own, protocols = [], send = [], receive = 1 }, call) {
    const { askWebSocket } = await import("./websocket.ts");
    const authorization = await call.authorization({ method: "GET", path: where, body: undefined });
    const question = {
      path: where,
      headers: { ...authorization, ...own },
      protocols,
      send: [send].flat(),
      receive,
      timeoutMs: call.timeoutMs,
    };
    const { tls, ...result } = await askWebSocket(wayOf(call.endpoint, "websocket"), question, call.signal);
    const json = result.messages.map(parsed);
    return answerOf("websocket", { ...result, json } as typeof result, { status: 101, tls });
  },
});

export const eventsStep = protocol({
  name: "sse",
  description: "A stream of server-sent events brings events; the body is {events: [{event, data, id, json}]}.",
  schema: z.strictObject({
    path: path.optional(),
    headers,
    count: z.number().int().min(1).max(1000).optional().describe("So many events are waited for: 1 unless given."),
  }),
  proves: true,
  once: false,
  repeatable: () => true,
  title: ({ path: where = "/" }) => `server-sent events of ${where}`,
  async run({ path: where = "/", headers: own, count = 1 }, call) {
    const { readEvents } = await import("./server-sent-events.ts");
    const authorization = await call.authorization({ method: "GET", path: where, body: undefined });
    const question = { path: where, headers: { ...authorization, ...own }, count, timeoutMs: call.timeoutMs };
    const result = await readEvents(wayOf(call.endpoint, "sse"), question, call.signal);
    const events = result.events.map((event) => ({ ...event, json: parsed(event.data) }));
    const { durationMs, headers: received, status, tls } = result;
    return answerOf("sse", { durationMs }, { status, tls, headers: received, body: JSON.stringify({ events }) });
  },
});
