// Is this answer what the suite expects?

import { isDeepStrictEqual } from "node:util";
import { jsonpath } from "json-p3";
import { formatDuration } from "../config/duration.ts";
import type { Expectation, JsonRule, TextRule } from "./suite.ts";

/** What came back for one attempt. It comes from outside and is never trusted. */
export interface Answer {
  readonly status: number;
  /** By name in lower case; several headers of one name stand joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Set where the body was longer than what is read. */
  readonly truncated: boolean;
  readonly durationMs: number;
}

/** One sentence per expectation that does not hold; empty where all hold. Pure. */
export function mismatches(answer: Answer, expect: Expectation): string[] {
  return [
    ...statusMismatch(answer.status, expect.status),
    ...Object.entries(expect.headers).flatMap(([name, rule]) => headerMismatches(name, answer.headers[name], rule)),
    ...bodyMismatches(answer, expect),
    ...timeMismatch(answer.durationMs, expect.timeMs),
  ];
}

function statusMismatch(status: number, expected: readonly (number | string)[]): string[] {
  const fits = expected.some((one) => (typeof one === "number" ? one === status : one[0] === String(status)[0]));
  if (expected.length === 0 || fits) return [];
  return [`expected status ${expected.join(" or ")}, got ${status}`];
}

function headerMismatches(name: string, value: string | undefined, rule: TextRule): string[] {
  if (value === undefined)
    return [`expected the header ${name} ${describeRule(rule)}, but the answer has no such header`];
  return textMismatches(`the header ${name}`, value, rule);
}

function bodyMismatches(answer: Answer, expect: Expectation): string[] {
  const jsonRules = Object.entries(expect.json);
  if (expect.body === undefined && jsonRules.length === 0) return [];
  if (answer.truncated)
    return [`expected a body to look into, got more than the ${answer.body.length} characters that are read`];
  const found = expect.body === undefined ? [] : textMismatches("the body", answer.body, expect.body);
  if (jsonRules.length === 0) return found;
  let document: unknown;
  try {
    document = JSON.parse(answer.body);
  } catch {
    return [
      ...found,
      answer.body.trim() === ""
        ? "expected a JSON body, got an empty one"
        : "expected a JSON body, got one that is not JSON",
    ];
  }
  return [...found, ...jsonRules.flatMap(([path, rule]) => jsonMismatches(path, rule, document))];
}

function textMismatches(what: string, value: string, rule: TextRule): string[] {
  const found: string[] = [];
  if (rule.equals !== undefined && value !== rule.equals)
    found.push(`expected ${what} to be ${quote(rule.equals)}, got ${quote(value)}`);
  for (const part of rule.contains ?? []) {
    if (!value.includes(part)) found.push(`expected ${what} to contain ${quote(part)}, got ${quote(value)}`);
  }
  if (rule.matches !== undefined && !new RegExp(rule.matches, "u").test(value)) {
    found.push(`expected ${what} to match /${rule.matches}/, got ${quote(value)}`);
  }
  return found;
}

/** Every node that the path selects must satisfy the rule, and there must be one. */
function jsonMismatches(path: string, rule: JsonRule, document: unknown): string[] {
  // The schema lets only JSON documents and compiled paths through to here.
  const nodes = jsonpath.query(path, document as Parameters<typeof jsonpath.query>[1]).values() as unknown[];
  if (rule.exists === false) return nodes.length === 0 ? [] : [`expected nothing at ${path}, got ${quote(nodes[0])}`];
  if (nodes.length === 0) return [`expected a value at ${path}, found none`];
  return nodes.flatMap((node) => nodeMismatches(path, rule, node));
}

function nodeMismatches(path: string, rule: JsonRule, node: unknown): string[] {
  const found: string[] = [];
  if (rule.equals !== undefined && !isDeepStrictEqual(node, rule.equals)) {
    found.push(`expected ${path} to be ${quote(rule.equals)}, got ${quote(node)}`);
  }
  if (rule.contains !== undefined && !contains(node, rule.contains)) {
    found.push(`expected ${path} to contain ${quote(rule.contains)}, got ${quote(node)}`);
  }
  if (rule.matches !== undefined && !(typeof node === "string" && new RegExp(rule.matches, "u").test(node))) {
    found.push(`expected ${path} to match /${rule.matches}/, got ${quote(node)}`);
  }
  return found;
}

function contains(node: unknown, part: string): boolean {
  if (typeof node === "string") return node.includes(part);
  return Array.isArray(node) && node.includes(part);
}

function timeMismatch(durationMs: number, limit: number | undefined): string[] {
  if (limit === undefined || durationMs < limit) return [];
  return [`expected the answer in less than ${formatDuration(limit)}, it took ${formatDuration(durationMs)}`];
}

function describeRule(rule: TextRule): string {
  if (rule.equals !== undefined) return `to be ${quote(rule.equals)}`;
  if (rule.contains !== undefined) return `to contain ${rule.contains.map(quote).join(" and ")}`;
  return rule.matches === undefined ? "to be there" : `to match /${rule.matches}/`;
}

/** JSON on one line, cut where it gets long: the whole body stands in the evidence. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
