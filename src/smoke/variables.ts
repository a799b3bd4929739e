// What does `{{ version }}` stand for in a suite?

import { nearestWord } from "../config/shape.ts";
import { Failure, type Position } from "../report/failure.ts";

const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;
const onlyPlaceholder = /^\{\{\s*([\w.-]+)\s*\}\}$/;

export interface Known {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Names that steps capture: their placeholders stay until the suite runs. */
  readonly captured?: ReadonlySet<string> | undefined;
}

/**
 * Replaces `{{ name }}` in every text and key of a parsed document. A text that is one
 * placeholder becomes the value with its type; inside of a longer text it is written out. Pure.
 *
 * @throws Failure at the text's position for a name that is not among the variables, or is empty:
 * an expected version that is empty would be no expectation
 */
export function substitute(
  value: unknown,
  known: Known,
  position: (path: (string | number)[]) => Position,
  path: (string | number)[] = [],
): unknown {
  if (typeof value === "string") return substituteText(value, known, () => position(path));
  if (Array.isArray(value)) {
    return value.map((item, index) => substitute(item, known, position, [...path, index]));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        String(substituteText(key, known, () => position([...path, key]))),
        substitute(item, known, position, [...path, key]),
      ]),
    );
  }
  return value;
}

/**
 * The same for what was captured while the suite runs: in every text of a step. Names that were not
 * captured stand in `missing`. Pure; functions and the like are handed on as they are.
 */
export function fill<T>(value: T, values: ReadonlyMap<string, unknown>): { value: T; missing: string[] } {
  if (!hasPlaceholder(value)) return { value, missing: [] };
  const missing = new Set<string>();
  const walk = (part: unknown): unknown => {
    if (typeof part === "string") return fillText(part, values, missing);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part === "object" && part !== null && Object.getPrototypeOf(part) === Object.prototype) {
      return Object.fromEntries(
        Object.entries(part).map(([key, item]) => [String(fillText(key, values, missing)), walk(item)]),
      );
    }
    return part;
  };
  // What goes in comes out with the same shape: only texts change, and those that are typed as text stay text.
  return { value: walk(value) as T, missing: [...missing] };
}

/** Most steps have none: they are asked as they are written. */
function hasPlaceholder(part: unknown): boolean {
  if (typeof part === "string") return part.includes("{{");
  if (Array.isArray(part)) return part.some(hasPlaceholder);
  if (typeof part !== "object" || part === null || Object.getPrototypeOf(part) !== Object.prototype) return false;
  for (const key in part) if (key.includes("{{") || hasPlaceholder(Reflect.get(part, key))) return true;
  return false;
}

/** The names of all placeholders in a text. */
export function placeholders(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name ?? "");
}

/** The text with something harmless where values will stand, to check its grammar before they are known. */
export function withStandIns(text: string, standIn = "0"): string {
  return text.replace(placeholder, standIn);
}

function fillText(text: string, values: ReadonlyMap<string, unknown>, missing: Set<string>): unknown {
  if (!text.includes("{{")) return text;
  const whole = onlyPlaceholder.exec(text)?.[1];
  if (whole !== undefined && values.has(whole)) return values.get(whole);
  return text.replace(placeholder, (left, name: string) => {
    if (values.has(name)) return written(values.get(name));
    missing.add(name);
    return left;
  });
}

function substituteText(text: string, known: Known, position: () => Position): unknown {
  const whole = onlyPlaceholder.exec(text)?.[1];
  if (whole !== undefined && !known.captured?.has(whole)) return valueNamed(whole, known, position);
  return text.replace(placeholder, (left, name: string) =>
    known.captured?.has(name) ? left : written(valueNamed(name, known, position)),
  );
}

function valueNamed(name: string, { variables, captured }: Known, position: () => Position): unknown {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  // In a table, an empty cell is a value.
  if (value !== undefined && (value !== "" || name.startsWith("row."))) return value;
  const names = [...Object.keys(variables), ...(captured ?? [])];
  const nearest = value === "" ? undefined : nearestWord(name, names);
  throw new Failure({
    attempted: `putting variables into the smoke suite ${position().file}`,
    found: value === "" ? `the variable "${name}" is empty` : `no variable "${name}" is given`,
    advice: value === "" ? emptyAdvice(name) : missingAdvice(name, names, nearest),
    at: position(),
  });
}

/** Variables that inputs of the action give, by the input. */
const inputOf: Readonly<Record<string, string>> = {
  expected: "expect-version",
  "expected-digest": "expect-digest",
  environment: "environment",
};

function emptyAdvice(name: string): string {
  return `Check the line ${name}= of the input "variables": the output that it takes may not exist.`;
}

function missingAdvice(name: string, names: readonly string[], nearest: string | undefined): string {
  const input = inputOf[name];
  if (input !== undefined) return `Give the input "${input}".`;
  const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
  const given = names.length > 0 ? ` (there are: ${names.join(", ")})` : "";
  return `${hint}Add a line ${name}=… to the input "variables" (or "secrets", if it is one), or "${name}" to the suite's variables${given}.`;
}

function written(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
