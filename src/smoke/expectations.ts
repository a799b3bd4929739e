// Is this answer what the suite expects?

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { JSONValue } from "json-p3";
import { durationText, formatDuration } from "../config/duration.ts";
import type { Answer } from "./answer.ts";
import { redirectMismatches, tlsMismatches } from "./expect-connection.ts";
import { cookieMismatches } from "./expect-cookies.ts";
import { type Quote, textMismatches, textRuleMismatches } from "./expect-text.ts";
import { versionMismatch } from "./expect-version.ts";
import { valuesAt } from "./json-path.ts";
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
  const found = statusMismatch(answer, expect.status);
  if (expect.version !== undefined)
    found.push(...versionMismatch(answer, expect.version, circumstances.digests, quote));
  for (const name in expect.headers) {
    const rule = expect.headers[name];
    if (rule !== undefined) found.push(...textRuleMismatches(`the header ${name}`, answer.headers[name], rule, quote));
  }
  if (expect.cookies !== undefined) found.push(...cookieMismatches(answer, expect.cookies, quote));
  found.push(...bodyMismatches(answer, expect, quote));
  found.push(...timeMismatch("the answer", answer.durationMs, expect.timeMs));
  found.push(...timeMismatch("the first byte", answer.firstByteMs ?? answer.durationMs, expect.firstByteMs));
  if (expect.tls !== undefined) found.push(...tlsMismatches(answer, expect.tls));
  if (expect.redirects !== undefined) found.push(...redirectMismatches(answer, expect.redirects, quote));
  if (expect.judges !== undefined) found.push(...judged(answer, expect, circumstances.hide));
  if (answer.problems !== undefined) found.push(...answer.problems);
  return found;
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
  const asksDocument = schema !== undefined || !isEmpty(json);
  if (!asksDocument && body === undefined && size === undefined && sha256 === undefined) return [];
  if (answer.truncated) {
    return [
      `expected something of the body, got more than the ${answer.bytes?.length ?? answer.body.length} bytes that are read`,
    ];
  }
  return [
    ...(body === undefined ? [] : textMismatches("the body", answer.body, body, quote)),
    ...(size === undefined ? [] : amountMismatches("the body's size in bytes", bytesOf(answer).length, size)),
    ...hashMismatch(answer, sha256),
    ...(asksDocument ? documentMismatches(answer, expect, quote) : []),
  ];
}

function documentMismatches(answer: Answer, { json, schema }: Expectation, quote: Quote): string[] {
  if (answer.body.trim() === "") return ["expected a JSON body, got an empty one"];
  let document: JSONValue;
  try {
    document = JSON.parse(answer.body);
  } catch {
    return ["expected a JSON body, got one that is not JSON"];
  }
  const found = [...(schema?.check(document) ?? [])];
  for (const path in json) {
    const rule = json[path];
    if (rule !== undefined) found.push(...jsonMismatches(path, rule, document, quote));
  }
  return found;
}

/** Every node that the path selects must satisfy the rule, and there must be one. */
function jsonMismatches(path: string, rule: JsonRule, document: JSONValue, quote: Quote): string[] {
  const nodes = valuesAt(path, document);
  if (rule.exists === false) return nodes.length === 0 ? [] : [`expected nothing at ${path}, got ${quote(nodes[0])}`];
  const counted = amountMismatches(`the number of nodes at ${path}`, nodes.length, rule.count);
  const onlyCount = rule.count !== undefined && Object.keys(rule).length === 1;
  if (counted.length > 0 || onlyCount) return counted;
  if (nodes.length === 0) return [`expected a value at ${path}, found none`];
  return nodes.flatMap((node) => nodeMismatches(path, rule, node, quote));
}

function nodeMismatches(path: string, rule: JsonRule, node: unknown, quote: Quote): string[] {
  const wrong: string[] = [];
  const unless = (holds: boolean, what: () => string): void => {
    if (!holds) wrong.push(`expected ${path} ${what()}, got ${quote(node)}`);
  };
  if ("equals" in rule) unless(isEqual(node, rule.equals), () => `to be ${quote(rule.equals)}`);
  if ("not" in rule) unless(!isEqual(node, rule.not), () => `not to be ${quote(rule.not)}`);
  if ("contains" in rule) unless(contains(node, rule.contains), () => `to contain ${quote(rule.contains)}`);
  const { matches: pattern, oneOf, greaterThan, atLeast, lessThan, atMost, type, length } = rule;
  if (pattern !== undefined) unless(matches(node, pattern), () => `to match /${pattern}/`);
  if (oneOf !== undefined) {
    unless(
      oneOf.some((one) => isEqual(node, one)),
      () => `to be one of ${quote(oneOf)}`,
    );
  }
  if (greaterThan !== undefined)
    unless(
      isNumber(node, (n) => n > greaterThan),
      () => `to be greater than ${greaterThan}`,
    );
  if (atLeast !== undefined)
    unless(
      isNumber(node, (n) => n >= atLeast),
      () => `to be at least ${atLeast}`,
    );
  if (lessThan !== undefined)
    unless(
      isNumber(node, (n) => n < lessThan),
      () => `to be less than ${lessThan}`,
    );
  if (atMost !== undefined)
    unless(
      isNumber(node, (n) => n <= atMost),
      () => `to be at most ${atMost}`,
    );
  if (type !== undefined) unless(isOfType(node, type), () => `to be of type ${type}`);
  if (length === undefined) return wrong;
  if (typeof node !== "string" && !Array.isArray(node))
    return [...wrong, `expected ${path} to have a length, got ${quote(node)}`];
  return [...wrong, ...amountMismatches(`the length of ${path}`, node.length, length)];
}

function isEmpty(record: object): boolean {
  for (const _ in record) return false;
  return true;
}

/** Most values are plain: they are compared without a walk. */
function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object") return Object.is(one, other);
  return isDeepStrictEqual(one, other);
}

function contains(node: unknown, part: unknown): boolean {
  if (typeof node === "string") return typeof part === "string" && node.includes(part);
  return Array.isArray(node) && node.some((item) => isEqual(item, part));
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
  return [`expected ${what} in less than ${formatDuration(limit)}, it took ${durationText(durationMs)}`];
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
