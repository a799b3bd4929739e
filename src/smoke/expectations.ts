// Is this answer what the suite expects?

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { type JSONValue, jsonpath } from "json-p3";
import { formatDuration } from "../config/duration.ts";
import type { Answer } from "./answer.ts";
import { redirectMismatches, tlsMismatches } from "./expect-connection.ts";
import { cookieMismatches } from "./expect-cookies.ts";
import { type Quote, textMismatches, textRuleMismatches } from "./expect-text.ts";
import { versionMismatch } from "./expect-version.ts";
import { hideDeep } from "./secrets.ts";
import type { Amount, Expectation, JsonRule } from "./suite.ts";

/** What is known beside the answer. */
export interface Circumstances {
  /** Takes secrets out before a value is quoted and cut: half a secret would not be found any more. */
  readonly hide: (text: string) => string;
  /** Image digests of the pod that answered, where one did. */
  readonly digests?: readonly string[] | undefined;
}

const plain: Circumstances = { hide: (text) => text };

/** One sentence per expectation that does not hold; empty where all hold. Pure. */
export function mismatches(answer: Answer, expect: Expectation, circumstances: Circumstances = plain): string[] {
  const quote = quoting(circumstances.hide);
  return [
    ...statusMismatch(answer, expect.status),
    ...(expect.version === undefined ? [] : versionMismatch(answer, expect.version, circumstances.digests, quote)),
    ...Object.entries(expect.headers).flatMap(([name, rule]) =>
      textRuleMismatches(`the header ${name}`, answer.headers[name], rule, quote),
    ),
    ...cookieMismatches(answer, expect.cookies ?? {}, quote),
    ...bodyMismatches(answer, expect, quote),
    ...timeMismatch("the answer", answer.durationMs, expect.timeMs),
    ...timeMismatch("the first byte", answer.firstByteMs ?? answer.durationMs, expect.firstByteMs),
    ...tlsMismatches(answer, expect.tls),
    ...redirectMismatches(answer, expect.redirects, quote),
    ...judged(answer, expect, circumstances.hide),
    ...(answer.problems ?? []),
  ];
}

/** Whether a status fits one of `200`, `"2xx"`, `"200-204"`. */
export function fitsStatus(status: number, expected: readonly (number | string)[]): boolean {
  return expected.some((one) => {
    if (typeof one === "number") return one === status;
    const [, from, to] = /^(\d+)-(\d+)$/.exec(one) ?? [];
    if (from !== undefined && to !== undefined) return status >= Number(from) && status <= Number(to);
    return one.endsWith("xx") ? one[0] === String(status)[0] && status >= 100 : one === String(status);
  });
}

/** Judges quote and cut on their own, so they see no secret. */
function judged(answer: Answer, { judges = [] }: Expectation, hide: (text: string) => string): string[] {
  if (judges.length === 0) return [];
  const hidden = { ...answer, headers: hideDeep(answer.headers, hide), body: hide(answer.body) };
  return judges.flatMap(({ check }) => check(hidden));
}

function statusMismatch({ status }: Answer, expected: readonly (number | string)[]): string[] {
  if (expected.length === 0 || fitsStatus(status, expected)) return [];
  return [`expected status ${expected.join(" or ")}, got ${status}`];
}

function bodyMismatches(answer: Answer, expect: Expectation, quote: Quote): string[] {
  const { body, size, sha256, schema, json } = expect;
  const needsAll = [body, size, sha256, schema].some((one) => one !== undefined) || Object.keys(json).length > 0;
  if (!needsAll) return [];
  if (answer.truncated) {
    return [
      `expected something of the body, got more than the ${answer.bytes?.length ?? answer.body.length} bytes that are read`,
    ];
  }
  return [
    ...(body === undefined ? [] : textMismatches("the body", answer.body, body, quote)),
    ...amountMismatches("the body's size in bytes", bytesOf(answer).length, size),
    ...hashMismatch(answer, sha256),
    ...documentMismatches(answer, expect, quote),
  ];
}

function documentMismatches(answer: Answer, { json, schema }: Expectation, quote: Quote): string[] {
  const rules = Object.entries(json);
  if (rules.length === 0 && schema === undefined) return [];
  if (answer.body.trim() === "") return ["expected a JSON body, got an empty one"];
  let document: JSONValue;
  try {
    document = JSON.parse(answer.body);
  } catch {
    return ["expected a JSON body, got one that is not JSON"];
  }
  return [
    ...rules.flatMap(([path, rule]) => jsonMismatches(path, rule, document, quote)),
    ...(schema?.check(document) ?? []),
  ];
}

/** Every node that the path selects must satisfy the rule, and there must be one. */
function jsonMismatches(path: string, rule: JsonRule, document: JSONValue, quote: Quote): string[] {
  const nodes = jsonpath.query(path, document).values() as unknown[];
  if (rule.exists === false) return nodes.length === 0 ? [] : [`expected nothing at ${path}, got ${quote(nodes[0])}`];
  const counted = amountMismatches(`the number of nodes at ${path}`, nodes.length, rule.count);
  const onlyCount = rule.count !== undefined && Object.keys(rule).length === 1;
  if (counted.length > 0 || onlyCount) return counted;
  if (nodes.length === 0) return [`expected a value at ${path}, found none`];
  return nodes.flatMap((node) => nodeMismatches(path, rule, node, quote));
}

