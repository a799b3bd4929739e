// What comes back for an HTTP request?

import type { Answer } from "../answer.ts";
import type { WireRequest } from "../target.ts";
import type { Way } from "../targets/way.ts";
import { end, exchangeOver, type Line, openLine } from "./http-line.ts";
import { followRedirects } from "./redirect.ts";

export interface HttpSession {
  /**
   * The answer to one request. Requests share connections where sending one twice would do no harm;
   * the others get one of their own.
   *
   * @throws ExchangeError where no complete answer came; Failure for what no second attempt mends; the signal's reason
   */
  send(request: WireRequest, signal: AbortSignal): Promise<Answer>;
  /** Ends what is open. */
  close(): Promise<void>;
}

const harmless: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"]);

/** Connections over one way, opened when they are needed and kept for the next request. */
export function openHttp(way: Way): HttpSession {
  const idle: Line[] = [];
  const elsewhere = new Map<string, HttpSession>();

  const sendHere = async (request: WireRequest, signal: AbortSignal): Promise<Answer> => {
    for (;;) {
      signal.throwIfAborted();
      const result = await sendOver(idle, way, request, signal);
      if (result.kind === "answer") return result.answer;
      if (!result.mayRepeat) throw result.error;
    }
  };

  const senderFor = (origin: string) => {
    if (origin === way.origin) return sendHere;
    const known = elsewhere.get(origin);
    const other = known === undefined ? way.to(origin) : undefined;
    const session = known ?? (other && openHttp(other));
    if (session === undefined) return undefined;
    elsewhere.set(origin, session);
    return session.send;
  };

  return {
    send: async (request, signal) =>
      followRedirects({ request, origin: way.origin, answer: await sendHere(request, signal), senderFor, signal }),
    async close() {
      const sessions = [...elsewhere.values()];
      elsewhere.clear();
      await Promise.all([...idle.splice(0).map(end), ...sessions.map((session) => session.close())]);
    },
  };
}

async function sendOver(idle: Line[], way: Way, request: WireRequest, signal: AbortSignal) {
  const mayShare = harmless.has(request.method) && request.freshConnection !== true;
  const line = (mayShare ? takeIdle(idle, request) : undefined) ?? openLine(way, request);
  const wasUsed = line.used;
  const result = await exchangeOver(line, way, request, signal);
  if (result.kind === "answer" && mayShare && !result.answer.truncated) idle.push(line);
  else await end(line);
  // The server may close a connection that it keeps alive just as the next request is sent (RFC 9112, section 9.3.1).
  return result.kind === "answer" ? result : { ...result, mayRepeat: wasUsed && result.stale };
}

function takeIdle(idle: Line[], { protocol = "http/1.1" }: WireRequest): Line | undefined {
  const index = idle.findLastIndex((line) => line.protocol === protocol);
  return index === -1 ? undefined : idle.splice(index, 1)[0];
}
