import { describe, expect, it } from "vitest";
import { nextOf } from "../../../src/analysis/analyse.ts";
import type { Verdict } from "../../../src/analysis/measurement.ts";
import type { Metric } from "../../../src/analysis/plan.ts";
import { finalVerdict, joinVerdicts, measuringTimes, verdictSoFar } from "../../../src/analysis/schedule.ts";

describe("a metric is measured", () => {
  it.each([
    ["its count of times without a span", { interval: 30, count: 3 }, undefined, [30, 60, 90]],
    ["at each interval of a span, and at its end", { interval: 30, count: 9 }, 100, [30, 60, 90, 100]],
    ["once at an end that is an interval's too", { interval: 50, count: 9 }, 100, [50, 100]],
    ["once where the span is shorter than an interval", { interval: 30, count: 9 }, 10, [10]],
  ])("%s", (_, metric, span, times) => {
    expect(measuringTimes(metric, span)).toEqual(times);
  });
});

const metric = { failureLimit: 1, inconclusiveLimit: 1 } as Metric;
const all = (...verdicts: Verdict[]) => verdicts.map((verdict) => ({ verdict }));

describe("measurements together", () => {
  it.each([
    ["one failure is allowed", all("fail", "pass"), undefined, "pass"],
    ["two are not", all("fail", "pass", "fail"), "fail", "fail"],
    ["one that tells nothing is allowed", all("inconclusive", "pass"), undefined, "pass"],
    ["two are not", all("inconclusive", "pass", "inconclusive"), "inconclusive", "inconclusive"],
    ["none that passed shows nothing", all("inconclusive", "fail"), undefined, "inconclusive"],
    ["none at all shows nothing", all(), undefined, "inconclusive"],
    ["a failure counts more", all("inconclusive", "inconclusive", "fail", "fail"), "fail", "fail"],
  ] as const)("%s", (_, measurements, soFar, end) => {
    expect(verdictSoFar(metric, measurements)).toBe(soFar);
    expect(finalVerdict(metric, measurements)).toBe(end);
  });

  it("of several metrics are as good as the worst", () => {
    expect(joinVerdicts(["pass", "inconclusive", "fail"])).toBe("fail");
    expect(joinVerdicts(["pass", "inconclusive"])).toBe("inconclusive");
    expect(joinVerdicts(["pass", "pass"])).toBe("pass");
    expect(joinVerdicts([])).toBe("inconclusive");
  });

  it.each([
    ["pass", "fail", "go"],
    ["fail", "continue", "stop"],
    ["inconclusive", "fail", "stop"],
    ["inconclusive", "pause", "pause"],
    ["inconclusive", "continue", "go"],
  ] as const)("that are %s with on-inconclusive: %s mean %s", (verdict, onInconclusive, next) => {
    expect(nextOf(verdict, onInconclusive)).toBe(next);
  });
});
