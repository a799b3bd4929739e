// What does a build context hold, in one hash?

import { createHash, type Hash } from "node:crypto";
import { closeSync, type Dirent, lstatSync, openSync, readdirSync, readlinkSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as letOthersRun } from "node:timers/promises";
import type { IgnoreRules } from "./dockerignore.ts";

export interface TreeHash {
  /** sha256, in hex. */
  readonly hash: string;
  readonly files: number;
  readonly bytes: number;
}

/** So much is read between two looks at the signal. */
const chunkBytes = 1024 * 1024;
const filesBetween = 200;

/**
 * Hashes what BuildKit copies and caches by: paths, kinds, permissions, contents, links; not owners or times. Not
 * `.git` either, which changes with every command of git's.
 * Memory is bounded whatever the size of the files. It reads in this thread: for many small files that is five times
 * as fast as the thread pool.
 */
export async function hashTree(folder: string, rules: IgnoreRules, signal: AbortSignal): Promise<TreeHash> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let files = 0;
  let bytes = 0;
  signal.throwIfAborted();
  for (const entry of sentEntries(folder, "", rules)) {
    if (entry.kind === "link") hash.update(`l\0${entry.path}\0${readlinkSync(join(folder, entry.path))}\0`);
    if (entry.kind === "folder")
      hash.update(`d\0${entry.path}\0${permissions(lstatSync(join(folder, entry.path)).mode)}\0`);
    if (entry.kind === "special") hash.update(`s\0${entry.path}\0${lstatSync(join(folder, entry.path)).mode}\0`);
    if (entry.kind !== "file") continue;
    const full = join(folder, entry.path);
    const { mode, size } = statSync(full);
    hash.update(`f\0${entry.path}\0${permissions(mode)}\0${size}\0`);
    bytes += await addContent(full, hash, buffer, signal);
    files++;
    if (files % filesBetween === 0) await pause(signal);
  }
  return { hash: hash.digest("hex"), files, bytes };
}

interface Entry {
  /** `special`: a socket, of which BuildKit makes an empty file, or a pipe, which becomes one in the image. */
  readonly kind: "folder" | "file" | "link" | "special";
  /** From the context, with `/`. */
  readonly path: string;
}

/** Whether git's own folder is sent with the rest. */
export function sendsGit(folder: string, rules: IgnoreRules): boolean {
  return statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined && !rules.ignores(".git");
}

/** In one order on every machine. Git's folder stands for itself: `sendsGit`. */
function* sentEntries(folder: string, below: string, rules: IgnoreRules): Generator<Entry> {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (path === ".git") continue;
    const ignored = rules.ignores(path);
    const kind = kindOf(entry);
    if (!ignored) yield { kind, path };
    if (kind === "folder" && (!ignored || rules.mayKeepBelow(path))) yield* sentEntries(folder, path, rules);
  }
}

function permissions(mode: number): string {
  return (mode & 0o7777).toString(8);
}

function kindOf(entry: Dirent): Entry["kind"] {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : "special";
}

async function addContent(file: string, hash: Hash, buffer: Buffer, signal: AbortSignal): Promise<number> {
  const descriptor = openSync(file, "r");
  try {
    let total = 0;
    for (;;) {
      const read = readSync(descriptor, buffer);
      if (read === 0) return total;
      hash.update(buffer.subarray(0, read));
      total += read;
      if (read === buffer.length) await pause(signal);
    }
  } finally {
    closeSync(descriptor);
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await letOthersRun();
  signal.throwIfAborted();
}
