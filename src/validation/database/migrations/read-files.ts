// Which migrations does the repository hold?

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

export interface MigrationFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
  readonly sha384: string;
  /** Of Alembic: which revisions come before it. */
  readonly after: readonly string[];
}

const most = 5000;

/** @throws what reading the folder throws */
export async function readMigrationFiles(folder: string): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(?:sql|rb|py|go|java|cs|[cm]?[jt]s)$/.test(entry.name));
  if (files.length > most) throw new Error(`it holds more than ${most} files`);
  const read = files.map(async ({ parentPath, name }): Promise<MigrationFile> => {
    const file = join(parentPath, name);
    const content = await readFile(file);
    return {
      path: relative(folder, file).split(sep).join("/"),
      sha256: createHash("sha256").update(content).digest("hex"),
      sha384: createHash("sha384").update(content).digest("hex"),
      after: name.endsWith(".py") ? revisionsBefore(content.toString("utf8")) : [],
    };
  });
  return (await Promise.all(read)).toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** `down_revision = "1975ea83b712"`, or a tuple of them. */
function revisionsBefore(text: string): string[] {
  const line = /^down_revision\s*(?::[^=]*)?=\s*(.*)$/m.exec(text)?.[1] ?? "";
  return [...line.matchAll(/["']([0-9a-f]+)["']/g)].map(([, revision = ""]) => revision);
}
