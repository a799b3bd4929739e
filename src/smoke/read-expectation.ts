// What does an expectation of the file ask for, once it is read?

import { readDuration } from "../config/duration.ts";
import { unhealthyParts } from "../http-rules/health-answer.ts";
import { problemFaults } from "../http-rules/problem-document.ts";
import { missingSeries } from "../http-rules/prometheus-text.ts";
import type { ExpectationInFile, JsonRuleInFile } from "./expectation-schema.ts";
import type { Amount, CookieRule, Expectation, JsonRule, TextRule, VersionRule } from "./suite.ts";

export type CompileSchema = (schema: string | Record<string, unknown>) => NonNullable<Expectation["schema"]>;

export const defaultVersionHeader = "x-deployment-version";

/** @param compile turns a JSON Schema, or the name of its file, into a check */
export function readExpectation(written: ExpectationInFile, compile: CompileSchema): Expectation {
  const body = typeof written.body === "string" ? { contains: written.body } : written.body;
  const rule = body === undefined ? undefined : readTextRule(body);
  const rules = body !== undefined && "json" in body ? body : undefined;
  const details = body as Exclude<ExpectationInFile["body"], string>;
  return withoutUndefined({
    status: written.status === undefined ? [] : [written.status].flat(),
    headers: Object.fromEntries(
      Object.entries(written.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        typeof value === "string" ? { equals: value } : readTextRule(value),
      ]),
    ),
    body: rule !== undefined && Object.keys(rule).length > 0 ? rule : undefined,
    json: Object.fromEntries(Object.entries(rules?.json ?? {}).map(([path, value]) => [path, readJsonRule(value)])),
    timeMs: milliseconds(written.time),
    firstByteMs: milliseconds(written["first-byte"]),
    cookies: written.cookies && mapValues(written.cookies, readCookieRule),
    schema: details?.schema === undefined ? undefined : compile(details.schema),
    size: readAmount(details?.size),
    sha256: details?.sha256,
    tls: written.tls && {
      daysLeft: written.tls["days-left"],
      version: written.tls.version,
      names: written.tls.names,
    },
    redirects: readRedirects(written.redirects),
    version: readVersion(written.version),
    judges: readJudges(written),
  });
}

/** What a step says itself goes before what the suite's defaults say. */
export function mergeExpectations(defaults: Expectation, own: Expectation): Expectation {
  const judges = [...(defaults.judges ?? []), ...(own.judges ?? [])];
  return {
    ...defaults,
    ...own,
    status: own.status.length > 0 ? own.status : defaults.status,
    headers: { ...defaults.headers, ...own.headers },
    body: own.body ?? defaults.body,
    json: { ...defaults.json, ...own.json },
    timeMs: own.timeMs ?? defaults.timeMs,
    ...(defaults.cookies || own.cookies ? { cookies: { ...defaults.cookies, ...own.cookies } } : {}),
    ...(judges.length > 0 ? { judges } : {}),
  };
}

export function provesNothing(expect: Expectation): boolean {
  const rules = [
    ...Object.values(expect.headers),
    ...Object.values(expect.json),
    ...Object.values(expect.cookies ?? {}),
  ];
  const { body, timeMs, firstByteMs, schema, size, sha256, version } = expect;
  const parts = [body, timeMs, firstByteMs, schema, size, sha256, version, expect.tls, expect.redirects];
  return (
    expect.status.length === 0 &&
    (expect.judges ?? []).length === 0 &&
    parts.every(
      (part) =>
        part === undefined || (typeof part === "object" && Object.values(part).every((one) => one === undefined)),
    ) &&
    rules.every((rule) => Object.keys(rule).length === 0)
  );
}

/** The schema has checked it: what is written is a duration. */
export function milliseconds(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const read = readDuration(written.replace(/^<\s*/, ""));
  return typeof read === "number" ? read : undefined;
}

interface TextRuleInFile {
  readonly equals?: string | undefined;
  readonly not?: string | undefined;
  readonly contains?: string | string[] | undefined;
  readonly matches?: string | undefined;
  readonly exists?: boolean | undefined;
}

function readTextRule(rule: TextRuleInFile): TextRule {
  return withoutUndefined({
    equals: rule.equals,
    not: rule.not,
    contains: rule.contains === undefined ? undefined : [rule.contains].flat(),
    matches: rule.matches,
    exists: rule.exists,
  });
}

function readJsonRule(value: string | number | boolean | null | JsonRuleInFile): JsonRule {
  if (typeof value !== "object" || value === null) return { equals: value };
  const { equals, not, contains, matches, exists, type, length, count } = value;
  const given = new Set(Object.keys(value));
  return {
    // `equals: null` is a rule.
    ...(given.has("equals") ? { equals } : {}),
    ...(given.has("not") ? { not } : {}),
    ...(given.has("contains") ? { contains } : {}),
    ...withoutUndefined({
      matches,
      exists,
      type,
      oneOf: value["one-of"],
      greaterThan: value["greater-than"],
      atLeast: value["at-least"],
      lessThan: value["less-than"],
      atMost: value["at-most"],
      length: readAmount(length),
      count: readAmount(count),
    }),
  };
}

type CookieInFile = NonNullable<ExpectationInFile["cookies"]>[string];

function readCookieRule(rule: CookieInFile): CookieRule {
  if (typeof rule === "string") return { equals: rule };
  const { secure, path, domain } = rule;
  return withoutUndefined({
    ...readTextRule(rule),
    ...{ secure, path, domain, httpOnly: rule["http-only"], sameSite: rule["same-site"] },
  });
}

function readAmount(
  written:
    | number
    | { equals?: number | undefined; "at-least"?: number | undefined; "at-most"?: number | undefined }
    | undefined,
): Amount | undefined {
  if (written === undefined) return undefined;
  if (typeof written === "number") return { equals: written };
  return withoutUndefined({ equals: written.equals, atLeast: written["at-least"], atMost: written["at-most"] });
}

function readRedirects(written: ExpectationInFile["redirects"]): Expectation["redirects"] {
  if (written === undefined || typeof written === "number")
    return written === undefined ? undefined : { count: written };
  const { count, to } = written;
  return withoutUndefined({ count, to: typeof to === "string" ? { equals: to } : to && readTextRule(to) });
}

function readVersion(written: ExpectationInFile["version"]): VersionRule | undefined {
  if (written === undefined) return undefined;
  const { equals, header, json, digest } =
    typeof written === "string" ? { equals: written } : (written as VersionParts);
  if (json !== undefined) return { equals, by: { kind: "json", path: json } };
  if (digest === true || (digest === undefined && header === undefined && equals.startsWith("sha256:"))) {
    return { equals, by: { kind: "digest" } };
  }
  return { equals, by: { kind: "header", name: (header ?? defaultVersionHeader).toLowerCase() } };
}

interface VersionParts {
  readonly equals: string;
  readonly header?: string;
  readonly json?: string;
  readonly digest?: boolean;
}

function readJudges({ healthy, problem, series }: ExpectationInFile): Expectation["judges"] {
  const judges = [
    ...(healthy === undefined ? [] : [{ name: "healthy", check: unhealthyParts }]),
    ...(problem === undefined ? [] : [{ name: "problem", check: problemFaults }]),
    ...(series === undefined
      ? []
      : [{ name: "series", check: (answer: Parameters<typeof missingSeries>[0]) => missingSeries(answer, series) }]),
  ];
  return judges.length === 0 ? undefined : judges;
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** A key that is there with undefined would hide the one of the defaults. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