function nodeMismatches(path: string, rule: JsonRule, node: unknown, quote: Quote): string[] {
  const told: [boolean, string][] = [
    ["equals" in rule && !isDeepStrictEqual(node, rule.equals), `to be ${quote(rule.equals)}`],
    ["not" in rule && isDeepStrictEqual(node, rule.not), `not to be ${quote(rule.not)}`],
    ["contains" in rule && !contains(node, rule.contains), `to contain ${quote(rule.contains)}`],
    [rule.matches !== undefined && !matches(node, rule.matches), `to match /${rule.matches}/`],
    [
      rule.oneOf !== undefined && !rule.oneOf.some((one) => isDeepStrictEqual(node, one)),
      `to be one of ${quote(rule.oneOf)}`,
    ],
    [
      rule.greaterThan !== undefined && !isNumber(node, (n) => n > (rule.greaterThan ?? 0)),
      `to be greater than ${rule.greaterThan}`,
    ],
    [rule.atLeast !== undefined && !isNumber(node, (n) => n >= (rule.atLeast ?? 0)), `to be at least ${rule.atLeast}`],
    [
      rule.lessThan !== undefined && !isNumber(node, (n) => n < (rule.lessThan ?? 0)),
      `to be less than ${rule.lessThan}`,
    ],
    [rule.atMost !== undefined && !isNumber(node, (n) => n <= (rule.atMost ?? 0)), `to be at most ${rule.atMost}`],
    [rule.type !== undefined && !isOfType(node, rule.type), `to be of type ${rule.type}`],
  ];
  const wrong = told.filter(([isWrong]) => isWrong).map(([, what]) => `expected ${path} ${what}, got ${quote(node)}`);
  if (rule.length === undefined) return wrong;
  if (typeof node !== "string" && !Array.isArray(node))
    return [...wrong, `expected ${path} to have a length, got ${quote(node)}`];
  return [...wrong, ...amountMismatches(`the length of ${path}`, node.length, rule.length)];
}

function contains(node: unknown, part: unknown): boolean {
  if (typeof node === "string") return typeof part === "string" && node.includes(part);
  return Array.isArray(node) && node.some((item) => isDeepStrictEqual(item, part));
}

function matches(node: unknown, pattern: string): boolean {
  return typeof node === "string" && new RegExp(pattern, "u").test(node);
}

function isNumber(node: unknown, test: (number: number) => boolean): boolean {
  return typeof node === "number" && test(node);
}

function isOfType(node: unknown, type: NonNullable<JsonRule["type"]>): boolean {
  switch (type) {
    case "null":
      return node === null;
    case "array":
      return Array.isArray(node);
    case "object":
      return typeof node === "object" && node !== null && !Array.isArray(node);
    case "integer":
      return Number.isInteger(node);
    default:
      return typeof node === type;
  }
}

function amountMismatches(what: string, amount: number, rule: Amount | undefined): string[] {
  if (rule === undefined) return [];
  const { equals, atLeast, atMost } = rule;
  if (equals !== undefined && amount !== equals) return [`expected ${what} to be ${equals}, got ${amount}`];
  if (atLeast !== undefined && amount < atLeast) return [`expected ${what} to be at least ${atLeast}, got ${amount}`];
  if (atMost !== undefined && amount > atMost) return [`expected ${what} to be at most ${atMost}, got ${amount}`];
  return [];
}

function hashMismatch(answer: Answer, sha256: string | undefined): string[] {
  if (sha256 === undefined) return [];
  const found = createHash("sha256").update(bytesOf(answer)).digest("hex");
  return found === sha256 ? [] : [`expected the body's SHA-256 to be ${sha256}, got ${found}`];
}

function bytesOf({ bytes, body }: Answer): Uint8Array {
  return bytes ?? Buffer.from(body, "utf8");
}

function timeMismatch(what: string, durationMs: number, limit: number | undefined): string[] {
  if (limit === undefined || durationMs < limit) return [];
  return [`expected ${what} in less than ${formatDuration(limit)}, it took ${formatDuration(Math.ceil(durationMs))}`];
}

/** JSON on one line, cut where it gets long: the whole body stands in the evidence. */
function quoting(hide: (text: string) => string): Quote {
  return (value) => {
    // A long text is cut before it is searched: no secret is longer than the slack.
    const text = typeof value === "string" && value.length > 20_000 ? value.slice(0, 20_000) : value;
    // Before as well: a secret in a JSON text is escaped once already, and twice afterwards.
    const hidden = hide(JSON.stringify(hideDeep(text, hide)) ?? "nothing");
    return hidden.length > 120 ? `${hidden.slice(0, 117)}…` : hidden;
  };
}
