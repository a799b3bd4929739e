// What do the groups of a rule file say, and what would Prometheus refuse of it?

import { readRange } from "../../analysis/promql.ts";
import type { Position } from "../../report/failure.ts";
import type { Finding } from "../check.ts";
import type { Path } from "../subject.ts";
import { queryProblem } from "./query-types.ts";
import { templateProblem } from "./template-problem.ts";
import type { WrittenRule } from "./written-rule.ts";

export interface RuleSource {
  /** As messages name it. */
  readonly name: string;
  /** With `groups` in it. */
  readonly value: unknown;
  readonly object: Finding["object"];
  at(path: Path): Position | undefined;
}

export interface ReadRules {
  readonly rules: readonly WrittenRule[];
  readonly problems: readonly Finding[];
}

const ruleKeys = new Set(["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"]);
const groupKeys = new Set([
  ...["name", "interval", "limit", "rules", "query_offset", "labels"],
  // Thanos' ruler reads the same files.
  "partial_response_strategy",
]);
const duration = /^(?:0|(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?)$/;

/** As `promtool check rules` reads them. */
export function readRuleGroups(source: RuleSource): ReadRules {
  const problems: Finding[] = [];
  const tell = (path: Path, evidence: string, subject = source.name) => {
    const at = source.at(path);
    problems.push({ subject, evidence, ...(source.object && { object: source.object }), ...(at && { at }) });
  };
  const { groups, ...others } = mapping(source.value);
  for (const key of Object.keys(others)) tell([key], `there is no field ${key}`);
  if (groups !== undefined && !Array.isArray(groups)) tell(["groups"], "groups is not a list");
  const names = new Set<string>();
  const rules = list(groups).flatMap((group, index) => {
    const path = ["groups", index];
    const { name, rules: own, interval } = mapping(group);
    const called = typeof name === "string" ? name : "";
    if (called === "") tell(path, "a group has no name");
    if (names.has(called)) tell(path, `two groups are named ${called}`);
    names.add(called);
    for (const key of Object.keys(mapping(group)))
      if (!groupKeys.has(key)) tell([...path, key], `there is no field ${key}`);
    if (interval !== undefined && !isDuration(interval))
      tell([...path, "interval"], `the interval ${text(interval)} is no duration`);
    return list(own).map((rule, number) => readRule(rule, called, [...path, "rules", number], source, tell));
  });
  return { rules: rules.filter((one) => one !== undefined), problems };
}

type Tell = (path: Path, evidence: string, subject?: string) => void;
type Wrong = (key: string, evidence: string) => void;

function readRule(rule: unknown, group: string, path: Path, source: RuleSource, tell: Tell): WrittenRule | undefined {
  const fields = mapping(rule);
  const { alert, record } = fields;
  const kind = text(record) === "" ? "alert" : "record";
  const name = text(kind === "alert" ? alert : record);
  const subject = `${kind} ${name === "" ? "without a name" : name} of group ${group}`;
  const wrong: Wrong = (key, evidence) => tell([...path, key], evidence, subject);
  if (name === "") wrong("expr", "a rule has neither alert nor record");
  for (const key of Object.keys(fields)) if (!ruleKeys.has(key)) wrong(key, `there is no field ${key}`);
  const expr = text(fields.expr);
  const problem = queryProblem(expr);
  if (problem !== undefined) wrong("expr", `its query is refused: ${problem}`);
  const [labels, annotations] = [texts(fields.labels), texts(fields.annotations)];
  checkDurations(fields, wrong);
  if (kind === "record") checkRecord(fields, name, wrong);
  checkTexts("labels", labels, kind, wrong);
  checkTexts("annotations", annotations, kind, wrong);
  if (name === "") return undefined;
  return {
    ...{ kind, name, group, expr, labels, annotations, subject, object: source.object },
    holdFor: isDuration(fields.for) ? lengthOf(fields.for) : 0,
    at: (below) => source.at([...path, ...below]),
  };
}

const durations = ["for", "keep_firing_for"] as const;

function checkDurations(fields: Readonly<Record<string, unknown>>, wrong: Wrong): void {
  for (const key of durations) {
    const value = fields[key];
    if (value !== undefined && !isDuration(value)) wrong(key, `${key}: ${text(value)} is no duration`);
  }
}

/** What only alerts have. */
function checkRecord(fields: Readonly<Record<string, unknown>>, name: string, wrong: Wrong): void {
  if (text(fields.alert) !== "") wrong("alert", "it has both alert and record");
  if (!/^[a-zA-Z_:][\w:]*$/.test(name)) wrong("record", `${name} is no name of a metric`);
  if (Object.keys(mapping(fields.annotations)).length > 0) wrong("annotations", "a recording rule has no annotations");
  for (const key of durations) {
    if (isDuration(fields[key]) && lengthOf(fields[key]) > 0) wrong(key, `a recording rule has no ${key}`);
  }
}

function checkTexts(
  field: "labels" | "annotations",
  values: Readonly<Record<string, string>>,
  kind: WrittenRule["kind"],
  wrong: Wrong,
): void {
  for (const [key, value] of Object.entries(values)) {
    if (!/^[a-zA-Z_]\w*$/.test(key)) wrong(field, `${key} is no name of a label`);
    if (field === "labels" && key === "__name__") wrong(field, "the label __name__ is the metric's own");
    const problem = kind === "alert" ? templateProblem(value) : undefined;
    if (problem !== undefined) wrong(field, `the template of ${key} is refused: ${problem}`);
  }
}

function isDuration(value: unknown): boolean {
  return text(value) !== "" && duration.test(text(value));
}

/** Milliseconds. */
function lengthOf(value: unknown): number {
  return text(value) === "0" ? 0 : readRange(text(value));
}

/** A number is what YAML makes of a text that looks like one: Prometheus reads it back as the text. */
function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping(value)).map(([key, one]) => [key, text(one)]));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
