// Where is a backup restored to, and what if nobody is left to drop it?

import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import type { Login } from "../../database/login.ts";
import { connectClient, type SessionOptions } from "../../database/session.ts";

export interface ScratchDatabase {
  readonly name: string;
  /** Also where sessions are left in it. */
  drop(): Promise<void>;
}

const pattern = /^slipway_drill_[0-9a-f]{16}$/;
const never = new AbortController().signal;

/** @throws Error for any name that no drill gives: nothing else is ever restored into or dropped */
export function refuseOther(name: string): void {
  if (!pattern.test(name)) throw new Error(`${name} is no scratch database of a drill`);
}

/**
 * Makes an empty database of a name that only drills give, and drops those that a drill before left, whose session is
 * gone: each drill holds an advisory lock on its own name for as long as its process lives.
 */
export async function createScratch(
  login: Login,
  options: Omit<SessionOptions, "signal">,
  signal: AbortSignal,
): Promise<ScratchDatabase> {
  signal.throwIfAborted();
  // Not the drill's signal: what was made is dropped also when the drill is cancelled.
  const control = await connectClient(login, { ...options, signal: never }, "slipway-restore-drill");
  const name = `slipway_drill_${randomBytes(8).toString("hex")}`;
  try {
    await dropForsaken(control);
    await control.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
    signal.throwIfAborted();
    await control.query(`CREATE DATABASE ${quoted(name)} TEMPLATE template0`);
  } catch (error) {
    await control.end().catch(() => undefined);
    throw error;
  }
  return {
    name,
    drop: async () => {
      const client = await usable(control, login, options);
      try {
        await dropDatabase(client, name);
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
}

async function dropForsaken(control: Client): Promise<void> {
  const { rows } = await control.query<{ name: string }>(
    `SELECT datname::text AS name FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
     WHERE r.rolname = current_user AND datname ~ '^slipway_drill_[0-9a-f]{16}$'`,
  );
  for (const { name } of rows) {
    const lock = "pg_try_advisory_lock(hashtextextended($1, 0)) AS free";
    const answer = await control.query<{ free: boolean }>(`SELECT ${lock}`, [name]);
    if (answer.rows[0]?.free !== true) continue;
    await dropDatabase(control, name);
    await control.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [name]);
  }
}

async function dropDatabase(client: Client, name: string): Promise<void> {
  refuseOther(name);
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  if ((rows[0]?.version ?? 0) >= 130_000) {
    await client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
    return;
  }
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
  await client.query(`DROP DATABASE IF EXISTS ${quoted(name)}`);
}

/** The connection may have broken while the backup was restored. */
async function usable(control: Client, login: Login, options: Omit<SessionOptions, "signal">): Promise<Client> {
  try {
    await control.query("SELECT 1");
    return control;
  } catch {
    return connectClient(login, { ...options, signal: never }, "slipway-restore-drill");
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
