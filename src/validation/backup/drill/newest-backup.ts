// Which file is the newest backup, and how is it read?

import { createReadStream, createWriteStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { type ProgramContext, runProgram } from "./programs.ts";

export type BackupSource =
  /** A file, a folder in dump's directory format, or a folder of them, of which the newest counts. */
  | { readonly kind: "path"; readonly path: string }
  /** A program that prints it, and its arguments. */
  | { readonly kind: "command"; readonly command: readonly string[] };

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
    return prepared(basename(path), path, mtimeMs, folder, context);
  }
  const [file = "", ...args] = source.command;
  const path = join(folder, "fetched");
  await runProgram(file, args, context, { file: path });
  return prepared(`what ${basename(file)} prints`, path, undefined, folder, context);
}

async function newestIn(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`there is no file or folder ${path}`);
  if (found.isFile()) return path;
  const entries = await readdir(path, { withFileTypes: true });
  if (entries.some(({ name }) => name === "toc.dat")) return path;
  const candidates = entries.filter((entry) => (entry.isFile() || entry.isDirectory()) && !entry.name.startsWith("."));
  const dated = await Promise.all(
    candidates.map(async ({ name }) => ({ path: join(path, name), at: (await stat(join(path, name))).mtimeMs })),
  );
  const [newest] = dated.toSorted((one, other) => other.at - one.at || (one.path < other.path ? 1 : -1));
  if (newest === undefined) throw new Error(`the folder ${path} is empty`);
  return newest.path;
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
