import { describe, expect, it } from "vitest";
import {
  candidateSize,
  describeShares,
  percentOf,
  sharesBesideAutoscaler,
  sharesByReplicas,
} from "../../../../src/rollout/canary/shares.ts";

describe("a weight by replicas", () => {
  it.each([
    [10, 10, 9, 1, "9:1 pods, 10 %"],
    [5, 10, 10, 1, "10:1 pods, 9.1 % instead of 5 %"],
    [25, 10, 8, 3, "8:3 pods, 27.3 % instead of 25 %"],
    [25, 8, 6, 2, "6:2 pods, 25 %"],
    [25, 3, 3, 1, "3:1 pods, 25 %"],
    [50, 3, 2, 2, "2:2 pods, 50 %"],
    [50, 1, 1, 1, "1:1 pods, 50 %"],
    [5, 1, 1, 1, "1:1 pods, 50 % instead of 5 %"],
    [95, 2, 1, 2, "1:2 pods, 66.7 % instead of 95 %"],
    [0, 4, 4, 0, "4:0 pods, 0 %"],
    [100, 4, 0, 4, "0:4 pods, 100 %"],
  ])("%i %% of %i pods is %i:%i", (weight, full, stable, candidate, text) => {
    const shares = sharesByReplicas(weight, full);
    expect(shares).toEqual({ stable, candidate });
    expect(describeShares(shares, weight)).toBe(text);
  });

  it("never goes below full size, never more than one above it, and rises with the weight", () => {
    for (let full = 1; full <= 40; full++) {
      let before = 0;
      for (let weight = 1; weight < 100; weight++) {
        const { stable, candidate } = sharesByReplicas(weight, full);
        const percent = percentOf({ stable, candidate });
        const isBoth = stable > 0 && stable <= full && candidate > 0;
        const isFull = [full, full + 1].includes(stable + candidate);
        if (!isBoth || !isFull || percent < before - 1e-9) {
          expect.fail(`${weight} % of ${full}: ${stable}:${candidate}, which is ${percent} % after ${before} %`);
        }
        before = percent;
      }
    }
  });

  it.each([
    [10, 9, 1],
    [50, 8, 8],
    [25, 8, 3],
    [1, 8, 1],
    [100, 8, 8],
    [0, 8, 0],
  ])("%i %% beside an autoscaler that wants %i is %i more", (weight, stable, candidate) => {
    expect(sharesBesideAutoscaler(weight, stable)).toEqual({ stable, candidate });
  });
});

it.each([
  [5, 3, 1],
  [25, 10, 3],
  [50, 10, 5],
  [51, 10, 6],
  [100, 10, 10],
  [0, 10, 1],
])("%i %% of a router needs, of %i pods, %i of the candidate", (weight, full, size) => {
  expect(candidateSize(weight, full)).toBe(size);
});
