import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkShape, parseKubernetesYaml, parseYaml, type YamlSource } from "../../../src/config/source.ts";
import { Failure } from "../../../src/report/failure.ts";

function only(text: string): YamlSource {
  const [source] = parseYaml(text, "a.yaml");
  if (source === undefined) throw new Error("no document");
  return source;
}

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseYaml", () => {
  it("reads several documents and leaves out the empty ones", () => {
    const sources = parseYaml("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n", "a.yaml");
    expect(sources.map((source) => source.value)).toEqual([{ a: 1 }, { b: 2 }]);
    expect(sources[1]?.position(["b"])).toEqual({ file: "a.yaml", line: 7, column: 1 });
  });

  it("reads an empty file as no document", () => {
    expect(parseYaml("", "a.yaml")).toEqual([]);
    expect(parseYaml("# only a comment\n", "a.yaml")).toEqual([]);
  });

  it("knows the place of keys and items, and of the nearest parent of what is not there", () => {
    const source = only("spec:\n  ports:\n    - port: 80\n    - port: 81\n");
    expect(source.position(["spec", "ports"])).toEqual({ file: "a.yaml", line: 2, column: 3 });
    expect(source.position(["spec", "ports", 1])).toEqual({ file: "a.yaml", line: 4, column: 7 });
    expect(source.position(["spec", "ports", 1, "port"])).toEqual({ file: "a.yaml", line: 4, column: 7 });
    expect(source.position(["spec", "ports", 7, "port"])).toEqual({ file: "a.yaml", line: 2, column: 3 });
    expect(source.position([])).toEqual({ file: "a.yaml", line: 1, column: 1 });
  });

  it("follows anchors, aliases and merge keys to where the value was written", () => {
    const source = only("base: &base\n  cpu: 1\nown:\n  <<: *base\n  memory: 2\ncopy: *base\n");
    expect(source.value).toMatchObject({ own: { cpu: 1, memory: 2 }, copy: { cpu: 1 } });
    expect(source.position(["own", "cpu"]).line).toBe(2);
    expect(source.position(["copy", "cpu"]).line).toBe(2);
    expect(source.position(["own", "memory"]).line).toBe(5);
  });

  it("finds keys that are numbers in the file", () => {
    expect(only("a:\n  8080: x\n").position(["a", "8080"]).line).toBe(2);
  });

  it("names file, line and column of a syntax error", () => {
    const failure = failureOf(() => parseYaml("a: 1\nb: [1, 2\nc: 3\n", "deploy/a.yaml"));
    expect(failure.at).toMatchObject({ file: "deploy/a.yaml", line: 3 });
    expect(failure.attempted).toBe("reading deploy/a.yaml");
  });

  it("refuses a key that stands twice", () => {
    const failure = failureOf(() => parseYaml("a:\n  b: 1\n  b: 2\n", "a.yaml"));
    expect(failure.at).toEqual({ file: "a.yaml", line: 3, column: 3 });
    expect(failure.found).toBe("a key stands twice in one mapping");
  });

  it("refuses an alias without an anchor", () => {
    expect(failureOf(() => parseYaml("a: *nowhere\n", "a.yaml")).message).toContain("nowhere");
  });

  it("refuses aliases that blow up", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [name, before] of ["ba", "cb", "dc", "ed"].map((pair) => [...pair])) {
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(", ")}]`);
    }
    expect(failureOf(() => parseYaml(bomb.join("\n"), "a.yaml")).found).toContain("alias");
  });

  it("keeps a key named __proto__ an ordinary key", () => {
    parseYaml("__proto__:\n  polluted: yes\n", "a.yaml");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});

describe("parseKubernetesYaml", () => {
  it("reads modes and old booleans as kubectl does", () => {
    const [source] = parseKubernetesYaml('mode: 0644\non: yes\noff: "no"\nport: 80\nzero: 0\n', "a.yaml");
    expect(source?.value).toEqual({ mode: 420, true: true, false: "no", port: 80, zero: 0 });
  });
});

describe("checkShape", () => {
  const schema = z.strictObject({
    services: z.record(z.string(), z.strictObject({ context: z.string(), replicas: z.int().min(1).optional() })),
    strategy: z.enum(["rolling", "canary"]).default("rolling"),
  });

  it("gives the value with its defaults", () => {
    expect(checkShape(schema, only("services:\n  orders:\n    context: .\n"), "the configuration")).toEqual({
      services: { orders: { context: "." } },
      strategy: "rolling",
    });
  });

  it("names file, line, what was found, what is allowed and the nearest valid word of an unknown key", () => {
    const failure = failureOf(() =>
      checkShape(schema, only("services:\n  orders:\n    contxt: .\n    context: .\n"), "the configuration"),
    );
    expect(failure.at).toEqual({ file: "a.yaml", line: 3, column: 5 });
    expect(failure.message).toBe(
      'reading services.orders.contxt of the configuration in a.yaml:3:5: "contxt" is not a known key. ' +
        'Did you mean "context"? Allowed here: context, replicas.',
    );
  });

  it("lists all that is wrong as evidence", () => {
    const failure = failureOf(() =>
      checkShape(
        schema,
        only("services:\n  orders:\n    context: 1\n    replicas: 0\nstrategy: rollling\n"),
        "the file",
      ),
    );
    expect(failure.found).toBe("1 is a number (and 2 more)");
    expect(failure.evidence[0]?.text.split("\n")).toEqual([
      "a.yaml:3:5: services.orders.context: 1 is a number. Write a text.",
      "a.yaml:4:5: services.orders.replicas: 0 is out of range. Give it at least 1.",
      'a.yaml:5:1: strategy: "rollling" is not allowed. Did you mean "rolling"? Allowed: rolling, canary.',
    ]);
  });

  it("points at the mapping where a key is missing", () => {
    const failure = failureOf(() => checkShape(schema, only("services:\n  orders: {}\n"), "the file"));
    expect(failure.at?.line).toBe(2);
    expect(failure.found).toBe("it is missing");
  });
});
