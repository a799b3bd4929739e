// Is what was restored what the backup, or the source, says?

import type { Client } from "pg";
import type { Session } from "../../database/session.ts";
import { digestTable } from "./copy-out.ts";
import type { TableDigest } from "./table-digest.ts";

export interface Compared {
  readonly tables: number;
  readonly rows: number;
  readonly differences: readonly string[];
}

/** Each table of the backup, row for row, by a checksum that does not depend on their order. */
export async function compareWithBackup(
  restored: Client,
  expected: ReadonlyMap<string, TableDigest>,
  signal: AbortSignal,
): Promise<Compared> {
  const differences: string[] = [];
  let rows = 0;
  // Times with a zone are written in the zone of the session: the dump's was the server's own, or UTC.
  const { rows: zones } = await restored.query<{ zone: string }>("SELECT current_setting('TimeZone') AS zone");
  const others = ["UTC"].filter((zone) => zone !== zones[0]?.zone);
  for (const [table, wanted] of expected) {
    signal.throwIfAborted();
    let found = await digestTable(restored, table);
    for (const zone of others) {
      if (found.rows !== wanted.rows || found.checksum === wanted.checksum) break;
      await restored.query(`SET TimeZone = '${zone}'`);
      found = await digestTable(restored, table);
      await restored.query("RESET TimeZone");
    }
    rows += found.rows;
    const name = table.replace(/ \(.*$/, "");
    if (found.rows !== wanted.rows) differences.push(`${name} has ${found.rows} rows, the backup ${wanted.rows}`);
    else if (found.checksum !== wanted.checksum) differences.push(`${name} has other rows than the backup`);
  }
  return { tables: expected.size, rows, differences };
}

interface TableFigures {
  readonly name: string;
  readonly rows: number;
  readonly checksum: string;
}

/** Tables, without those of extensions. */
const tablesSql = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1`;
const figuresSql = (table: string) =>
  `SELECT count(*)::float8 AS rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text AS checksum FROM ONLY ${table} t`;

/**
 * Each table of the source. It goes on while the backup stands still, so that so many percent may differ; with 0 every
 * row has to be the same.
 */
export async function compareWithSource(
  restored: Session,
  source: Session,
  tolerancePercent: number,
  signal: AbortSignal,
): Promise<Compared> {
  const [wanted, found] = [await figuresOf(source, signal), await figuresOf(restored, signal)];
  const byName = new Map(found.map((one) => [one.name, one]));
  const differences = wanted.flatMap(({ name, rows, checksum }) => {
    const own = byName.get(name);
    if (own === undefined) return [`${name} is missing; the source has ${rows} rows of it`];
    const allowed = (rows * tolerancePercent) / 100;
    const emptied = own.rows === 0 && rows > 0;
    if (emptied || Math.abs(own.rows - rows) > allowed) return [`${name} has ${own.rows} rows, the source ${rows}`];
    return tolerancePercent === 0 && own.checksum !== checksum ? [`${name} has other rows than the source`] : [];
  });
  return { tables: found.length, rows: found.reduce((sum, { rows }) => sum + rows, 0), differences };
}

async function figuresOf(session: Session, signal: AbortSignal): Promise<TableFigures[]> {
  const figures: TableFigures[] = [];
  for (const { name } of await session.ask<{ name: string }>(tablesSql)) {
    signal.throwIfAborted();
    const [row] = await session.ask<Omit<TableFigures, "name">>(figuresSql(name));
    if (row !== undefined) figures.push({ name, ...row });
  }
  return figures;
}
