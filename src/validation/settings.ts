// What does a project set about single checks?

import { z } from "zod";
import { checkValue, nearestWord, pathText } from "../config/shape.ts";
import { parseYaml } from "../config/source.ts";
import { Failure, type Position } from "../report/failure.ts";
import { type Check, type Severity, severities } from "./check.ts";

/** What one check is run with. */
export interface CheckSettings {
  /** In place of the check's own. */
  readonly severity: Severity | undefined;
  /** As the check's schema hands them out. */
  readonly values: unknown;
}

const common = { severity: z.enum(severities).optional() };
const mapping = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Reads the input `checks`, which slipway.yaml's `validate.checks` fills too: YAML (or JSON) of settings by check.
 *
 * ```yaml
 * reliability/replicas: { severity: low } # slipway.yaml:12:9
 * ```
 *
 * A comment at the end of a check's line says where its settings come from.
 *
 * @throws Failure for a check or a setting that there is not, with the nearest one, and for a value that does not fit
 */
export function readCheckSettings(text: string, checks: readonly Check[]): ReadonlyMap<string, CheckSettings> {
  const [source] = parseYaml(text, 'the input "checks"');
  const read = new Map<string, CheckSettings>();
  if (source === undefined) return read;
  const lines = text.split("\n");
  for (const [id, given] of Object.entries(fitting(mapping, source.value, []))) {
    const at = placeIn(lines[source.position([id]).line - 1] ?? "");
    const check = checkNamed(id, checks, { attempted: "reading the settings of the checks", at });
    const { severity, ...values } = fitting(z.strictObject({ ...check.settings?.shape, ...common }), given, [id], at);
    read.set(id, { severity, values });
  }
  return read;
}

/** What a check is run with where nothing is set about it. */
export function plainSettings(check: Check): CheckSettings {
  return { severity: undefined, values: check.settings?.parse({}) ?? {} };
}

/**
 * The ids and areas (`database/*`) that an environment relaxes, if there are such checks.
 *
 * @throws Failure with the nearest one otherwise
 */
export function readRelaxed(names: readonly string[], checks: readonly Check[]): readonly string[] {
  const areas = new Set(checks.map(({ id }) => `${id.split("/")[0]}/*`));
  for (const name of names) {
    if (!areas.has(name)) checkNamed(name, checks, { attempted: 'reading "relax"', others: [...areas] });
  }
  return names;
}

/** @throws Failure with the nearest one where there is none of this name */
export function checkNamed(
  id: string,
  checks: readonly Check[],
  { attempted, others = [], at }: { attempted: string; others?: readonly string[]; at?: Position | undefined },
): Check {
  const check = checks.find((one) => one.id === id);
  if (check !== undefined) return check;
  throw new Failure({ attempted, found: `there is no check "${id}"`, advice: adviceFor(id, checks, others), at });
}

/** A name without its area is found too. */
export function adviceFor(id: string, checks: readonly Pick<Check, "id">[], others: readonly string[] = []): string {
  const ids = [...checks.map((one) => one.id as string), ...others];
  const nearest = ids.find((one) => one.split("/")[1] === id) ?? nearestWord(id, ids);
  return nearest === undefined ? "docs/checks.md names them all." : `Did you mean "${nearest}"?`;
}

function placeIn(line: string): Position | undefined {
  const [, file, row, column] = / # (.+):(\d+):(\d+)$/.exec(line) ?? [];
  return file === undefined ? undefined : { file, line: Number(row), column: Number(column) };
}

function fitting<T>(schema: z.ZodType<T>, value: unknown, parent: readonly string[], at?: Position): T {
  const result = checkValue(schema, value);
  if (result.kind === "fits") return result.value;
  const [first] = result.problems;
  throw new Failure({
    attempted: `reading ${pathText([...parent, ...(first?.path ?? [])])} of the settings of the checks`,
    found: first?.found ?? "it does not fit",
    advice: first?.advice ?? "",
    at,
  });
}
