// Do two samples come from the same distribution, or is one of them larger?

export interface MannWhitney {
  /** Of how many pairs the first sample's value is the larger one; a tie counts one half. */
  readonly u: number;
  /** How probable a `u` this large (or, two-sided, this far from the middle) is where there is no difference. */
  readonly p: number;
  /** `exact` counts all arrangements; with ties or many values the normal distribution stands in, as in R and SciPy. */
  readonly method: "exact" | "normal";
}

export type Alternative = "first-larger" | "first-smaller" | "different";

/**
 * The test of Mann and Whitney (1947), also known as Wilcoxon's rank-sum test, with the correction for ties and for
 * continuity that R's `wilcox.test` and SciPy's `mannwhitneyu` make. Both samples have at least one value.
 *
 * @param mostExact above this many values of a sample the normal distribution is close enough
 */
export function mannWhitney(
  first: readonly number[],
  second: readonly number[],
  alternative: Alternative,
  mostExact = 50,
): MannWhitney {
  const u = pairsWon(first, second);
  const pairs = first.length * second.length;
  const ties = tieSizes([...first, ...second]);
  if (ties.length === 0 && first.length <= mostExact && second.length <= mostExact) {
    const counts = arrangements(first.length, second.length);
    return { u, p: exactP(u, counts, alternative), method: "exact" };
  }
  const total = first.length + second.length;
  const tied = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const variance = (pairs / 12) * (total + 1 - tied / (total * (total - 1)));
  // All values are the same: nothing is larger.
  if (!(variance > 0)) return { u, p: 1, method: "normal" };
  const upper = (won: number): number => normalUpperTail((won - pairs / 2 - 0.5) / Math.sqrt(variance));
  switch (alternative) {
    case "first-larger":
      return { u, p: upper(u), method: "normal" };
    case "first-smaller":
      return { u, p: upper(pairs - u), method: "normal" };
    case "different":
      return { u, p: Math.min(1, 2 * upper(Math.max(u, pairs - u))), method: "normal" };
  }
}

/** The smallest `p` that samples of these sizes can give, one-sided: below it no data can show a difference. */
export function smallestP(first: number, second: number): number {
  let arrangementsOfAll = 1;
  for (let index = 1; index <= first; index++) arrangementsOfAll *= (second + index) / index;
  return 1 / arrangementsOfAll;
}

/** By how much the first sample lies above the second: the median of all differences (Hodges and Lehmann, 1963). */
export function shiftBetween(first: readonly number[], second: readonly number[]): number {
  return median(first.flatMap((one) => second.map((other) => one - other)));
}

/** NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function pairsWon(first: readonly number[], second: readonly number[]): number {
  let won = 0;
  for (const one of first) for (const other of second) won += one > other ? 1 : one === other ? 0.5 : 0;
  return won;
}

/** How many values each group of equal ones has, single ones apart. */
function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}

/** Of how many arrangements `u` is 0, 1, 2, …: the coefficients of the Gaussian binomial. */
function arrangements(first: number, second: number): number[] {
  const most = first * second;
  const counts = new Array<number>(most + 1).fill(0);
  counts[0] = 1;
  for (let factor = 1; factor <= first; factor++) {
    const grow = second + factor;
    for (let u = most; u >= grow; u--) counts[u] = (counts[u] ?? 0) - (counts[u - grow] ?? 0);
    for (let u = factor; u <= most; u++) counts[u] = (counts[u] ?? 0) + (counts[u - factor] ?? 0);
  }
  return counts;
}

function exactP(u: number, counts: readonly number[], alternative: Alternative): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const atLeast = (least: number): number =>
    counts.slice(Math.max(0, least)).reduce((sum, count) => sum + count, 0) / all;
  const most = counts.length - 1;
  switch (alternative) {
    case "first-larger":
      return atLeast(u);
    case "first-smaller":
      return atLeast(most - u);
    case "different":
      return Math.min(1, 2 * atLeast(Math.max(u, most - u)));
  }
}

/** P(Z > z). */
function normalUpperTail(z: number): number {
  return 0.5 * complementaryError(z / Math.SQRT2);
}

/**
 * The complementary error function with a relative error below 1.2e-7.
 * W. H. Press et al., Numerical Recipes, section 6.2 (`erfcc`).
 */
function complementaryError(x: number): number {
  const t = 1 / (1 + Math.abs(x) / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = t * Math.exp(-x * x + polynomial);
  return x >= 0 ? tail : 2 - tail;
}
