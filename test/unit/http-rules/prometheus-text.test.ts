import { describe, expect, it } from "vitest";
import { missingSeries, readSeries } from "../../../src/http-rules/prometheus-text.ts";
import { answerOf } from "./support.ts";

describe("Prometheus text", () => {
  it.each([
    [
      '# HELP a b\n# TYPE a histogram\na_bucket{le="+Inf"} 3\na_sum 1.5\na_count 3 # {trace="x"} 1\n# EOF\n',
      ["a_bucket", "a_sum", "a_count"],
    ],
    ["a NaN\nb{} -Inf\nc .5\n", ["a", "b", "c"]],
  ])("is read: %j", (text, names) => expect(readSeries(text)).toEqual({ names: new Set(names) }));

  it.each([
    ["a b c\n", /line 1/],
    ["# TYPE a thing\n", /line 1/],
    ["", /no series/],
    ['a{b="c} 1\n', /line 1/],
    ["a 1\n2a 1\n", /line 2/],
  ])("is refused: %j", (text, found) => expect(missingSeries(answerOf(text), ["a"]).join()).toMatch(found));

  it("must have the series that are named", () => {
    expect(missingSeries(answerOf("up 1\n"), ["up", "down"])).toEqual([
      "expected the series down, but it is not among the 1 that are there",
    ]);
  });
});
