// How is a question asked of PostgreSQL that cannot change anything?

import { Socket } from "node:net";
import { rootCertificates, TLSSocket } from "node:tls";
import type { Client, ClientConfig } from "pg";
import type { Login } from "./login.ts";
import type { TlsSeen } from "./seen.ts";

export interface Session {
  readonly tls: TlsSeen;
  /**
   * One statement in a read-only transaction of its own that is rolled back.
   *
   * @throws what the server says about it; it can be asked more afterwards
   */
  ask<Row>(sql: string): Promise<readonly Row[]>;
  /** A text or a name as a literal of SQL. */
  literal(text: string): string;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Authorities that are trusted beside the public ones, as PEM. */
  readonly ca?: string | undefined;
  /** The local end of a way to it, where it cannot be reached under its own name. */
  readonly through?: { readonly port: number } | undefined;
  readonly signal: AbortSignal;
}

const statementMs = 10_000;
const connectMs = 15_000;

/** @throws what the server, the network or TLS says */
export async function openSession(login: Login, options: SessionOptions): Promise<Session> {
  const client = await connectClient(login, options, "slipway-validation");
  const { connection } = client as unknown as { connection: { stream: Socket } };
  return {
    tls: tlsOf(connection.stream),
    async ask<Row>(sql: string) {
      const limits = `SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = 1000; SET LOCAL search_path = pg_catalog`;
      try {
        const results: unknown = await client.query(`BEGIN READ ONLY; ${limits}; ${sql}; ROLLBACK`);
        const answer = (results as readonly { rows: readonly Row[] }[])[4];
        return answer?.rows ?? [];
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    },
    literal: (text) => client.escapeLiteral(text),
    close: () => client.end().catch(() => undefined),
  };
}

/**
 * A client that is logged in. TLS as the URL's sslmode says; the certificate is judged in each mode and refused in the
 * modes that ask for it. An abort ends the connection.
 */
export async function connectClient(
  login: Login,
  { ca, through, signal }: SessionOptions,
  application: string,
): Promise<Client> {
  const { default: pg } = await import("pg");
  const insists = login.sslmode.startsWith("verify");
  const encrypted: ClientConfig["ssl"] = {
    rejectUnauthorized: insists,
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    // In this mode libpq asks who signed the certificate, and not for whom.
    ...(login.sslmode === "verify-ca" ? { checkServerIdentity: () => undefined } : {}),
  };
  const open = async (ssl: ClientConfig["ssl"] | false): Promise<Client> => {
    signal.throwIfAborted();
    const { host, port, user, password, database } = login;
    const client = new pg.Client({
      ...{ host, port, user, password, database, ssl },
      application_name: application,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      stream: () => socketTo(through),
    });
    // What breaks while nothing is asked is told by the next question.
    client.on("error", () => undefined);
    const abort = () => (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    signal.addEventListener("abort", abort, { once: true });
    client.once("end", () => signal.removeEventListener("abort", abort));
    try {
      await client.connect();
      return client;
    } catch (error) {
      abort();
      signal.removeEventListener("abort", abort);
      signal.throwIfAborted();
      throw error;
    }
  };
  if (login.sslmode === "disable") return open(false);
  try {
    return await open(encrypted);
  } catch (error) {
    const refusesTls = error instanceof Error && error.message === "The server does not support SSL connections";
    if (refusesTls && (login.sslmode === "prefer" || login.sslmode === "allow")) return open(false);
    throw error;
  }
}

/** pg connects it to the host of the login, whose name the certificate has to bear. */
function socketTo(through: SessionOptions["through"]): Socket {
  const socket = new Socket();
  if (through === undefined) return socket;
  const connect = socket.connect.bind(socket) as (port: number, host: string) => Socket;
  return Object.assign(socket, { connect: () => connect(through.port, "127.0.0.1") });
}

function tlsOf(stream: Socket): TlsSeen {
  if (!(stream instanceof TLSSocket)) return { protocol: undefined, doubt: undefined, validTo: undefined };
  const { authorized, authorizationError } = stream;
  const validTo = Date.parse(stream.getPeerCertificate().valid_to);
  return {
    protocol: stream.getProtocol() ?? "TLS",
    doubt: authorized ? undefined : String(authorizationError ?? "it is not verified"),
    validTo: Number.isNaN(validTo) ? undefined : validTo,
  };
}
