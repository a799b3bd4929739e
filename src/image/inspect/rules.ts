// What is looked for in an image, and how much does each matter?

import { nearestWord } from "../../config/shape.ts";
import { Failure } from "../../report/failure.ts";

export const inspections = ["user", "healthcheck", "entrypoint", "ports", "secrets", "caches"] as const;
export type Inspection = (typeof inspections)[number];

export const severities = ["off", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

export type InspectionRules = Readonly<Record<Inspection, Severity>>;

/**
 * `warning`, for all, or `user=error`, for one; the last word wins. `*` is what all start with.
 *
 * @throws Failure for a word that is neither
 */
export function parseInspectionRules(entries: readonly string[]): InspectionRules {
  const rules = Object.fromEntries(inspections.map((name) => [name, "warning"])) as Record<Inspection, Severity>;
  for (const entry of entries) {
    const [left = "", right] = entry.split("=", 2);
    const severity = severities.find((one) => one === (right ?? left));
    const name = inspections.find((one) => one === left);
    if (severity === undefined || (right !== undefined && name === undefined)) throw malformed(entry);
    for (const one of name === undefined ? inspections : [name]) rules[one] = severity;
  }
  return rules;
}

function malformed(entry: string): Failure {
  const [left = "", right] = entry.split("=", 2);
  const name = nearestWord(left, right === undefined ? [...severities, ...inspections] : inspections);
  const severity = right === undefined ? "" : `=${nearestWord(right, severities) ?? right}`;
  const nearest = name === undefined ? "" : ` (did you mean ${name}${severity}?)`;
  return new Failure({
    attempted: `reading the input "inspect"`,
    found: `"${entry}" says nothing about an inspection${nearest}`,
    advice: `Write ${severities.join(", ")} for all, or one of ${inspections.join(", ")} with its own, such as user=error.`,
  });
}
