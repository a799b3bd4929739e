// Does a PostgreSQL server answer a query?

import type { Duplex } from "node:stream";
import type { ClientConfig } from "pg";
import { Failure } from "../../report/failure.ts";
import type { Way } from "../targets/way.ts";
import { withinTime } from "./time-limit.ts";

export interface PostgresResult {
  /** At most a hundred. */
  readonly rows: readonly unknown[];
  /** `15.18` */
  readonly version: string;
  /** Whether the connection is encrypted. */
  readonly tls: boolean;
  readonly durationMs: number;
}

const mostRows = 100;

/**
 * One query in a read-only transaction that is rolled back.
 *
 * @param url `postgres://user:password@host:port/database?sslmode=…`, sslmode as libpq knows it: `prefer` unless
 * given, `verify-full` for a certificate that is verified
 * @throws Failure for a URL that is none; ExchangeError, also for a login or a query that the server refuses
 */
export function postgresPing(
  way: Way,
  url: string,
  query: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<PostgresResult> {
  const login = readUrl(url);
  return withinTime(timeoutMs, signal, async (limit) => {
    const { default: pg } = await import("pg");
    const startedAt = performance.now();
    const ask = async (ssl: ClientConfig["ssl"]): Promise<PostgresResult> => {
      const stream = await way.dial({ host: login.host, port: login.port }, limit.signal);
      limit.opened();
      const client = new pg.Client({ ...login, ssl: ssl ?? false, stream: () => asPgSocket(stream) as never });
      // What breaks later than the query is of no interest.
      client.on("error", () => undefined);
      const abort = () => stream.destroy();
      limit.signal.addEventListener("abort", abort, { once: true });
      try {
        await client.connect();
        await client.query("BEGIN TRANSACTION READ ONLY");
        const version = await client.query<{ server_version: string }>("SHOW server_version");
        const { rows } = await client.query(query);
        await client.query("ROLLBACK");
        return {
          rows: rows.slice(0, mostRows),
          version: version.rows[0]?.server_version ?? "unknown",
          tls: ssl !== undefined,
          durationMs: performance.now() - startedAt,
        };
      } finally {
        limit.signal.removeEventListener("abort", abort);
        stream.on("error", () => undefined);
        await client.end().catch(() => undefined);
        stream.destroy();
      }
    };
    const verified = { ca: way.tls.ca, cert: way.tls.cert, key: way.tls.key };
    if (login.sslmode === "disable") return ask(undefined);
    if (login.sslmode === "verify-full") return ask(withoutUndefined(verified));
    const encrypted = withoutUndefined({ ...verified, rejectUnauthorized: false });
    try {
      return await ask(encrypted);
    } catch (error) {
      const refusesTls = error instanceof Error && error.message === "The server does not support SSL connections";
      if (login.sslmode === "prefer" && refusesTls) return ask(undefined);
      throw error;
    }
  });
}

function withoutUndefined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** pg wants to connect its socket itself; this one is open already. */
function asPgSocket(stream: Duplex): Duplex {
  return Object.assign(stream, {
    connect: () => {
      process.nextTick(() => stream.emit("connect"));
      return stream;
    },
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  });
}

function readUrl(text: string) {
  const url = URL.parse(text);
  const sslmode = url?.searchParams.get("sslmode") ?? "prefer";
  if (url !== null && /^postgres(?:ql)?:$/.test(url.protocol) && modes.includes(sslmode)) {
    const user = decodeURIComponent(url.username) || "postgres";
    return {
      host: url.hostname || "localhost",
      port: Number(url.port || 5432),
      user,
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)) || user,
      application_name: "slipway-smoke-test",
      sslmode,
    };
  }
  throw new Failure({
    attempted: "reading the URL of a PostgreSQL server",
    found: url === null ? "it is not a URL" : `its scheme is ${url.protocol}// and its sslmode ${sslmode}`,
    advice: `Write it as postgres://user:password@host:5432/database?sslmode=MODE, MODE one of ${modes.join(", ")}.`,
  });
}

const modes: readonly string[] = ["disable", "prefer", "require", "verify-full"];
