// What does this suite file ask for?

import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { readDuration } from "../config/duration.ts";
import { checkShape, parseYaml, type YamlSource } from "../config/source.ts";
import { Failure } from "../report/failure.ts";
import type { Expectation, JsonRule, Suite, SuiteRequest, TextRule } from "./suite.ts";
import { type ExpectationInFile, type RequestInFile, suiteSchema } from "./suite.ts";
import { substitute } from "./variables.ts";

export interface LoadOptions {
  /** What `{{ name }}` stands for. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** What the file's path is relative to; the current folder unless given. */
  readonly directory?: string | undefined;
}

const defaultDeadline = 60_000;
const defaultTimeout = 10_000;

/** Methods that may be asked again without doing a thing twice (RFC 9110, section 9.2.2). */
const idempotent = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** @throws Failure with the line in the file for anything that is not a suite that can prove something. */
export async function loadSuite(file: string, options: LoadOptions = {}): Promise<Suite> {
  let text: string;
  try {
    text = await readFile(resolve(options.directory ?? "", file), "utf8");
  } catch (cause) {
    throw new Failure({
      attempted: `reading the smoke suite ${file}`,
      found: cause instanceof Error ? cause.message : String(cause),
      advice: 'Check the path in the input "suite"; it is relative to the workspace.',
      cause,
    });
  }
  return parseSuite(text, file, options);
}

/** The same for text that was read already. Pure. */
export function parseSuite(text: string, file: string, options: LoadOptions = {}): Suite {
  const sources = parseYaml(text, file);
  const [source] = sources;
  if (source === undefined || sources.length > 1) {
    throw new Failure({
      attempted: `reading the smoke suite ${file}`,
      found: source === undefined ? "it is empty" : `it holds ${sources.length} YAML documents`,
      advice: "Write one document with a list of requests.",
      at: { file, line: 1 },
    });
  }
  const filled: YamlSource = {
    ...source,
    value: substitute(source.value, options.variables ?? {}, (path) => source.position(path)),
    position: (path) => source.position(path),
  };
  const suite = checkShape(suiteSchema, filled, "smoke suite");
  return {
    name: suite.name ?? basename(file).replace(/\.ya?ml$/, ""),
    file,
    deadlineMs: milliseconds(suite.deadline) ?? defaultDeadline,
    requests: suite.requests.map((request, index) => completeRequest(request, suite.defaults ?? {}, index, source)),
  };
}

function completeRequest(
  request: RequestInFile,
  defaults: {
    headers?: Record<string, string> | undefined;
    timeout?: string | undefined;
    expect?: ExpectationInFile | undefined;
  },
  index: number,
  source: YamlSource,
): SuiteRequest {
  const method = request.method ?? "GET";
  const where = request.path ?? request.url ?? "";
  const name = request.name ?? `${method} ${where}`;
  const expect = mergeExpectations(readExpectation(defaults.expect ?? {}), readExpectation(request.expect ?? {}));
  const at = source.position(["requests", index]);
  if (provesNothing(expect)) {
    throw new Failure({
      attempted: `reading the smoke suite ${at.file}`,
      found: `the request "${name}" expects nothing, so it would pass whatever came`,
      advice: "Add expect, for example with status: 200.",
      at,
    });
  }
  const hasJson = request.json !== undefined;
  return {
    name,
    method,
    location: request.path === undefined ? { kind: "url", url: where } : { kind: "path", path: request.path },
    headers: {
      ...(hasJson ? { "content-type": "application/json" } : {}),
      ...lowerCaseKeys(defaults.headers ?? {}),
      ...lowerCaseKeys(request.headers ?? {}),
    },
    body: hasJson ? JSON.stringify(request.json) : request.body,
    expect,
    timeoutMs: milliseconds(request.timeout) ?? milliseconds(defaults.timeout) ?? defaultTimeout,
    retry: request.retry ?? idempotent.has(method),
    line: at.line,
  };
}

function readExpectation(written: ExpectationInFile): Expectation {
  const body = typeof written.body === "string" ? { contains: written.body } : written.body;
  const rule = body === undefined ? undefined : readTextRule(body);
  return {
    status: written.status === undefined ? [] : [written.status].flat(),
    headers: Object.fromEntries(
      Object.entries(written.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        typeof value === "string" ? { equals: value } : readTextRule(value),
      ]),
    ),
    body: rule !== undefined && Object.keys(rule).length > 0 ? rule : undefined,
    json: Object.fromEntries(
      Object.entries((body && "json" in body ? body.json : undefined) ?? {}).map(([path, value]) => [
        path,
        readJsonRule(value),
      ]),
    ),
    timeMs: milliseconds(written.time),
  };
}

function readTextRule(rule: {
  equals?: string | undefined;
  contains?: string | string[] | undefined;
  matches?: string | undefined;
}): TextRule {
  return {
    ...(rule.equals === undefined ? {} : { equals: rule.equals }),
    ...(rule.contains === undefined ? {} : { contains: [rule.contains].flat() }),
    ...(rule.matches === undefined ? {} : { matches: rule.matches }),
  };
}

function readJsonRule(value: string | number | boolean | null | JsonRule): JsonRule {
  return typeof value === "object" && value !== null ? value : { equals: value };
}

function mergeExpectations(defaults: Expectation, own: Expectation): Expectation {
  return {
    status: own.status.length > 0 ? own.status : defaults.status,
    headers: { ...defaults.headers, ...own.headers },
    body: own.body ?? defaults.body,
    json: { ...defaults.json, ...own.json },
    timeMs: own.timeMs ?? defaults.timeMs,
  };
}

function provesNothing(expect: Expectation): boolean {
  const rules = [...Object.values(expect.headers), ...Object.values(expect.json)];
  return (
    expect.status.length === 0 &&
    expect.body === undefined &&
    expect.timeMs === undefined &&
    rules.every((rule) => Object.keys(rule).length === 0)
  );
}

function lowerCaseKeys(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The schema has checked it: what is written is a duration. */
function milliseconds(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const read = readDuration(written.replace(/^<\s*/, ""));
  return typeof read === "number" ? read : undefined;
}
