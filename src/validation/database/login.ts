// Where is the database, and how does one log in?

import { Failure } from "../../report/failure.ts";

export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly sslmode: SslMode;
}

export const sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
export type SslMode = (typeof sslModes)[number];

/**
 * `postgres://user:password@host:5432/database?sslmode=…`, as libpq reads it. The message of a failure does not hold the
 * URL: a password stands in it.
 *
 * @param what how the user knows it: `input "database-url"`
 * @throws Failure
 */
export function readLogin(text: string, what: string): Login {
  const url = URL.parse(text.trim());
  const attempted = `reading the ${what}`;
  const advice = `Write it as postgres://user:password@host:5432/database?sslmode=MODE, MODE one of ${sslModes.join(", ")}.`;
  if (url === null) throw new Failure({ attempted, found: "it is not a URL", advice });
  if (!/^postgres(?:ql)?:$/.test(url.protocol)) {
    throw new Failure({ attempted, found: `its scheme is ${url.protocol}//, not postgres://`, advice });
  }
  const said = url.searchParams.get("sslmode") ?? "prefer";
  const sslmode = sslModes.find((mode) => mode === said);
  if (sslmode === undefined) throw new Failure({ attempted, found: "its sslmode is none of PostgreSQL's", advice });
  const user = decodeURIComponent(url.username) || "postgres";
  return {
    host: url.hostname.replace(/^\[|\]$/g, "") || "localhost",
    port: Number(url.port || 5432),
    user,
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    sslmode,
  };
}

/** `orders on db.example.com:5432` */
export function nameOfDatabase({ database, host, port }: Login): string {
  return `${database} on ${host}:${port}`;
}
