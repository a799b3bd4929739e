// What does the database say about itself, its roles, its objects and its load?

import type { Cluster } from "../../kube/cluster.ts";
import { readQuantity } from "../../kube/quantity.ts";
import { Failure } from "../../report/failure.ts";
import { redact } from "../../report/redact.ts";
import type { Observation } from "../observation.ts";
import { type Forward, openForward } from "./forward.ts";
import { type Login, nameOfDatabase } from "./login.ts";
import { readApplied } from "./migrations/read-applied.ts";
import { type MigrationFile, readMigrationFiles } from "./migrations/read-files.ts";
import * as queries from "./queries.ts";
import type { DatabaseSeen, SizeSeen } from "./seen.ts";
import { openSession, type Session } from "./session.ts";

export interface DatabaseRequest {
  readonly login: Login;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca?: string | undefined;
  /** With which the service logs in; the one of the login unless given. */
  readonly role?: string | undefined;
  /** Through the API server, where the host's name is known in the cluster only. */
  readonly target?: { readonly cluster: Cluster; readonly name: string } | undefined;
  /** The repository's folder of migrations. */
  readonly migrations?: string | undefined;
  /** How large the disk of the server is, in bytes, where the pod's volume does not say it. */
  readonly diskBytes?: number | undefined;
}

/** All of it. Each statement has a shorter limit of its own. */
const wholeMs = 60_000;

/** One connection, some twenty statements, each in a read-only transaction that is rolled back. */
export async function observeDatabase(
  request: DatabaseRequest,
  { signal }: { readonly signal: AbortSignal },
): Promise<Observation<DatabaseSeen>> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(wholeMs)]);
  const { login, target } = request;
  let forward: Forward | undefined;
  let session: Session | undefined;
  try {
    if (target !== undefined) forward = await openForward(target.cluster, target.name, login.port, limit);
    session = await openSession(login, { ca: request.ca, through: forward, signal: limit });
    const files = request.migrations === undefined ? undefined : await filesOf(request.migrations);
    return { kind: "seen", value: await ask(session, request, forward, files) };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: "unknown", reason: `${nameOfDatabase(login)}: ${why(error, login)}` };
  } finally {
    await session?.close();
    await forward?.close();
  }
}

interface Server {
  readonly version: number;
  readonly versionText: string;
  readonly isStandby: boolean;
  readonly askedBy: string;
  readonly now: number;
  readonly readsAll: boolean;
  readonly protocol: string | null;
}

async function ask(
  session: Session,
  { login, role: named, diskBytes }: DatabaseRequest,
  forward: Forward | undefined,
  migrationFiles: DatabaseSeen["migrationFiles"],
): Promise<DatabaseSeen> {
  const [server] = await session.ask<Server>(queries.server);
  if (server === undefined) throw new Error("the server does not answer");
  const { version, versionText, isStandby, now, readsAll } = server;
  const role = named ?? server.askedBy;
  const rows = async <Row>(sql: string): Promise<Observation<readonly Row[]>> => {
    try {
      return { kind: "seen", value: await session.ask<Row>(sql) };
    } catch (error) {
      return { kind: "unknown", reason: why(error, login) };
    }
  };
  const row = async <Row>(sql: string): Promise<Observation<Row>> => first(await rows<Row>(sql));
  /** What pg_monitor alone sees whole: without it rows are missing, or hold nothing. */
  const wholeRows = async <Row>(sql: string): Promise<Observation<readonly Row[]>> =>
    readsAll ? rows<Row>(sql) : { kind: "unknown", reason: `the role ${server.askedBy} is no member of pg_monitor` };
  const quoted = session.literal(role);
  const primaryOnly = isStandby ? queries.standby : queries.replicas;
  // A pooler between may have ended TLS: what counts is what this connection has.
  return {
    name: nameOfDatabase(login),
    ...{ now, version, versionText, isStandby, role, migrationFiles },
    tls: session.tls,
    settings: mapped(
      await rows<{ name: string; value: string }>(queries.settings),
      (all) => new Map(all.map(({ name, value }) => [name, value])),
    ),
    connections: await row(queries.connections(quoted)),
    roles: await rows(queries.roles(quoted)),
    roleSettings: mapped(await rows<{ config: string[] }>(queries.roleSettings(quoted)), mergedSettings),
    grants: await rows(queries.grants),
    migrations: await settled(() => readApplied(session), login),
    replicas: await wholeRows(primaryOnly),
    slots: await rows(queries.slots),
    sessions: await wholeRows(queries.sessions),
    indexes: await rows(queries.indexes),
    tables: await rows(queries.tables),
    sequences: await rows(queries.sequences),
    foreignKeys: await rows(queries.foreignKeys),
    ages: await rows(queries.ages),
    archiver: await row(queries.archiver),
    size: mapped(await row<{ bytes: number }>(queries.size), ({ bytes }): SizeSeen => {
      const volumes = (forward?.volumes ?? []).flatMap((text) => readQuantity(text) ?? []);
      return { bytes, diskBytes: diskBytes ?? (volumes.length > 0 ? Math.max(...volumes) : undefined) };
    }),
    hba: await rows(queries.hba),
    oldHashes: await rows(queries.oldHashes),
    extensions: await rows(queries.extensions),
  };
}

function first<Row>(rows: Observation<readonly Row[]>): Observation<Row> {
  if (rows.kind === "unknown") return rows;
  const [row] = rows.value;
  return row === undefined ? { kind: "unknown", reason: "the server answers nothing" } : { kind: "seen", value: row };
}

function mapped<From, To>(from: Observation<From>, map: (value: From) => To): Observation<To> {
  return from.kind === "unknown" ? from : { kind: "seen", value: map(from.value) };
}

/** The first one of a name holds. */
function mergedSettings(rows: readonly { readonly config: readonly string[] }[]): Map<string, string> {
  const settings = new Map<string, string>();
  for (const entry of rows.flatMap(({ config }) => config)) {
    const cut = entry.indexOf("=");
    const name = entry.slice(0, cut);
    if (!settings.has(name)) settings.set(name, entry.slice(cut + 1));
  }
  return settings;
}

async function settled<T>(read: () => Promise<T>, login: Login): Promise<Observation<T>> {
  try {
    return { kind: "seen", value: await read() };
  } catch (error) {
    return { kind: "unknown", reason: why(error, login) };
  }
}

async function filesOf(folder: string): Promise<Observation<readonly MigrationFile[]>> {
  try {
    return { kind: "seen", value: await readMigrationFiles(folder) };
  } catch (error) {
    return { kind: "unknown", reason: `the folder of the migrations cannot be read: ${messageOf(error)}` };
  }
}

function why(error: unknown, { password }: Login): string {
  const text = error instanceof Failure ? `${error.attempted}: ${error.found}` : messageOf(error);
  return redact(text, [password]);
}

function messageOf(error: unknown): string {
  // Node tries each address of a name, and says only of each that it failed.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message || error.name : String(error);
}
