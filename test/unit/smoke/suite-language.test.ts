import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { suiteSchemaFile, suiteSchemaText } from "../../../scripts/schema.ts";
import { parseYaml } from "../../../src/config/source.ts";
import { Failure } from "../../../src/report/failure.ts";
import { holds, parseCondition } from "../../../src/smoke/condition.ts";
import { type LoadOptions, loadSuite, parseSuite, stepsOf } from "../../../src/smoke/load-suite.ts";
import { selectSuite } from "../../../src/smoke/select-suite.ts";
import { settlingOf } from "../../../src/smoke/settling.ts";
import type { Try } from "../../../src/smoke/suite-result.ts";

function failureOf(read: () => unknown): Failure {
  try {
    read();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it was taken for a suite");
}

const ok = "expect: { status: 200 }";
const parse = (text: string, options?: LoadOptions) => parseSuite(text, "smoke.yaml", options);

describe("a mistake in a suite is told with its line and the nearest word", () => {
  it.each<[text: string, line: number, told: RegExp]>([
    [`journeys:\n  - name: a\n    stps: [{ path: /, ${ok} }]\n`, 3, /steps/],
    [`journeys:\n  - name: a\n    steps:\n      - { pth: /, ${ok} }\n`, 4, /Did you mean "path"/],
    [
      `requests:\n  - path: /\n    expect:\n      body: { json: { $.a: { at-leest: 1 } } }\n`,
      4,
      /Did you mean "at-least"/,
    ],
    [`requests:\n  - path: /\n    expect:\n      status: 600-700\n`, 4, /2xx or 200-204/],
    [`groups: [helth]\n`, 1, /Did you mean "health"/],
    [`groups:\n  - health: { lve: /livez }\n`, 2, /Did you mean "live"/],
    [`groups: [rate-limit]\n`, 1, /budget/],
    [`requests:\n  - { path: /a, url: "http://x/", ${ok} }\n`, 2, /asks two things: path and url/],
    [`requests:\n  - { path: /a, body: a, json: {}, ${ok} }\n`, 2, /either body, json or form/],
    [
      `requests:\n  - parallel: [{ path: /a, ${ok} }, { path: /b, ${ok} }]\n    name: x\n`,
      3,
      /cannot stand beside parallel/,
    ],
    [`requests:\n  - { path: /a, when: "a = b", ${ok} }\n`, 2, /"=" is not known/],
    [`requests:\n  - { path: /a, capture: { id: id }, ${ok} }\n`, 2, /JSONPath/],
    [`requests:\n  - { path: /a, capture: { id: { json: $.a, header: b } }, ${ok} }\n`, 2, /one source/],
    [`requests:\n  - { path: "/{{ tokn }}", ${ok}, capture: { token: $.t } }\n`, 2, /Did you mean "token"/],
    [
      `requests:\n  - { path: /t, captrue: { t: $.t }, ${ok} }\n  - { path: "/{{ t }}", ${ok} }\n`,
      2,
      /Did you mean "capture"/,
    ],
    [`requests:\n  - { path: "/{{ expected }}", ${ok} }\n`, 2, /input "expect-version"/],
    [
      `journeys:\n  - { name: a, steps: [{ path: /, ${ok} }] }\n  - { name: a, steps: [{ path: /, ${ok} }] }\n`,
      3,
      /two journeys are named "a"/,
    ],
    [
      `journeys:\n  - { name: a, needs: b, steps: [{ path: /, ${ok} }] }\n  - { name: b, steps: [{ path: /, ${ok} }] }\n`,
      2,
      /not among the journeys before it/,
    ],
    [
      `data: { rows: [{ a: 1 }] }\njourneys:\n  - { name: a, for-each: row, steps: [{ path: /, ${ok} }] }\n`,
      3,
      /Did you mean "rows"/,
    ],
    [
      `data: { rows: [{ a: 1 }] }\njourneys:\n  - { name: a, for-each: rows, steps: [{ path: "/{{ row.b }}", ${ok} }] }\n`,
      3,
      /no variable "row.b"/,
    ],
    [`data: { rows: [] }\nrequests: [{ path: /, ${ok} }]\n`, 1, /at least 1/],
    [`name: x\n`, 1, /asks nothing/],
    [`journeys:\n  - { name: a, steps: [] }\n`, 2, /at least 1/],
    [`journeys:\n  - { name: a, steps: [{ path: / }] }\n`, 2, /expects nothing/],
    [`requests:\n  - { path: /, expect: { tls: {} } }\n`, 2, /expects nothing/],
  ])("%j", (text, line, told) => {
    const failure = failureOf(() => parse(text));
    expect(failure.message).toMatch(told);
    expect(failure.at).toMatchObject({ file: "smoke.yaml", line });
    expect(failure.at?.column).toBeGreaterThan(0);
  });

  // The mark stands where an editor's cursor has to be.
  it.each<[kind: string, marked: string, told: RegExp]>([
    ["an unknown key", `requests:\n  - { path: /, ^expct: {} }\n`, /Did you mean "expect"/],
    ["a wrong type", `requests:\n  - { path: /, ${ok}, ^timeout: 5 }\n`, /5 is a number. Write a text/],
    ["a bad duration", `requests:\n  - path: /\n    ${ok}\n    ^timeout: soon\n`, /duration/],
    [
      "a bad JSONPath",
      `requests:\n  - path: /\n    expect:\n      body:\n        json:\n          ^$.a[: 1\n`,
      /JSONPath/,
    ],
    [
      "a bad regular expression",
      `requests:\n  - path: /\n    expect:\n      headers: { x: { ^matches: "(" } }\n`,
      /regular expression/i,
    ],
    [
      "an unknown variable",
      `requests:\n  - ${ok}\n    ^path: "/{{ tokn }}"\nvariables: { token: a }\n`,
      /Did you mean "token"/,
    ],
    ["an unknown group", `requests: [{ path: /, ${ok} }]\ngroups: [health, ^helth]\n`, /Did you mean "health"/],
    ["an unknown option of a group", `groups:\n  - health: { ^lve: /livez }\n`, /Did you mean "live"/],
    ["a word that is not allowed", `^flapping: wran\nrequests: [{ path: /, ${ok} }]\n`, /Did you mean "warn"/],
    [
      "an unknown kind of login",
      `auth: { ^kind: beaer, token: a }\nrequests: [{ path: /, ${ok} }]\n`,
      /Did you mean "bearer"\? Allowed: bearer, basic, oauth2, hmac/,
    ],
    [
      "an unknown key of a login",
      `requests:\n  - path: /\n    ${ok}\n    auth: { kind: oauth2, token-url: "https://a/t", client-id: a, ^client-secrt: b }\n`,
      /"client-secrt" is not a known key.*Did you mean "client-secret"/,
    ],
    ["an unknown method", `requests:\n  - { ^method: GTE, path: /, ${ok} }\n`, /Did you mean "GET"/],
    [
      "a table that is not there",
      `data: { rows: [{ a: 1 }] }\njourneys:\n  - name: a\n    ^for-each: row\n    steps: [{ path: /, ${ok} }]\n`,
      /Did you mean "rows"/,
    ],
    [
      "a threshold that is none",
      `requests:\n  - load:\n      requests: [{ path: / }]\n      stages: [{ duration: 1s, rate: 1 }]\n      thresholds: [^"p95 < fast"]\n`,
      /write it as/,
    ],
    ["a step that expects nothing", `requests:\n  - ^path: /\n`, /expects nothing/],
  ])("%s is told with its line and column", (_kind, marked, told) => {
    const place = marked.indexOf("^");
    const before = marked.slice(0, place).split("\n");
    const failure = failureOf(() => parse(marked.replace("^", "")));
    expect(failure.message).toMatch(told);
    expect(failure.at).toEqual({ file: "smoke.yaml", line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
  });

  it("also where a journey over a table stands before it", () => {
    const text = `data: { t: [{ a: 1 }, { a: 2 }] }\njourneys:\n  - { name: x, for-each: t, steps: [{ path: /, ${ok} }] }\n  - { name: y, steps: [{ path: /, expct: {} }] }\n`;
    expect(failureOf(() => parse(text)).at?.line).toBe(4);
  });
});

describe("a suite", () => {
  it("takes variables from itself, from its environment and from the inputs, the last one winning", () => {
    const text = `variables: { a: "1", b: "1", c: "1" }\nenvironments: { staging: { variables: { b: "2", c: "2" } } }\nrequests: [{ path: "/{{ a }}{{ b }}{{ c }}", ${ok} }]\n`;
    const path = (options: LoadOptions) => stepsOf(parse(text, options))[0]?.name;
    expect(path({ environment: "staging", variables: { c: "3" } })).toBe("GET /123");
    expect(path({})).toBe("GET /111");
    expect(failureOf(() => parse(text, { environment: "stagin" })).advice).toContain('Did you mean "staging"');
  });

  it("reads its tables and JSON Schemas from files beside it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "smoke-"));
    const suite = `data: { people: { file: people.csv } }\njourneys:\n  - { name: "greet {{ row.who }}", for-each: people, steps: [{ path: /, expect: { body: { schema: person.json } } }] }\n`;
    writeFileSync(join(folder, "smoke.yaml"), suite);
    writeFileSync(join(folder, "people.csv"), 'who,says\nann,"hi, you"\nbob,hello\n');
    writeFileSync(join(folder, "person.json"), '{"type":"object","required":["name"]}');
    const loaded = await loadSuite("smoke.yaml", { directory: folder });
    expect(loaded.journeys.map(({ name }) => name)).toEqual(["greet ann", "greet bob"]);
    expect(stepsOf(loaded)[0]?.expect.schema?.check({})).toEqual([
      "expected the body to fit person.json: the document must have required property 'name'",
    ]);
    writeFileSync(join(folder, "person.json"), '{"type":"objct"}');
    await expect(loadSuite("smoke.yaml", { directory: folder })).rejects.toThrow(/JSON Schema person.json/);
    writeFileSync(join(folder, "smoke.yaml"), suite.replace("person.json", "absent.json"));
    await expect(loadSuite("smoke.yaml", { directory: folder })).rejects.toThrow(/absent.json, which the smoke suite/);
  });

  it("puts queries and forms together, and leaves what is captured for later", () => {
    const [step] = stepsOf(
      parse(
        `requests: [{ method: POST, path: /a?x=1, query: { q: "a b&{{ id }}" }, form: { f: ü }, ${ok}, capture: { id: $.id } }]\n`,
      ),
    );
    expect(step?.ask).toMatchObject({
      location: { path: "/a?x=1&q=a%20b%26{{ id }}" },
      body: "f=%C3%BC",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  });

  it("is refused where it is so large that it would be a load test", () => {
    const rows = Array.from({ length: 201 }, (_one, index) => ({ i: index }));
    const text = `data: { t: ${JSON.stringify(rows)} }\njourneys: [{ name: a, for-each: t, steps: [{ path: /, ${ok} }] }]\n`;
    expect(failureOf(() => parse(text)).found).toBe("it has 201 steps");
  });
});

describe("tags", () => {
  const suite = parse(`journeys:
  - { name: a, tags: [fast], steps: [{ name: a1, path: /, ${ok} }, { name: a2, path: /, tags: [slow], ${ok} }] }
  - { name: b, needs: a, steps: [{ name: b1, path: /, tags: [slow], ${ok} }] }
groups: [health]
`);
  const names = (tags: string[]) => stepsOf(selectSuite(suite, tags)).map(({ name }) => name);
  it.each([
    [["fast"], ["a1", "a2"]],
    [["fast", "!slow"], ["a1"]],
    [["slow"], ["a2", "b1"]],
    [["health"], ["it is live (/health/live)", "it is ready (/health/ready)"]],
    [[], ["a1", "a2", "b1", "it is live (/health/live)", "it is ready (/health/ready)"]],
  ])("%j select %j", (tags, expected) => expect(names(tags)).toEqual(expected));

  it("bring with them what the chosen journeys need", () => {
    const one = parse(
      `journeys:\n  - { name: a, steps: [{ name: a1, path: /, ${ok} }] }\n  - { name: b, needs: a, tags: [x], steps: [{ name: b1, path: /, ${ok} }] }\n`,
    );
    expect(stepsOf(selectSuite(one, ["x"])).map(({ name }) => name)).toEqual(["a1", "b1"]);
  });

  it("that nothing carries, or that leave nothing, are errors", () => {
    expect(failureOf(() => selectSuite(suite, ["fats"])).advice).toContain('Did you mean "fast"');
    expect(failureOf(() => selectSuite(suite, ["health", "!health"])).found).toContain("no step is left");
  });
});

describe("a condition", () => {
  const values = new Map<string, unknown>([
    ["env", "staging"],
    ["n", 3],
    ["off", false],
  ]);
  it.each([
    ["{{ env }} == staging", true],
    ["{{ env }} != staging", false],
    ['{{ env }} == "staging" and {{ n }} == 3', true],
    ["{{ env }} in dev, staging", true],
    ["{{ env }} in dev", false],
    ["{{ env }}", true],
    ["{{ off }}", false],
    ["not {{ off }}", true],
    ["{{ never }}", false],
    ["{{ never }} == x", false],
  ])("%s is %s", (text, expected) => {
    const condition = parseCondition(text);
    if (typeof condition === "string") throw new Error(condition);
    expect(holds(condition, values)).toBe(expected);
  });
});

describe("attempts", () => {
  const tries = (text: string): Try[] =>
    [...text].map((one, index) => ({ atMs: index, fits: one === "+", unreachable: one === "!", problem: undefined }));
  it.each([
    ["+", true, "steady"],
    ["!!+++", false, "slow start"],
    ["!!+++", true, "flapping"],
    ["--+++", true, "slow start"],
    ["-+-+++", false, "flapping"],
    ["!!!", true, "steady"],
  ])("%s are, with an answer before: %s, %s", (text, before, settling) =>
    expect(settlingOf(tries(text), before)).toBe(settling),
  );
});

describe("the published schema", () => {
  it("is what smoke-suite.schema.json says (npm run schema writes it anew)", () => {
    expect(readFileSync(suiteSchemaFile, "utf8")).toBe(suiteSchemaText());
  });

  it("takes the example suites, and refuses a mistyped key", () => {
    const check = new Ajv2020({ strict: false, logger: false }).compile(JSON.parse(suiteSchemaText()));
    for (const file of ["examples/orders/smoke.yaml", "examples/orders/checks/smoke.yaml"]) {
      check(parseYaml(readFileSync(file, "utf8"), file)[0]?.value);
      expect(check.errors ?? []).toEqual([]);
    }
    expect(check({ requests: [{ pth: "/" }] })).toBe(false);
  });
});
