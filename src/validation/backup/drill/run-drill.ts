// Can the newest backup be restored, is all of it there, and how long does it take?

import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Log } from "../../../report/log.ts";
import { redact } from "../../../report/redact.ts";
import type { Login } from "../../database/login.ts";
import { connectClient, openSession, type Session } from "../../database/session.ts";
import type { Observation } from "../../observation.ts";
import { compareWithBackup, compareWithSource } from "./compare.ts";
import { type DumpContents, readDump } from "./dump-reader.ts";
import { type BackupSource, fetchNewest, type NewestBackup, type Restorer } from "./newest-backup.ts";
import { loginEnvironment, ProgramFailure, runProgram } from "./programs.ts";
import { createScratch, refuseOther, type ScratchDatabase } from "./scratch-database.ts";
import type { DrillSeen } from "./seen.ts";

export interface DrillRequest {
  readonly source: BackupSource | Restorer;
  /** A server where the login may make databases. Its own database is left alone. */
  readonly server: Login;
  readonly ca?: string | undefined;
  /** The database that the backup is of, only read; compared with the backup itself alone where it is not given. */
  readonly compareWith?: { readonly login: Login; readonly ca?: string | undefined; readonly tolerancePercent: number };
  readonly rtoMs: number;
  /** For all of it. */
  readonly limitMs: number;
  /** How many tables are restored at once. */
  readonly jobs: number;
}

