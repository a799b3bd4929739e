// What does `{{ version }}` stand for in a suite?

import { Failure, type Position } from "../report/failure.ts";

const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;

/**
 * Replaces `{{ name }}` in every text of a parsed document; keys stay as they are. Pure.
 *
 * @throws Failure at the text's position for a name that is not among the variables, or is empty:
 * an expected version that is empty would be no expectation
 */
export function substitute(
  value: unknown,
  variables: Readonly<Record<string, string>>,
  position: (path: (string | number)[]) => Position,
  path: (string | number)[] = [],
): unknown {
  if (typeof value === "string") return substituteText(value, variables, () => position(path));
  if (Array.isArray(value)) {
    return value.map((item, index) => substitute(item, variables, position, [...path, index]));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, substitute(item, variables, position, [...path, key])]),
    );
  }
  return value;
}

function substituteText(text: string, variables: Readonly<Record<string, string>>, position: () => Position): string {
  return text.replace(placeholder, (_whole, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value !== undefined && value !== "") return value;
    const known = Object.keys(variables);
    throw new Failure({
      attempted: `putting variables into the smoke suite ${position().file}`,
      found: value === "" ? `the variable "${name}" is empty` : `no variable "${name}" is given`,
      advice:
        value === ""
          ? `Check the line ${name}= of the input "variables": the output that it takes may not exist.`
          : `Add a line ${name}=… to the input "variables"${known.length > 0 ? ` (given: ${known.join(", ")})` : ""}.`,
      at: position(),
    });
  });
}
