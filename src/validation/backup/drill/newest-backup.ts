// Which file is the newest backup, and how is it read?

import { createReadStream, createWriteStream } from "node:fs";
import { glob, open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { type ProgramContext, runProgram } from "./programs.ts";

export type BackupSource =
  /** A file, a folder in dump's directory format, or a folder or a glob of them, of which the newest counts. */
  | { readonly kind: "path"; readonly path: string }
  /** A program that prints it, and its arguments. */
  | { readonly kind: "command"; readonly command: readonly string[] };

/** A program that restores the newest backup itself, into the database that libpq's variables name. */
export interface Restorer {
  readonly kind: "restorer";
  readonly command: readonly string[];
}

export interface NewestBackup {
  readonly name: string;
  readonly path: string;
  /** `archive`: what pg_restore reads; `plain`: what psql reads. */
  readonly format: "archive" | "plain";
  /** A tar or a plain dump can only be read from its beginning to its end. */
  readonly isSequential: boolean;
  readonly bytes: number;
  readonly madeAt: number | undefined;
}

/**
 * @param folder a private one, for what has to be fetched or unpacked
 * @throws Error in words for people where there is none, or where it is cut short
 */
export async function fetchNewest(
  source: BackupSource,
  folder: string,
  context: ProgramContext,
): Promise<NewestBackup> {
  if (source.kind === "path") {
    const path = await newestIn(source.path);
    const { mtimeMs } = await stat(path);
    return prepared(basename(path), path, timeInName(basename(path)) ?? mtimeMs, folder, context);
  }
  const [file = "", ...args] = source.command;
  const path = join(folder, "fetched");
  await runProgram(file, args, context, { file: path });
  return prepared(`what ${basename(file)} prints`, path, undefined, folder, context);
}

async function newestIn(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined && /[*?[{]/.test(path)) {
    const matches: string[] = [];
    for await (const match of glob(path)) matches.push(match);
    return newestOf(matches, `nothing matches ${path}`);
  }
  if (found === undefined) throw new Error(`there is no file or folder ${path}`);
  if (found.isFile()) return path;
  const names = await readdir(path);
  if (names.includes("toc.dat")) return path;
  return newestOf(
    names.map((name) => join(path, name)),
    `the folder ${path} is empty`,
  );
}

/** What lies beside backups, or is not yet one. */
const beside = /^\.|\.(?:sha\d+|md5|asc|sig|sums?|log|txt|json|tmp|part|partial)$/i;

/**
 * By the times in their names where all have one: a copy of a file, as a job that fetched it has, is as new as the copy.
 * Otherwise by the times of the files.
 */
async function newestOf(paths: readonly string[], none: string): Promise<string> {
  const dated = await Promise.all(
    paths
      .filter((path) => !beside.test(basename(path)))
      .map(async (path) => ({ path, named: timeInName(basename(path)), about: await stat(path) })),
  );
  const backups = dated.filter(({ about }) => about.isFile() || about.isDirectory());
  const byName = backups.every(({ named }) => named !== undefined);
  const timeOf = ({ named = 0, about }: (typeof backups)[number]) => (byName ? named : about.mtimeMs);
  const [newest] = backups.toSorted((one, other) => timeOf(other) - timeOf(one) || (one.path < other.path ? 1 : -1));
  if (newest === undefined) throw new Error(none);
  return newest.path;
}

/** `orders-2026-06-01.dump`, `orders_20260601T030012Z.sql.gz`: UTC, as jobs write it. */
export function timeInName(name: string): number | undefined {
  const pattern =
    /(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:[T_.-]?([01]\d|2[0-3])[-_:.h]?([0-5]\d)(?:[-_:.m]?([0-5]\d))?)?(?!\d)/;
  const found = pattern.exec(name);
  if (found === null) return undefined;
  const [, year, , month, day, hour = "00", minute = "00", second = "00"] = found;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

async function prepared(
  name: string,
  path: string,
  fileTime: number | undefined,
  folder: string,
  context: ProgramContext,
): Promise<NewestBackup> {
  const found = await stat(path);
  if (found.isFile() && found.size === 0) throw new Error(`${name} is empty`);
  const head = found.isDirectory() ? Buffer.from("PGDMP") : await headOf(path);
  const unpack = unpackerFor(head);
  if (unpack !== undefined) {
    const plain = join(folder, "unpacked");
    await pipeline(createReadStream(path), unpack, createWriteStream(plain, { mode: 0o600 }), {
      signal: context.signal,
    });
    return prepared(name, plain, fileTime, folder, context);
  }
  const isTar = head.subarray(257, 262).toString("latin1") === "ustar";
  const isArchive = isTar || head.subarray(0, 5).toString("latin1") === "PGDMP";
  const bytes = found.isDirectory() ? await sizeOf(path) : found.size;
  if (!isArchive) return { name, path, format: "plain", isSequential: true, bytes, madeAt: fileTime };
  const madeAt = (await createdAt(path, context)) ?? fileTime;
  return { name, path, format: "archive", isSequential: isTar, bytes, madeAt };
}

function unpackerFor(head: Buffer) {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip();
  return head.readUInt32BE(0) === 0x28b52ffd ? createZstdDecompress() : undefined;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(512);
    await file.read(buffer, 0, buffer.length, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** `;     Archive created at 2026-06-01 03:00:12 UTC`, in the time of the machine that reads it. */
async function createdAt(path: string, { env, signal }: ProgramContext): Promise<number | undefined> {
  let text = "";
  await runProgram("pg_restore", ["--list", path], { env: { ...env, TZ: "UTC" }, signal }, (chunk) => {
    if (text.length < 4096) text += chunk.toString("utf8");
  });
  const said = /Archive created at (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text);
  const time = said === null ? Number.NaN : Date.parse(`${said[1]}T${said[2]}Z`);
  return Number.isNaN(time) ? undefined : time;
}