export interface DrillContext {
  readonly env: NodeJS.ProcessEnv;
  readonly tempDirectory: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Restores into a database of its own, which is dropped in every end, and compares. A drill that could not begin (no
 * server, no program) is unknown; one whose backup is no good has failed.
 *
 * @throws the signal's reason, after the scratch database is dropped
 */
export async function runDrill(request: DrillRequest, context: DrillContext): Promise<Observation<DrillSeen>> {
  const limit = AbortSignal.any([context.signal, AbortSignal.timeout(request.limitMs)]);
  const folder = await mkdtemp(join(context.tempDirectory, "slipway-drill-"));
  let scratch: ScratchDatabase | undefined;
  const state: DrillState = { request, context, folder, limit, began: performance.now() };
  try {
    const { source } = request;
    if (source.kind === "restorer") {
      scratch = await createScratch(request.server, { ca: request.ca }, limit);
      return await restoredByItself(state, source, scratch.name);
    }
    const read = await attempt(state, "reading the backup", undefined, () => readBackup(state, source));
    if (!read.ok) return read.observation;
    const { backup, contents } = read.value;
    const cut = contents.isComplete ? undefined : "it ends before its last line: the dump is cut short";
    if (cut !== undefined) return failed(state, backup, "reading the backup", cut);
    if (contents.forbidden !== undefined) {
      const reason = `the backup reaches beyond its own database (${contents.forbidden}), so it is not restored`;
      return { kind: "unknown", reason };
    }
    scratch = await createScratch(request.server, { ca: request.ca }, limit);
    context.log.info(`Restoring ${backup.name} into the scratch database ${scratch.name}.`);
    const { name } = scratch;
    const restored = await attempt(state, "restoring the backup", backup, () => restore(state, backup, name));
    if (!restored.ok) return restored.observation;
    return await concluded(state, backup, contents, name, restored.value + read.value.fetchMs);
  } catch (error) {
    context.signal.throwIfAborted();
    return { kind: "unknown", reason: wordsOf(error, request) };
  } finally {
    await dropScratch(scratch, context.log);
    await rm(folder, { recursive: true, force: true });
  }
}

interface DrillState {
  readonly request: DrillRequest;
  readonly context: DrillContext;
  readonly folder: string;
  readonly limit: AbortSignal;
  readonly began: number;
}

interface ReadBackup {
  readonly backup: NewestBackup;
  readonly contents: DumpContents;
  readonly fetchMs: number;
}

/** What somebody's own program restores can only be compared with the source. */
async function restoredByItself(state: DrillState, { command }: Restorer, scratch: string) {
  const { request, context, limit } = state;
  const [file = "", ...args] = command;
  context.log.info(`${basename(file)} restores into the scratch database ${scratch}.`);
  const restored = await attempt(state, "restoring the backup", undefined, async () => {
    const programs = { env: { ...context.env, ...(await scratchEnvironment(state, scratch)) }, signal: limit };
    let last = "";
    await runProgram(file, args, programs, (chunk) => {
      last = `${last}${chunk.toString("utf8")}`.slice(-1000);
    });
    return { tookMs: performance.now() - state.began, madeAt: timeSaid(last) };
  });
  if (!restored.ok) return restored.observation;
  const { tookMs, madeAt } = restored.value;
  const compared = await sourceDifferences(request, { ...request.server, database: scratch }, limit);
  const backup = { name: nameOfSource(request), bytes: 0, madeAt };
  return drillSeen(request, backup, {
    kind: "restored",
    tookMs,
    ...(compared ?? { tables: 0, rows: 0, differences: [] }),
    unknown: compared === undefined ? "nothing was given to compare with" : undefined,
  });
}

/** Its last line, where that is a time: `2026-06-01T03:00:12Z`. */
function timeSaid(text: string): number | undefined {
  const last = text.trimEnd().split("\n").at(-1)?.trim() ?? "";
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/.test(last)
    ? Date.parse(last)
    : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

async function readBackup({ context, folder, limit, began }: DrillState, source: BackupSource): Promise<ReadBackup> {
  const programs = { env: context.env, signal: limit };
  const backup = await fetchNewest(source, folder, programs);
  const fetchMs = performance.now() - began;
  const reader = readDump();
  if (backup.format === "archive") {
    await runProgram("pg_restore", ["--file=-", "--no-owner", "--no-privileges", backup.path], programs, reader.push);
  } else {
    for await (const chunk of createReadStream(backup.path, { signal: limit })) reader.push(chunk as Buffer);
  }
  return { backup, contents: reader.end(), fetchMs };
}

/** @returns milliseconds */
async function restore(state: DrillState, backup: NewestBackup, scratch: string) {
  const { request, context, limit } = state;
  const programs = { env: { ...context.env, ...(await scratchEnvironment(state, scratch)) }, signal: limit };
  const began = performance.now();
  if (backup.format === "archive") {
    const options = ["--exit-on-error", "--no-owner", "--no-privileges", `--dbname=${scratch}`];
    const jobs = request.jobs > 1 && !backup.isSequential ? [`--jobs=${request.jobs}`] : [];
    await runProgram("pg_restore", [...options, ...jobs, backup.path], programs);
  } else {
    const options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction"];
    await runProgram("psql", [...options, `--file=${backup.path}`], programs);
  }
  return performance.now() - began;
}

async function scratchEnvironment({ request, folder }: DrillState, scratch: string): Promise<NodeJS.ProcessEnv> {
  refuseOther(scratch);
  const caFile = request.ca === undefined ? undefined : join(folder, "ca.pem");
  if (caFile !== undefined && request.ca !== undefined) await writeFile(caFile, request.ca);
  return loginEnvironment(request.server, { database: scratch, caFile });
}

async function concluded(
  { request, limit }: DrillState,
  backup: NewestBackup,
  contents: DumpContents,
  scratch: string,
  tookMs: number,
): Promise<Observation<DrillSeen>> {
  const login = { ...request.server, database: scratch };
  const client = await connectClient(login, { ca: request.ca, signal: limit }, "slipway-restore-drill");
  const byBackup = await compareWithBackup(client, contents.tables, limit).finally(() => client.end());
  const bySource = (await sourceDifferences(request, login, limit))?.differences ?? [];
  const nobodyCounts = contents.hasInserts && request.compareWith === undefined;
  return drillSeen(request, backup, {
    kind: "restored",
    tookMs,
    tables: byBackup.tables,
    rows: byBackup.rows,
    differences: [...byBackup.differences, ...bySource],
    unknown: nobodyCounts
      ? "the dump holds INSERT statements, whose rows are only compared with the source"
      : undefined,
  });
}

async function sourceDifferences({ compareWith, ca }: DrillRequest, scratch: Login, signal: AbortSignal) {
  if (compareWith === undefined) return undefined;
  const sessions: Session[] = [];
  try {
    const restored = await openSession(scratch, { ca, signal });
    sessions.push(restored);
    const source = await openSession(compareWith.login, { ca: compareWith.ca, signal });
    sessions.push(source);
    return await compareWithSource(restored, source, compareWith.tolerancePercent, signal);
  } finally {
    await Promise.all(sessions.map((session) => session.close()));
  }
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly observation: Observation<DrillSeen> };

/** What goes wrong with the backup itself is what the drill is for. */
async function attempt<T>(
  state: DrillState,
  step: string,
  backup: NewestBackup | undefined,
  act: () => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    state.context.signal.throwIfAborted();
    if (error instanceof ProgramFailure && error.isMissing) {
      return { ok: false, observation: { kind: "unknown", reason: error.message } };
    }
    return { ok: false, observation: failed(state, backup, step, wordsOf(error, state.request)) };
  }
}

function failed(
  { request }: DrillState,
  backup: NewestBackup | undefined,
  step: string,
  reason: string,
): Observation<DrillSeen> {
  return drillSeen(request, backup, { kind: "failed", step, reason });
}

function drillSeen(
  request: DrillRequest,
  backup: DrillSeen["backup"] | undefined,
  result: DrillSeen["result"],
): Observation<DrillSeen> {
  const { name, bytes, madeAt } = backup ?? { name: nameOfSource(request), bytes: 0, madeAt: undefined };
  return { kind: "seen", value: { backup: { name, bytes, madeAt }, now: Date.now(), rtoMs: request.rtoMs, result } };
}

function nameOfSource({ source }: DrillRequest): string {
  if (source.kind === "path") return source.path;
  return `what ${basename(source.command[0] ?? "")} ${source.kind === "restorer" ? "restores" : "prints"}`;
}

async function dropScratch(scratch: ScratchDatabase | undefined, log: Log): Promise<void> {
  try {
    await scratch?.drop();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.warning(`The scratch database ${scratch?.name} could not be dropped (${why}); the next drill does it.`);
  }
}

function wordsOf(error: unknown, { server, compareWith, limitMs }: DrillRequest): string {
  const isLate = error instanceof Error && error.name === "TimeoutError";
  if (isLate) return `it did not end within ${Math.round(limitMs / 1000)} s`;
  const text =
    error instanceof AggregateError
      ? error.errors.map(String).join("; ")
      : error instanceof Error
        ? error.message
        : String(error);
  return redact(text, [server.password, compareWith?.login.password ?? ""]);
}
