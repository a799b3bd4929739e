// Is this step or journey to run?

import { fill } from "./variables.ts";

/** `{{ environment }} == production`, `{{ tier }} in gold, silver`, `not {{ id }}`, joined by `and`. */
export interface Condition {
  readonly text: string;
  readonly tests: readonly Test[];
}

export type Test =
  | { readonly kind: "equal" | "unequal"; readonly left: string; readonly right: string }
  | { readonly kind: "in"; readonly left: string; readonly right: readonly string[] }
  | { readonly kind: "true" | "false"; readonly left: string };

/** @returns what is wrong with it, as `found. advice`, where it is no condition. Pure. */
export function parseCondition(text: string): Condition | string {
  const parts = text.split(/\s+and\s+/).map((part) => part.trim());
  if (parts.some((part) => part === "")) {
    return "it is no condition. Write it as {{ environment }} == production, with ==, != or in, joined by and.";
  }
  const unknown = /\s(=|===|!==|<|>|<=|>=|or|\|\||&&)\s/.exec(text)?.[1];
  if (unknown !== undefined) return `"${unknown}" is not known in a condition. Use ==, !=, in, not and and.`;
  return { text, tests: parts.map(parseTest) };
}

/** What was not captured counts as empty, which is false. */
export function holds(condition: Condition, values: ReadonlyMap<string, unknown>): boolean {
  const value = (text: string): string => {
    const filled = fill(text, values);
    return filled.missing.length > 0 ? "" : String(filled.value);
  };
  return condition.tests.every((test) => testHolds(test, value));
}

function testHolds(test: Test, value: (text: string) => string): boolean {
  switch (test.kind) {
    case "equal":
      return value(test.left) === value(test.right);
    case "unequal":
      return value(test.left) !== value(test.right);
    case "in":
      return test.right.some((one) => value(one) === value(test.left));
    case "true":
      return isTrue(value(test.left));
    case "false":
      return !isTrue(value(test.left));
  }
}

function parseTest(part: string): Test {
  const [, left = "", operator, right = ""] = /^(.*?)\s+(==|!=|in)\s+(.*)$/s.exec(part) ?? [];
  if (operator === "==") return { kind: "equal", left: bare(left), right: bare(right) };
  if (operator === "!=") return { kind: "unequal", left: bare(left), right: bare(right) };
  if (operator === "in") return { kind: "in", left: bare(left), right: right.split(",").map(bare) };
  if (part.startsWith("not ")) return { kind: "false", left: bare(part.slice(4)) };
  return { kind: "true", left: bare(part) };
}

function bare(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, "$2");
}

function isTrue(text: string): boolean {
  return !["", "false", "0", "no", "null"].includes(text);
}
