// Is what docs/smoke-test.md says of the suite language true?

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { groupNames } from "../../../src/smoke/groups/registry.ts";
import { compileJsonSchema, readJsonSchema } from "../../../src/smoke/json-schema.ts";
import { parseSuite, stepsOf } from "../../../src/smoke/load-suite.ts";
import { suiteJsonSchema } from "../../../src/smoke/suite-schema.ts";

const page = readFileSync("docs/smoke-test.md", "utf8");
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map(([, text = ""]) => text)
  .filter((text) => !text.startsWith("#"));

/** A step, or a part of a suite, becomes a whole one. */
function whole(text: string): string {
  if (text.startsWith("- ")) return `requests:\n${text}`;
  return /^(?:requests|journeys|groups):/m.test(text) ? text : `${text}\ngroups: [health]\n`;
}

/** The keys of all mappings that a JSON Schema describes. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = "properties" in schema ? Object.keys(Object(schema.properties)) : [];
  return [...own, ...Object.values(schema).flatMap(keysIn)];
}

describe("the page about smoke suites", () => {
  it.each(examples)("shows suites that can be run: %j", (text) => {
    const variables = { expected: "1", environment: "staging", password: "p", "client-secret": "c", id: "1" };
    const suite = parseSuite(whole(text), "page.yaml", {
      variables,
      jsonSchema: { compile: compileJsonSchema, read: readJsonSchema },
    });
    expect(stepsOf(suite).length).toBeGreaterThan(0);
  });

  it("names every key that a suite can have, and every group", () => {
    const keys = [...groupNames, ...keysIn(suiteJsonSchema())];
    const missing = [...new Set(keys)].filter((key) => !new RegExp(`(?<![\\w-])${key}(?![\\w-])`).test(page));
    expect(missing).toEqual([]);
  });
});
