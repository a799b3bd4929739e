// What does not fit a zod schema, in words that a user can act on?

import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";

export type Path = readonly (string | number)[];

/** One thing that does not fit. `found` is a phrase, `advice` a sentence that says what is allowed. */
export interface ShapeProblem {
  readonly path: Path;
  readonly found: string;
  readonly advice: string;
}

export type ShapeResult<T> =
  | { readonly kind: "fits"; readonly value: T }
  | { readonly kind: "misfits"; readonly problems: readonly ShapeProblem[] };

type Issue = z.core.$ZodIssue;

/** Checks a value that came from a file or from inputs against a schema. */
export function checkValue<T>(schema: z.ZodType<T>, value: unknown): ShapeResult<T> {
  // A schema is used once or twice in a process: to make a function of it takes longer than that saves.
  const result = schema.safeParse(value, { jitless: true });
  if (result.success) return { kind: "fits", value: result.data };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, schema, value, []));
  // A mistyped key is why another one is missing.
  const isMistyped = ({ found, advice }: ShapeProblem): boolean =>
    found.endsWith("is not a known key") && advice.startsWith("Did you mean");
  return { kind: "misfits", problems: [...problems.filter(isMistyped), ...problems.filter((one) => !isMistyped(one))] };
}

/** The keys that a schema allows at a path: none where it is no object, or takes any key. */
export function allowedKeys(schema: z.ZodType, path: Path = []): string[] {
  return [...new Set(schemasAt(schema, path).flatMap(keysOf))];
}

/** The schema of one key of an object's schema, with its default and all; nothing where there is no such key. */
export function propertySchema(schema: z.ZodType, key: string): z.ZodType | undefined {
  return schemasAt(schema, [])
    .flatMap((one) => childrenOf(one, key))
    .at(0);
}

/** The candidate that a mistyped word most likely meant, or nothing where none is near. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const lowered = word.toLowerCase().replaceAll("_", "-");
  const nearest = closest(
    lowered,
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const original = candidates.find((candidate) => candidate.toLowerCase() === nearest);
  const limit = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1);
  return distance(lowered, nearest) <= limit ? original : undefined;
}

/** `production.url`, `steps[2].weight`; `the top level` for the root. */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return text === "" ? "the top level" : text.replace(/^\./, "");
}

function problemsOf(issue: Issue, schema: z.ZodType, root: unknown, parent: Path): ShapeProblem[] {
  const path = [...parent, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  const value = valueAt(root, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, allowedKeys(schema, path), path));
    case "invalid_type":
      return [wrongType(path, value, issue.expected)];
    case "invalid_value":
      return [wrongValue(path, value, issue.values.map(String))];
    case "too_small":
    case "too_big":
      return [outOfRange(path, value, issue)];
    case "invalid_union":
      return unionProblems(issue, schema, root, path);
    case "invalid_key":
      return [badKey(path, issue)];
    case "invalid_format":
      return [{ path, found: `${shown(value)} is not allowed`, advice: formatAdvice(issue) }];
    default:
      return [{ path, ...ownWords(issue.message, value) }];
  }
}

function unknownKey(key: string, allowed: readonly string[], parent: Path): ShapeProblem {
  const nearest = nearestWord(key, allowed);
  const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
  const list = allowed.length === 0 ? "Remove it." : `Allowed here: ${[...allowed].sort().join(", ")}.`;
  return { path: [...parent, key], found: `"${key}" is not a known key`, advice: hint + list };
}

function wrongType(path: Path, value: unknown, expected: string): ShapeProblem {
  if (value === undefined)
    return { path, found: "it is missing", advice: `Give it ${kindNames[expected] ?? expected}.` };
  return { path, found: `${shown(value)} is ${kindOf(value)}`, advice: `Write ${kindNames[expected] ?? expected}.` };
}

function wrongValue(path: Path, value: unknown, allowed: readonly string[]): ShapeProblem {
  const list = `Allowed: ${allowed.join(", ")}.`;
  if (value === undefined) return { path, found: "it is missing", advice: list };
  const nearest = typeof value === "string" ? nearestWord(value, allowed) : undefined;
  const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
  return { path, found: `${shown(value)} is not allowed`, advice: hint + list };
}

function outOfRange(
  path: Path,
  value: unknown,
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
): ShapeProblem {
  const [limit, word] = issue.code === "too_small" ? [issue.minimum, "least"] : [issue.maximum, "most"];
  if (issue.origin === "string" && value === "") return { path, found: "it is empty", advice: "Give it a value." };
  const unit = { string: " characters", array: " entries", object: " entries" }[issue.origin as string] ?? "";
  const size =
    typeof value === "number" ? shown(value) : `${shown(value)} is too ${word === "least" ? "short" : "long"}`;
  const found = typeof value === "number" ? `${size} is out of range` : size;
  return { path, found, advice: `Give it at ${word} ${limit}${unit}.` };
}

