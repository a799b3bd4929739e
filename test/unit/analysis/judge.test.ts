import { describe, expect, it } from "vitest";
import { judge } from "../../../src/analysis/judge.ts";
import type { Comparison } from "../../../src/analysis/plan.ts";

const comparison: Comparison = {
  tolerance: { kind: "percent", value: 10 },
  direction: "increase",
  alpha: 0.05,
  sample: 30_000,
};
const stable = [100, 102, 98, 101, 99, 103, 97, 100.5];
const times = (factor: number) => stable.map((value) => value * factor + 0.01);

describe("the judge", () => {
  it.each([
    ["twice as slow", times(2), {}, "fail"],
    ["5 % slower where 10 % are tolerated", times(1.05), {}, "pass"],
    ["5 % slower where 1 % is tolerated", times(1.05), { tolerance: { kind: "percent", value: 1 } }, "fail"],
    ["5 slower where 20 are tolerated", times(1.05), { tolerance: { kind: "amount", value: 20 } }, "pass"],
    ["half as slow", times(0.5), {}, "pass"],
    ["half as much where less is worse", times(0.5), { direction: "decrease" }, "fail"],
    ["twice as much where less is worse", times(2), { direction: "decrease" }, "pass"],
    ["half as much where either is worse", times(0.5), { direction: "either" }, "fail"],
    ["twice as much where either is worse", times(2), { direction: "either" }, "fail"],
    ["the same", stable, { direction: "either" }, "pass"],
    ["too few samples", [200], {}, "inconclusive"],
    ["no numbers", [Number.NaN, Number.NaN, Number.NaN, Number.NaN], {}, "inconclusive"],
    ["no samples", [], {}, "inconclusive"],
  ] as const)("says of a candidate that is %s: %s", (_, candidate, changes, verdict) => {
    expect(judge(candidate, stable, { ...comparison, ...changes }).verdict).toBe(verdict);
  });

  it("needs as many samples as could show a difference", () => {
    expect(judge([9, 9.1, 9.2], [1, 1.1, 1.2], comparison).verdict).toBe("inconclusive");
    expect(judge([9, 9.1, 9.2, 9.3], [1, 1.1, 1.2], comparison).verdict).toBe("fail");
  });

  it("gives the numbers that it went by", () => {
    const { candidate, shift, tolerated, test } = judge([3, 4, 5, 6], [1, 1.2, 1.4, 1.6], comparison);
    expect(candidate).toEqual({ samples: 4, median: 4.5 });
    expect(shift).toBeCloseTo(3.2, 9);
    expect(tolerated).toBeCloseTo(0.13, 9);
    expect(test).toMatchObject({ u: 16, method: "exact" });
    expect(test?.p).toBeCloseTo(1 / 70, 9);
  });

  it("takes no error at all for what it is", () => {
    expect(judge([0, 0, 0, 0], [0, 0, 0, 0], comparison).verdict).toBe("pass");
    expect(judge([100, 100, 100, 100], [0, 0, 0, 0], comparison).verdict).toBe("fail");
  });
});
