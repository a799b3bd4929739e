// Does a Redis server answer PING?

import type { Duplex } from "node:stream";
import { Failure } from "../../report/failure.ts";
import type { Way } from "../targets/way.ts";
import { ExchangeError } from "./exchange-error.ts";
import { withinTime } from "./time-limit.ts";
import { secure } from "./tls.ts";

export interface RedisResult {
  /** `PONG` */
  readonly answer: string;
  readonly durationMs: number;
}

/**
 * @param url `redis://user:password@host:6379/0`; `rediss://` over TLS
 * @throws Failure for a URL that is none; ExchangeError, also for a server that refuses the login or is still loading
 */
export function redisPing(
  way: Way,
  url: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<RedisResult> {
  const login = readUrl(url);
  return withinTime(timeoutMs, signal, async (limit) => {
    const startedAt = performance.now();
    const plain = await way.dial({ host: login.host, port: login.port }, limit.signal);
    limit.opened();
    const stream = login.secured ? await secure(plain, login.host, [], way.tls, limit.signal) : plain;
    const replies = readReplies(stream);
    const ask = async (...words: readonly string[]): Promise<string> => {
      stream.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`);
      const { value } = await replies.next();
      if (value === undefined) throw new ExchangeError("answering", "the server closed the connection");
      if (value.startsWith("-")) throw new ExchangeError("answering", `the server answers ${value.slice(1)}`);
      return value.slice(1);
    };
    try {
      if (login.password !== "") await ask("AUTH", ...(login.user === "" ? [] : [login.user]), login.password);
      if (login.database !== "") await ask("SELECT", login.database);
      const answer = await ask("PING");
      if (answer !== "PONG") throw new ExchangeError("answering", `the server answers PING with ${answer}`);
      return { answer, durationMs: performance.now() - startedAt };
    } finally {
      stream.on("error", () => undefined).destroy();
    }
  });
}

const longestReply = 4096;

/** The replies to AUTH, SELECT and PING are one line each, in every version of the protocol. */
async function* readReplies(stream: Duplex): AsyncGenerator<string, undefined> {
  let text = "";
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    text += chunk.toString("latin1");
    for (let end = text.indexOf("\r\n"); end !== -1; end = text.indexOf("\r\n")) {
      const line = text.slice(0, end);
      if (!/^[+\-:$]/.test(line)) throw new ExchangeError("answering", "what answers does not speak Redis");
      yield line;
      text = text.slice(end + 2);
    }
    if (text.length > longestReply || (text !== "" && !/^[+\-:$]/.test(text))) {
      throw new ExchangeError("answering", "what answers does not speak Redis");
    }
  }
  return undefined;
}

function readUrl(text: string) {
  const url = URL.parse(text);
  const database = url?.pathname.slice(1) ?? "";
  if (url !== null && /^rediss?:$/.test(url.protocol) && /^\d*$/.test(database)) {
    return {
      host: url.hostname || "localhost",
      port: Number(url.port || 6379),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database,
      secured: url.protocol === "rediss:",
    };
  }
  throw new Failure({
    attempted: "reading the URL of a Redis server",
    found: url === null ? "it is not a URL" : "its scheme is not redis:// or rediss://, or its path is not a number",
    advice: "Write it as redis://user:password@host:6379/0, with rediss:// for TLS.",
  });
}
