// Which files does a list of files, folders and globs name?

import { type Dirent, promises as fs } from "node:fs";
import path from "node:path";
import picomatch from "picomatch";
import { Failure } from "../report/failure.ts";

/** Folders that no manifest of a user's stands in. */
const ignoredFolders = new Set(["node_modules", ".git"]);

/**
 * The files that the patterns name, each once, in the order of the patterns and by name within one.
 * A folder means its *.yaml, *.yml and *.json files, those of its subfolders included.
 * Paths are relative to `directory` where they lie in it.
 * @throws Failure for a pattern that matches no file.
 */
export async function findFiles(patterns: readonly string[], directory: string): Promise<string[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const found = await filesOf(pattern, directory);
    if (found.length === 0) throw matchesNothing(pattern, directory);
    for (const file of found) files.add(relativeTo(directory, file));
  }
  return [...files];
}

async function filesOf(pattern: string, directory: string): Promise<string[]> {
  // What exists under that very name is meant, also where the name holds a character that globs use.
  const there = path.resolve(directory, pattern);
  const stats = await fs.stat(there).catch(unlessMissing);
  if (stats?.isFile()) return [there];
  if (stats?.isDirectory()) return (await walk(there)).filter(isManifestFile);
  const { base, glob } = picomatch.scan(toSlashes(pattern));
  if (glob === "") return [];
  const root = path.resolve(directory, base);
  const matches = picomatch(glob);
  return (await walk(root)).filter((file) => matches(toSlashes(path.relative(root, file))));
}

/** Every file under a folder, sorted, so that a release does not depend on the file system's order. Links to folders are not followed: they can be circular. */
async function walk(folder: string): Promise<string[]> {
  const entries = (await fs.readdir(folder, { withFileTypes: true }).catch(unlessMissing)) ?? [];
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const nested = await Promise.all(sorted.map((entry) => filesIn(path.join(folder, entry.name), entry)));
  return nested.flat();
}

async function filesIn(file: string, entry: Dirent): Promise<string[]> {
  if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : walk(file);
  if (entry.isSymbolicLink()) return (await fs.stat(file).catch(unlessMissing))?.isFile() ? [file] : [];
  return entry.isFile() ? [file] : [];
}

function isManifestFile(file: string): boolean {
  return /\.(?:yaml|yml|json)$/i.test(file);
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
  throw error;
}

function relativeTo(directory: string, file: string): string {
  const relative = path.relative(directory, file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative;
}

function toSlashes(file: string): string {
  return file.replaceAll(path.sep, "/");
}

function matchesNothing(pattern: string, directory: string): Failure {
  return new Failure({
    attempted: `looking for manifests by ${JSON.stringify(pattern)}`,
    found: `nothing matches it in ${directory}`,
    advice:
      "Give files, folders (their *.yaml, *.yml and *.json files are taken) or globs such as `deploy/**/*.yaml`, relative to the repository, and check it out first.",
  });
}