/** Of several shapes, the one that was most likely meant: the one whose mistakes lie deepest. */
function unionProblems(
  issue: z.core.$ZodIssueInvalidUnion,
  schema: z.ZodType,
  root: unknown,
  path: Path,
): ShapeProblem[] {
  const value = valueAt(root, path);
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (options.length > 0) return [wrongValue(path, value, options)];
  const meant = issue.errors.find((errors) => !errors.some((error) => isWrongKind(error)));
  if (meant) return meant.flatMap((error) => problemsOf(error, schema, root, path));
  const expected = issue.errors.flat().flatMap((error) => {
    if (error.path.length > 0) return [];
    if (error.code === "invalid_type") return [kindNames[error.expected] ?? error.expected];
    if (error.code === "invalid_value") return error.values.map((allowed) => `"${String(allowed)}"`);
    return [];
  });
  const found = value === undefined ? "it is missing" : `${shown(value)} is not allowed`;
  const words = issue.errors
    .flat()
    .flatMap((error) => (error.code === "invalid_value" ? error.values.map(String) : []));
  const nearest = typeof value === "string" ? nearestWord(value, words) : undefined;
  const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
  return [{ path, found, advice: `${hint}Write ${[...new Set(expected)].join(" or ")}.` }];
}

function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

function badKey(path: Path, issue: z.core.$ZodIssueInvalidKey): ShapeProblem {
  const [first] = issue.issues;
  const advice = first?.code === "invalid_format" ? formatAdvice(first) : (first?.message ?? issue.message);
  return { path, found: `"${String(path.at(-1))}" is not allowed as a name`, advice };
}

function formatAdvice(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (!issue.message.startsWith("Invalid ")) return issue.message;
  if (issue.format === "url") return "Write a whole URL: https://host/path.";
  return issue.format === "regex" ? `It must match ${issue.pattern}.` : `Write a valid ${issue.format}.`;
}

/** A schema's own message: `found`, or `found. advice` where it says both. */
function ownWords(message: string, value: unknown): { found: string; advice: string } {
  const cut = message.indexOf(". ");
  if (cut > 0) return { found: message.slice(0, cut), advice: message.slice(cut + 2) };
  return { found: `${shown(value)} is not allowed`, advice: /[.!?]$/.test(message) ? message : `${message}.` };
}

const kindNames: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  null: "nothing",
};

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && !Number.isInteger(value)) return "not a whole number";
  return (
    { string: "a text", number: "a number", boolean: "true or false", object: "a mapping" }[typeof value as string] ??
    typeof value
  );
}

/** A value in a message: short, one line, quoted where it is text. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function schemasAt(schema: z.ZodType, path: Path): z.ZodType[] {
  const [part, ...rest] = path;
  if (part === undefined) return unwrapped(schema);
  return unwrapped(schema)
    .flatMap((one) => childrenOf(one, part))
    .flatMap((child) => schemasAt(child, rest));
}

type Definition = z.core.$ZodTypes["_zod"]["def"];

// zod types the definitions of nested schemas as its core's; they are what the public constructors made.
const asSchema = (schema: z.core.$ZodType): z.ZodType => schema as z.ZodType;
const definitionOf = (schema: z.ZodType): Definition => schema._zod.def as Definition;

function childrenOf(schema: z.ZodType, part: string | number): z.ZodType[] {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "object": {
      const child = definition.shape[part];
      return child === undefined ? [] : [asSchema(child)];
    }
    case "record":
      return [asSchema(definition.valueType)];
    case "array":
      return [asSchema(definition.element)];
    default:
      return [];
  }
}

/** The schemas inside of optional(), default(), transform(), unions and the like. */
function unwrapped(schema: z.ZodType): z.ZodType[] {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return unwrapped(asSchema(definition.innerType));
    case "pipe":
      return unwrapped(asSchema(definition.in));
    case "lazy":
      return unwrapped(asSchema(definition.getter()));
    case "union":
      return definition.options.flatMap((option) => unwrapped(asSchema(option)));
    case "intersection":
      return [...unwrapped(asSchema(definition.left)), ...unwrapped(asSchema(definition.right))];
    default:
      return [schema];
  }
}

function keysOf(schema: z.ZodType): string[] {
  const definition = definitionOf(schema);
  return definition.type === "object" ? Object.keys(definition.shape) : [];
}
