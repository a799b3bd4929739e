// Which rows does a data table of the suite have?

import { extname } from "node:path";
import { parse } from "csv-parse/sync";
import { parseYaml } from "../config/source.ts";
import { Failure, type Position } from "../report/failure.ts";

export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * CSV with a heading (values are texts), or YAML or JSON with a list of mappings. Pure.
 *
 * @throws Failure for what is no table, or has no rows: journeys over it would prove nothing
 */
export function readTable(text: string, file: string, at: Position): readonly Row[] {
  const rows: unknown = extname(file) === ".csv" ? csvRows(text, file, at) : parseYaml(text, file)[0]?.value;
  if (Array.isArray(rows) && rows.length > 0 && rows.every(isRow)) return rows;
  throw new Failure({
    attempted: `reading the data table ${file}`,
    found: Array.isArray(rows) && rows.length > 0 ? "a row is no mapping of columns to plain values" : "it has no rows",
    advice: "Write CSV with a heading, or a list of mappings.",
    at,
  });
}

function csvRows(text: string, file: string, at: Position): unknown {
  try {
    return parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true });
  } catch (cause) {
    throw new Failure({
      attempted: `reading the data table ${file}`,
      found: cause instanceof Error ? cause.message : String(cause),
      advice: "Write CSV (RFC 4180) with a heading.",
      at,
      cause,
    });
  }
}

function isRow(value: unknown): value is Row {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((item) => item === null || typeof item !== "object")
  );
}
