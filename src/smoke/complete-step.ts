// What does one step of the file ask, once defaults and durations are worked in?

import { Failure, type Position } from "../report/failure.ts";
import { type Condition, parseCondition } from "./condition.ts";
import type { ExpectationInFile } from "./expectation-schema.ts";
import {
  type CompileSchema,
  mergeExpectations,
  milliseconds,
  provesNothing,
  readExpectation,
} from "./read-expectation.ts";
import { protocols, type StepInFile } from "./step-schema.ts";
import type { Capture, Eventually, Expectation, HttpRequest, Judge, ProtocolRequest, Step } from "./suite.ts";
import type { SuiteFile } from "./suite-schema.ts";

export interface StepContext {
  readonly defaults: NonNullable<SuiteFile["defaults"]>;
  readonly compile: CompileSchema;
}

const defaultTimeout = 10_000;
const defaultPause = 200;
const defaultLongestPause = 5000;

/** Methods that may be asked again without doing a thing twice (RFC 9110, section 9.2.2). */
const idempotent = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** @throws Failure at the step's place where it expects nothing */
export function completeStep(
  written: StepInFile,
  at: Position,
  { defaults, compile }: StepContext,
  judges: readonly Judge[] = [],
): Step {
  const ask = readAsk(written, defaults);
  const name = written.name ?? titleOf(ask);
  const isHttp = ask.kind === "http";
  const shared: ExpectationInFile = isHttp ? (defaults.expect ?? {}) : {};
  const merged = mergeExpectations(readExpectation(shared, compile), readExpectation(written.expect ?? {}, compile));
  const expect: Expectation =
    judges.length === 0 ? merged : { ...merged, judges: [...(merged.judges ?? []), ...judges] };
  if (provesNothing(expect) && (isHttp || !ask.protocol.proves)) throw expectsNothing(name, at);
  return {
    name,
    tags: written.tags ?? [],
    when: readCondition(written.when),
    ask,
    expect,
    captures: Object.fromEntries(
      Object.entries(written.capture ?? {}).map(([key, value]) => [key, readCapture(value)]),
    ),
    timeoutMs: milliseconds(written.timeout) ?? milliseconds(defaults.timeout) ?? defaultTimeout,
    retry: written.retry ?? (isHttp ? idempotent.has(ask.method) : ask.protocol.repeatable(ask.options)),
    eventually: readEventually(written.eventually),
    at,
  };
}

/** The schema has checked it. */
export function readCondition(text: string | undefined): Condition | undefined {
  const parsed = text === undefined ? undefined : parseCondition(text);
  return typeof parsed === "string" ? undefined : parsed;
}

function readAsk(written: StepInFile, defaults: StepContext["defaults"]): HttpRequest | ProtocolRequest {
  const spoken = protocols.find(({ name }) => Reflect.get(written, name) !== undefined);
  if (spoken !== undefined) return { kind: "protocol", protocol: spoken, options: Reflect.get(written, spoken.name) };
  const { path, url, repeat } = written;
  const where = withQuery(path ?? url ?? "", written.query);
  return {
    kind: "http",
    method: written.method ?? "GET",
    location: path === undefined ? { kind: "url", url: where } : { kind: "path", path: where },
    headers: {
      ...(written.json !== undefined ? { "content-type": "application/json" } : {}),
      ...(written.form !== undefined ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      ...lowerCaseKeys(defaults.headers ?? {}),
      ...lowerCaseKeys(written.headers ?? {}),
    },
    body: written.form === undefined ? written.body : formText(written.form),
    json: written.json,
    follow: written.follow ?? defaults.follow ?? 0,
    http: written.http,
    fresh: written.connection === "fresh",
    auth: written.auth,
    repeat: repeat && { times: repeat.times, until: [repeat.until].flat() },
  };
}

function titleOf(ask: HttpRequest | ProtocolRequest): string {
  if (ask.kind === "protocol") return ask.protocol.title(ask.options);
  return `${ask.method} ${ask.location.kind === "path" ? ask.location.path : ask.location.url}`;
}

type Values = Readonly<Record<string, string | number | boolean>>;

function withQuery(where: string, query: Values | undefined): string {
  return query === undefined ? where : `${where}${where.includes("?") ? "&" : "?"}${formText(query)}`;
}

/** Placeholders of captured values stay as they are until the step runs. */
function formText(values: Values): string {
  const encode = (text: string): string =>
    text
      .split(/(\{\{\s*[\w.-]+\s*\}\})/)
      .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
      .join("");
  return Object.entries(values)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encode(String(value))}`)
    .join("&");
}

function readCapture(written: NonNullable<StepInFile["capture"]>[string]): Capture {
  if (typeof written === "string") return { from: { kind: "json", path: written }, secret: false };
  const secret = written.secret ?? false;
  if (written.header !== undefined) return { from: { kind: "header", name: written.header.toLowerCase() }, secret };
  if (written.cookie !== undefined) return { from: { kind: "cookie", name: written.cookie }, secret };
  if (written.regex !== undefined) return { from: { kind: "regex", pattern: written.regex }, secret };
  return { from: { kind: "json", path: written.json ?? "$" }, secret };
}

function readEventually(written: StepInFile["eventually"]): Eventually | undefined {
  if (written === undefined) return undefined;
  const parts = typeof written === "string" ? { within: written } : written;
  return {
    withinMs: milliseconds(parts.within) ?? 0,
    pauseMs: milliseconds("pause" in parts ? parts.pause : undefined) ?? defaultPause,
    longestPauseMs: milliseconds("longest-pause" in parts ? parts["longest-pause"] : undefined) ?? defaultLongestPause,
    stable: ("stable" in parts ? parts.stable : undefined) ?? 1,
  };
}

function lowerCaseKeys(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function expectsNothing(name: string, at: Position): Failure {
  return new Failure({
    attempted: `reading the smoke suite ${at.file}`,
    found: `the request "${name}" expects nothing, so it would pass whatever came`,
    advice: "Add expect, for example with status: 200.",
    at,
  });
}
