// What does the suite's document say once variables, the environment and data tables are put in?

import type { Path } from "../config/shape.ts";
import { nearestWord } from "../config/shape.ts";
import { checkShape, type YamlSource } from "../config/source.ts";
import { Failure } from "../report/failure.ts";
import { type Row, readTable } from "./data-table.ts";
import { headSchema } from "./suite-schema.ts";
import { substitute } from "./variables.ts";

export interface ExpandOptions {
  /** From the action's inputs: they win over the suite's own. */
  readonly variables: Readonly<Record<string, string>>;
  readonly environment: string | undefined;
  /** The texts of the files that the suite names, by the name that it uses. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * One document in which each journey with `for-each` stands once for each row of its table, and no
 * placeholder is left but those of captured values. Positions stay those of the file. Pure.
 *
 * @throws Failure with the place for an environment, table or variable that is not there
 */
export function expandSuite(source: YamlSource, options: ExpandOptions): YamlSource {
  if (!isMapping(source.value)) return source;
  const head = checkShape(headSchema, source, "smoke suite");
  const variables = {
    ...head.variables,
    ...environmentVariables(head.environments ?? {}, source, options),
    ...options.variables,
  };
  const captured = new Set(capturedNames(source.value));
  const known = { variables, captured };
  // The variables themselves are no text to put values in, and a table's rows only are where a journey names it.
  const { variables: _own, environments, data, journeys, ...rest } = source.value;
  const substituted = substitute(rest, known, (path) => source.position(path)) as Record<string, unknown>;
  if (!Array.isArray(journeys)) {
    return {
      ...at(source, (path) => path),
      value: { ...substituted, ...(journeys === undefined ? {} : { journeys }) },
    };
  }
  const origins: number[] = [];
  const expanded = journeys.flatMap((journey: unknown, index) => {
    const table = isMapping(journey) ? journey["for-each"] : undefined;
    const rows = typeof table === "string" ? rowsOf(table, head.data ?? {}, source, index, options) : [undefined];
    return rows.map((row) => {
      origins.push(index);
      const columns = Object.fromEntries(Object.entries(row ?? {}).map(([column, value]) => [`row.${column}`, value]));
      const position = (path: (string | number)[]) => source.position(["journeys", index, ...path]);
      const filled = substitute(journey, { variables: { ...variables, ...columns }, captured }, position);
      return row === undefined ? filled : namedAfter(filled, journey, row);
    });
  });
  const original = (path: Path): Path => {
    const [first, index, ...inside] = path;
    return first === "journeys" && typeof index === "number" ? [first, origins[index] ?? index, ...inside] : path;
  };
  return { ...at(source, original), value: { ...substituted, journeys: expanded } };
}

/** The files that a suite names: data tables and JSON Schemas. Not checked yet. */
export function namedFiles(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namedFiles);
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "schema" && typeof item === "string") return [item];
    if (key === "data" && isMapping(item)) {
      return Object.values(item).flatMap((table) =>
        isMapping(table) && typeof table.file === "string" ? [table.file] : [],
      );
    }
    return namedFiles(item);
  });
}

function at(source: YamlSource, original: (path: Path) => Path): YamlSource {
  return { value: source.value, position: (path) => source.position(original(path)) };
}

function environmentVariables(
  environments: Readonly<Record<string, { variables?: Record<string, string | number | boolean> | undefined }>>,
  source: YamlSource,
  { environment }: ExpandOptions,
): Record<string, string | number | boolean> {
  const names = Object.keys(environments);
  // A suite that knows no environments is the same in all of them.
  if (environment === undefined || names.length === 0) return {};
  const own = Object.hasOwn(environments, environment) ? environments[environment] : undefined;
  if (own !== undefined) return own.variables ?? {};
  const nearest = nearestWord(environment, names);
  throw new Failure({
    attempted: `reading the smoke suite for the environment "${environment}"`,
    found: "it does not know this environment",
    advice: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}It knows: ${names.join(", ")}.`,
    at: source.position(["environments"]),
  });
}

function rowsOf(
  table: string,
  tables: Readonly<Record<string, Row[] | { file: string }>>,
  source: YamlSource,
  journey: number,
  { files }: ExpandOptions,
): readonly Row[] {
  const place = source.position(["journeys", journey, "for-each"]);
  const found = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (Array.isArray(found)) return found;
  if (found !== undefined) return readTable(files.get(found.file) ?? "", found.file, source.position(["data", table]));
  const names = Object.keys(tables);
  const nearest = nearestWord(table, names);
  throw new Failure({
    attempted: `reading the smoke suite ${place.file}`,
    found: `there is no data table "${table}"`,
    advice: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}${names.length > 0 ? `There are: ${names.join(", ")}.` : "Add it under data."}`,
    at: place,
  });
}

/** Rows tell themselves apart by the name, unless the suite's author has put a column into it. */
function namedAfter(filled: unknown, journey: unknown, row: Row): unknown {
  if (!isMapping(filled) || !isMapping(journey) || filled.name !== journey.name) return filled;
  const [column, value] = Object.entries(row)[0] ?? [];
  return { ...filled, name: `${String(filled.name)} (${column}: ${value})` };
}

function capturedNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(capturedNames);
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key === "capture" && isMapping(item) ? Object.keys(item) : []),
    ...capturedNames(item),
  ]);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
