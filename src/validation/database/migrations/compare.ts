// What has the repository that the database has not, and the other way round?

import type { MigrationFile } from "./read-files.ts";
import { type AppliedMigrations, type MigrationTool, tools } from "./tools.ts";

export interface Comparison {
  readonly table: string;
  /** In the repository and not in the database. */
  readonly pending: readonly string[];
  /** In the database and not in the repository. */
  readonly unknown: readonly string[];
  /** Changed since they were applied. */
  readonly changed: readonly string[];
}

/** Of each tool to whose names the files fit; none where the files are of another tool. */
export function compareMigrations(
  applied: readonly AppliedMigrations[],
  files: readonly MigrationFile[],
): Comparison[] {
  return applied.flatMap(({ tool: name, table, applied: rows }) => {
    const tool = tools.find((one) => one.name === name && table.endsWith(`.${one.table}`));
    const own = files.flatMap((file) => {
      const id = tool?.idOf(file.path);
      return id === undefined ? [] : [{ id, file }];
    });
    if (tool === undefined || own.length === 0) return [];
    const ids = new Set(own.map(({ id }) => id));
    const unknown = rows.map(({ id }) => id).filter((id) => !ids.has(id));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const changed = own
      .filter(({ id, file }) => {
        const checksum = byId.get(id)?.checksum;
        return (
          tool.checksum !== undefined && checksum !== null && checksum !== undefined && checksum !== file[tool.checksum]
        );
      })
      .map(({ file }) => file.path);
    return [{ table, pending: pendingOf(tool, own, new Set(byId.keys())), unknown, changed }];
  });
}

function pendingOf(
  { keepsNewestOnly }: MigrationTool,
  own: readonly { readonly id: string; readonly file: MigrationFile }[],
  applied: ReadonlySet<string>,
): string[] {
  const pending = own.filter(({ id }) => !applied.has(id));
  if (keepsNewestOnly !== true) return pending.map(({ file }) => file.path);
  const isNumbered = own.every(({ id }) => /^\d+$/.test(id)) && [...applied].every((id) => /^\d+$/.test(id));
  if (!isNumbered) {
    // What comes before an applied revision was applied too.
    const before = new Set(applied);
    const after = new Map(own.map(({ id, file }) => [id, file.after]));
    for (const id of before) for (const one of after.get(id) ?? []) before.add(one);
    return pending.filter(({ id }) => !before.has(id)).map(({ file }) => file.path);
  }
  const newest = [...applied].reduce((most, id) => (BigInt(id) > most ? BigInt(id) : most), -1n);
  return pending.filter(({ id }) => BigInt(id) > newest).map(({ file }) => file.path);
}
