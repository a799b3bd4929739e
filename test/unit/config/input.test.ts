import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { duration, flag, keyValues, lines, quotedLines, wholeNumber, words } from "../../../src/config/input.ts";
import { checkValue } from "../../../src/config/shape.ts";

describe("kinds of input", () => {
  it.each<[string, z.ZodType, string, unknown]>([
    ["a duration", duration(), "1m30s", 90_000],
    ["a flag", flag(), "true", true],
    ["a flag", flag(), "false", false],
    ["a whole number", wholeNumber({ min: 1, max: 100 }), "100", 100],
    ["lines", lines(), "a.yaml\n\n  b.yaml  \r\n# c.yaml\n", ["a.yaml", "b.yaml"]],
    [
      "lines that may be quoted",
      quotedLines(),
      '"A=one\ntwo ""x"""\n  B="b c"\n# "\nC=1 \r\n"D=d"\r\n"E=open\n',
      ['A=one\ntwo "x"', 'B="b c"', "C=1", "D=d", '"E=open'],
    ],
    ["words", words(), "v1, v2\nv3", ["v1", "v2", "v3"]],
    ["pairs", keyValues(), "A=1\nB=x=y\nC=", { A: "1", B: "x=y", C: "" }],
    ["pairs named like a prototype's keys", keyValues(), "__proto__=1", JSON.parse('{"__proto__":"1"}')],
  ])("%s reads %j", (_kind, schema, text, value) => {
    expect(checkValue(schema, text)).toEqual({ kind: "fits", value });
  });

  it.each<[string, z.ZodType, string, string]>([
    ["duration", duration(), "90", "A unit is missing: write 90s for seconds or 90m for minutes."],
    ["flag", flag(), "yes", "Allowed: true, false."],
    ["flag", flag(), "True", 'Did you mean "true"? Allowed: true, false.'],
    ["whole number", wholeNumber({ min: 1, max: 100 }), "101", "Write a whole number from 1 to 100."],
    ["whole number", wholeNumber({ min: 1 }), "1e3", "Write a whole number of at least 1."],
    ["whole number", wholeNumber(), "", "Write a whole number of at least 0."],
    ["pairs", keyValues(), "A=1\nB", "Write one KEY=value per line."],
    ["pairs", keyValues(), "A=1\nA=2", "Keep one of the two."],
  ])("%s refuses %j and says what is allowed", (_kind, schema, text, advice) => {
    expect(checkValue(schema, text)).toMatchObject({ kind: "misfits", problems: [{ path: [], advice }] });
  });
});
