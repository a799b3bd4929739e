import { describe, expect, it } from "vitest";
import { mannWhitney, median, shiftBetween, smallestP } from "../../../src/analysis/mann-whitney.ts";

describe("the test of Mann and Whitney gives what is published", () => {
  // Age at diagnosis, from the documentation of scipy.stats.mannwhitneyu.
  const males = [19, 22, 16, 29, 24];
  const females = [20, 11, 17, 12];

  it("by SciPy's documentation: U = 17, p = 0.1111", () => {
    const { u, p, method } = mannWhitney(males, females, "different");
    expect({ u, method }).toEqual({ u: 17, method: "exact" });
    expect(p).toBeCloseTo(0.1111111111, 9);
  });

  // Hollander & Wolfe (1973), page 69: permeability constants of the human chorioamnion; the example of R's wilcox.test.
  const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const early = [1.15, 0.88, 0.9, 0.74, 1.21];

  it("by Hollander and Wolfe: W = 35, p = 0.1272", () => {
    const { u, p } = mannWhitney(atTerm, early, "first-larger");
    expect(u).toBe(35);
    expect(p).toBeCloseTo(0.1272, 4);
    expect(mannWhitney(early, atTerm, "first-smaller").p).toBeCloseTo(0.1272, 4);
  });

  it("by the tables of critical values: at n = 5 and 5, U = 23 is 0.0317 two-sided and 0.0159 one-sided", () => {
    const apart = mannWhitney([4, 7, 8, 9, 10], [1, 2, 3, 5, 6], "different");
    expect(apart.u).toBe(23);
    expect(apart.p).toBeCloseTo(0.0317, 4);
    expect(mannWhitney([4, 7, 8, 9, 10], [1, 2, 3, 5, 6], "first-larger").p).toBeCloseTo(0.0159, 4);
  });

  it("by SciPy's documentation for the normal distribution: p = 0.1113", () => {
    const { p, method } = mannWhitney(males, females, "different", 0);
    expect(method).toBe("normal");
    expect(p).toBeCloseTo(0.11134688653, 6);
  });

  // By the formula: 4 and 2 stand three times, 5 twice, so the variance is 25/12 (11 - 54/90) and z is 10 / 4.6547.
  it("corrects the normal distribution for ties", () => {
    const { u, p, method } = mannWhitney([3, 4, 4, 5, 5], [1, 2, 2, 2, 4], "different");
    expect({ u, method }).toEqual({ u: 23, method: "normal" });
    expect(p).toBeCloseTo(0.03168, 4);
  });

  it("comes close to the exact distribution by the normal one", () => {
    const first = Array.from({ length: 30 }, (_, index) => index * 3 + 1);
    const second = Array.from({ length: 30 }, (_, index) => index * 3 - 12);
    const exact = mannWhitney(first, second, "different");
    const normal = mannWhitney(first, second, "different", 0);
    expect([exact.method, normal.method]).toEqual(["exact", "normal"]);
    expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.005);
  });

  it("sees no difference where all values are the same", () => {
    expect(mannWhitney([1, 1, 1], [1, 1, 1, 1], "different").p).toBe(1);
  });
});

it("knows how small p can get", () => {
  expect(smallestP(3, 3)).toBeCloseTo(1 / 20, 12);
  expect(smallestP(4, 4)).toBeCloseTo(1 / 70, 12);
});

it("tells the median and the shift", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  // Hollander & Wolfe's estimate for the data above, as R gives it with conf.int = TRUE.
  expect(
    shiftBetween([0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.9, 0.74, 1.21]),
  ).toBeCloseTo(0.305, 3);
});
