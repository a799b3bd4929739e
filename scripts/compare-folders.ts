// In which files do two folders differ?

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** One line for each file that is in one folder only or is not the same in both. */
export async function differingFiles(expected: string, actual: string): Promise<string[]> {
  const [wanted, found] = await Promise.all([filesOf(expected), filesOf(actual)]);
  const lines = await Promise.all(
    [...new Set([...wanted, ...found])].sort().map(async (file) => {
      if (!found.includes(file)) return [`${file} is missing`];
      if (!wanted.includes(file)) return [`${file} is left over`];
      const [one, other] = await Promise.all([readFile(join(expected, file)), readFile(join(actual, file))]);
      return one.equals(other) ? [] : [`${file} differs`];
    }),
  );
  return lines.flat();
}

async function filesOf(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
