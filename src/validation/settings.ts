// What does a project set about single checks?

import { z } from "zod";
import { checkValue, nearestWord, pathText } from "../config/shape.ts";
import { parseYaml } from "../config/source.ts";
import { Failure } from "../report/failure.ts";
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
 * reliability/replicas: { severity: low }
 * ```
 *
 * @throws Failure for a check or a setting that there is not, with the nearest one, and for a value that does not fit
 */
export function readCheckSettings(text: string, checks: readonly Check[]): ReadonlyMap<string, CheckSettings> {
  const [source] = parseYaml(text, 'the input "checks"');
  const read = new Map<string, CheckSettings>();
  if (source === undefined) return read;
  for (const [id, given] of Object.entries(fitting(mapping, source.value, []))) {
    const check = checkNamed(id, checks, "reading the settings of the checks");
    const { severity, ...values } = fitting(z.strictObject({ ...check.settings?.shape, ...common }), given, [id]);
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
    if (!areas.has(name)) checkNamed(name, checks, 'reading "relax"', [...areas]);
  }
  return names;
}

/** @throws Failure with the nearest one where there is none of this name */
export function checkNamed(
  id: string,
  checks: readonly Check[],
  attempted: string,
  others: readonly string[] = [],
): Check {
  const check = checks.find((one) => one.id === id);
  if (check !== undefined) return check;
  throw new Failure({ attempted, found: `there is no check "${id}"`, advice: adviceFor(id, checks, others) });
}

/** A name without its area is found too. */
export function adviceFor(id: string, checks: readonly Check[], others: readonly string[] = []): string {
  const ids = [...checks.map((one) => one.id as string), ...others];
  const nearest = ids.find((one) => one.split("/")[1] === id) ?? nearestWord(id, ids);
  return nearest === undefined ? "docs/checks.md names them all." : `Did you mean "${nearest}"?`;
}

function fitting<T>(schema: z.ZodType<T>, value: unknown, parent: readonly string[]): T {
  const result = checkValue(schema, value);
  if (result.kind === "fits") return result.value;
  const [first] = result.problems;
  throw new Failure({
    attempted: `reading ${pathText([...parent, ...(first?.path ?? [])])} of the settings of the checks`,
    found: first?.found ?? "it does not fit",
    advice: first?.advice ?? "",
  });
}
