// Which values does a step take from its answer for later ones?

import type { JSONValue } from "json-p3";
import { readCookies } from "../http-rules/set-cookie.ts";
import type { Answer } from "./answer.ts";
import { valuesAt } from "./json-path.ts";
import type { Capture } from "./suite.ts";

export interface Captured {
  readonly name: string;
  readonly value: unknown;
  readonly secret: boolean;
}

/** What was found, and one sentence for each value that is not there or is empty. Pure. */
export function takeCaptures(
  answer: Answer,
  captures: Readonly<Record<string, Capture>>,
): { readonly taken: readonly Captured[]; readonly missing: readonly string[] } {
  const taken: Captured[] = [];
  const missing: string[] = [];
  for (const [name, { from, secret }] of Object.entries(captures)) {
    const value = valueFrom(answer, from);
    if (value === undefined || value === null || value === "")
      missing.push(`expected ${describe(from)} to capture as ${name}, found none`);
    else taken.push({ name, value, secret });
  }
  return { taken, missing };
}

function valueFrom(answer: Answer, from: Capture["from"]): unknown {
  switch (from.kind) {
    case "header":
      return answer.headers[from.name];
    case "cookie":
      return readCookies(answer).findLast(({ name }) => name === from.name)?.value;
    case "regex": {
      const match = new RegExp(from.pattern, "u").exec(answer.body);
      return match === null ? undefined : (match[1] ?? match[0]);
    }
    case "json":
      try {
        return valuesAt(from.path, JSON.parse(answer.body) as JSONValue)[0];
      } catch {
        return undefined;
      }
  }
}

function describe(from: Capture["from"]): string {
  switch (from.kind) {
    case "header":
      return `a header ${from.name}`;
    case "cookie":
      return `a cookie ${from.name}`;
    case "regex":
      return `a match of /${from.pattern}/`;
    case "json":
      return `a value at ${from.path}`;
  }
}
