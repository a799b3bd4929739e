// Which migrations has the database seen?

import { tablesNamed } from "../queries.ts";
import type { Session } from "../session.ts";
import { type AppliedMigration, type AppliedMigrations, tools } from "./tools.ts";

/** @throws what the server says where a table may not be read */
export async function readApplied(session: Session): Promise<AppliedMigrations[]> {
  const names = [...new Set(tools.map(({ table }) => table))];
  const tables = await session.ask<{ schema: string; name: string; columns: string[] }>(tablesNamed(names));
  const found: AppliedMigrations[] = [];
  for (const { schema, name, columns } of tables) {
    const tool = tools.find(
      ({ table, has = [], hasNot = [] }) =>
        table === name && has.every((one) => columns.includes(one)) && !hasNot.some((one) => columns.includes(one)),
    );
    if (tool === undefined) continue;
    const sql = tool.sql.replace("TABLE", `${quoted(schema)}.${quoted(name)}`);
    found.push({ tool: tool.name, table: `${schema}.${name}`, applied: await session.ask<AppliedMigration>(sql) });
  }
  return found;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
