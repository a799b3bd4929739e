// Is the candidate worse than stable, by more than chance and by more than it may be?

import { type MannWhitney, mannWhitney, median, shiftBetween, smallestP } from "./mann-whitney.ts";
import type { Comparison } from "./plan.ts";

/** All the numbers that a judgement rests on. */
export interface Judgement {
  readonly verdict: "pass" | "fail" | "inconclusive";
  readonly candidate: { readonly samples: number; readonly median: number };
  readonly stable: { readonly samples: number; readonly median: number };
  /** The median of all differences, candidate less stable. */
  readonly shift: number;
  /** By how much it may be worse, in the unit of the metric. */
  readonly tolerated: number;
  /** Of the test whether it is worse by more than that; nothing where there are too few samples. */
  readonly test: MannWhitney | undefined;
  readonly alpha: number;
}

/**
 * Tests the candidate's samples against stable's, which are moved by what is tolerated: it fails only where the
 * difference beyond the tolerance is hardly by chance. Values that are not finite numbers are no samples. Pure.
 */
export function judge(
  candidateSamples: readonly number[],
  stableSamples: readonly number[],
  comparison: Comparison,
): Judgement {
  const candidate = candidateSamples.filter(Number.isFinite);
  const stable = stableSamples.filter(Number.isFinite);
  const { tolerance, alpha, direction } = comparison;
  const stableMedian = median(stable);
  const tolerated = tolerance.kind === "amount" ? tolerance.value : (Math.abs(stableMedian) * tolerance.value) / 100;
  const numbers = {
    candidate: { samples: candidate.length, median: median(candidate) },
    stable: { samples: stable.length, median: stableMedian },
    shift: shiftBetween(candidate, stable),
    tolerated,
    alpha,
  };
  // With either direction both sides are tested, each at half the level.
  const level = direction === "either" ? alpha / 2 : alpha;
  if (candidate.length === 0 || stable.length === 0 || smallestP(candidate.length, stable.length) >= level) {
    return { ...numbers, verdict: "inconclusive", test: undefined };
  }
  const worse = direction === "either" ? (numbers.shift >= 0 ? "increase" : "decrease") : direction;
  const moved = stable.map((value) => value + (worse === "increase" ? tolerated : -tolerated));
  const test = mannWhitney(candidate, moved, worse === "increase" ? "first-larger" : "first-smaller");
  return { ...numbers, verdict: test.p < level ? "fail" : "pass", test };
}
