import { describe, expect, it } from "vitest";
import { z } from "zod";
import { allowedKeys, checkValue, nearestWord, pathText } from "../../../src/config/shape.ts";

const step = z.strictObject({ weight: z.int().min(1).max(100), pause: z.string().optional() });
const schema = z
  .strictObject({
    name: z.string().min(1),
    url: z.url().optional(),
    steps: z.array(step).optional(),
    target: z.union([z.string(), z.strictObject({ host: z.string() })]).optional(),
    mode: z
      .discriminatedUnion("kind", [z.strictObject({ kind: z.literal("a") }), z.strictObject({ kind: z.literal("b") })])
      .optional(),
    labels: z.record(z.string().regex(/^[a-z]+$/), z.string()).optional(),
  })
  .transform((value) => value);

describe("checkValue", () => {
  it.each([
    [{}, "name", "it is missing", "Give it a text."],
    [{ name: "" }, "name", "it is empty", "Give it a value."],
    [
      { name: "x", nam: 1 },
      "nam",
      '"nam" is not a known key',
      'Did you mean "name"? Allowed here: labels, mode, name, steps, target, url.',
    ],
    [{ name: "x", url: "host" }, "url", '"host" is not allowed', "Write a whole URL: https://host/path."],
    [{ name: "x", steps: {} }, "steps", "{} is a mapping", "Write a list."],
    [{ name: "x", steps: [{ weight: 101 }] }, "steps[0].weight", "101 is out of range", "Give it at most 100."],
    [{ name: "x", steps: [{ weight: 1.5 }] }, "steps[0].weight", "1.5 is not a whole number", "Write a whole number."],
    [
      { name: "x", steps: [{ weight: 1, puase: "1m" }] },
      "steps[0].puase",
      '"puase" is not a known key',
      'Did you mean "pause"? Allowed here: pause, weight.',
    ],
    [{ name: "x", target: 1 }, "target", "1 is not allowed", "Write a text or a mapping."],
    [
      { name: "x", target: { hots: "a" } },
      "target.hots",
      '"hots" is not a known key',
      'Did you mean "host"? Allowed here: host.',
    ],
    [{ name: "x", mode: { kind: "c" } }, "mode.kind", '"c" is not allowed', "Allowed: a, b."],
    [{ name: "x", labels: { A1: "x" } }, "labels.A1", '"A1" is not allowed as a name', "It must match /^[a-z]+$/."],
    [{ name: null }, "name", "null is empty", "Write a text."],
    ["text", "the top level", '"text" is a text', "Write a mapping."],
  ])("of %j says what is wrong", (value, path, found, advice) => {
    const result = checkValue(schema, value);
    if (result.kind !== "misfits") throw new Error("it fits");
    const [first] = result.problems;
    expect({ path: pathText(first?.path ?? []), found: first?.found, advice: first?.advice }).toEqual({
      path,
      found,
      advice,
    });
  });

  it("shortens a long value", () => {
    const result = checkValue(z.enum(["a"]), "x".repeat(500));
    if (result.kind !== "misfits") throw new Error("it fits");
    expect(result.problems[0]?.found.length).toBeLessThan(120);
  });

  it("splits a message of the schema's own into what was found and what to do", () => {
    const own = z.string().refine(() => false, "it is cursed. Choose another.");
    expect(checkValue(own, "x")).toMatchObject({ problems: [{ found: "it is cursed", advice: "Choose another." }] });
  });
});

describe("allowedKeys", () => {
  it("looks through transforms, options and lists", () => {
    expect(allowedKeys(schema, ["steps", 0])).toEqual(["weight", "pause"]);
    expect(allowedKeys(schema, ["name"])).toEqual([]);
  });
});

describe("nearestWord", () => {
  it.each([
    ["strategi", "strategy"],
    ["dry_run", "dry-run"],
    ["Timeout", "timeout"],
    ["zzzzzz", undefined],
  ])("of %s is %s", (word, nearest) => {
    expect(nearestWord(word, ["strategy", "dry-run", "timeout"])).toBe(nearest);
  });
});
