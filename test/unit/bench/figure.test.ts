import { expect, it } from "vitest";
import { holds, median, medianResult } from "../../../bench/figure.ts";

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])("takes the median of %j", (samples, middle) => {
  expect(median(samples)).toBe(middle);
});

it("has no median of nothing", () => {
  expect(() => median([])).toThrow("at least one sample");
});

it("holds at its limit, not above it, and always where there is none", () => {
  const result = medianResult({ name: "start", unit: "ratio", limit: 2, samples: [1, 2, 3] });
  expect(holds(result)).toBe(true);
  expect(holds({ ...result, value: 2.001 })).toBe(false);
  expect(holds(medianResult({ name: "peer", unit: "ms", samples: [9] }))).toBe(true);
});
