// What does a CEL expression say about an object, and how is its cost held down?

import { runInNewContext } from "node:vm";
import { Environment } from "@marcbachmann/cel-js";
import { Failure, type Position } from "../../report/failure.ts";

/**
 * An expression of the Common Expression Language (https://github.com/google/cel-spec) over `object`.
 *
 * @throws Error where it makes no sense of this object: a field that is not there, a type that does not fit
 */
export type CelProgram = (object: object) => boolean | string;

export interface CelPlace {
  readonly type: "bool" | "string";
  readonly at: Position;
  /** `expression of the custom check custom/owner-label`. */
  readonly what: string;
}

/** @throws Failure at the line for what is not CEL, names what is not there, or answers another type */
export function compile(text: string, { type, at, what }: CelPlace): CelProgram {
  const program = parsed(text, { type, at, what });
  const checked = program.check();
  const answers = checked.type ?? "nothing";
  const error = checked.error?.message ?? (fits(answers, type) ? undefined : `it answers ${answers}`);
  if (error !== undefined) throw notCel(error, { type, at, what });
  return (object) => {
    const value: unknown = program({ object: celObject(object) });
    if (typeof value === "boolean" && type === "bool") return value;
    if (typeof value === "string" && type === "string") return value;
    throw new Error(`it answers ${typeof value}, not ${names[type]}`);
  };
}

/**
 * Runs a synchronous piece of work for so many milliseconds at most. Node's `vm` is what can stop a loop or a regular
 * expression of the same thread.
 *
 * @returns whether it came to its end
 */
export function within(milliseconds: number, work: () => void): boolean {
  try {
    runInNewContext("work()", { work }, { timeout: milliseconds });
    return true;
  } catch (error) {
    // The error is made in the new context, so it is no Error of this one.
    if (typeof error === "object" && error !== null && Reflect.get(error, "code") === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      return false;
    throw error;
  }
}

const names = { bool: "true or false", string: "a text" };

/** Expressions are small; what a list of literals or a deep nesting could cost is refused as it is read. */
const environment = new Environment({
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 2000, maxDepth: 100, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 16 },
}).registerVariable("object", "dyn");

function parsed(text: string, place: CelPlace): ReturnType<typeof environment.parse> {
  try {
    return environment.parse(text);
  } catch (error) {
    throw notCel(error instanceof Error ? error.message : String(error), place);
  }
}

function fits(answers: string, type: string): boolean {
  return answers === type || answers === "dyn";
}

function notCel(message: string, { type, at, what }: CelPlace): Failure {
  const [first = "", ...rest] = message.split("\n");
  const where = rest.filter((line) => line.trim() !== "").join("\n");
  return new Failure({
    attempted: `reading the ${what}`,
    found: first.charAt(0).toLowerCase() + first.slice(1),
    advice: `Write CEL over \`object\` that answers ${names[type]}: has(object.metadata.labels.team).`,
    at,
    evidence: where === "" ? [] : [{ title: "where in the expression", text: where }],
  });
}

/** Made once for all expressions that look at an object. */
function celObject(object: object): unknown {
  const known = converted.get(object);
  if (known !== undefined) return known;
  const made = celValue(object);
  converted.set(object, made);
  return made;
}

const converted = new WeakMap<object, unknown>();

/** Whole numbers are CEL's int, as Kubernetes has them. */
function celValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, celValue(one)]));
}
