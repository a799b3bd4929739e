// How are many latencies kept in little space, with percentiles that are exact to a thousandth?

/** As HdrHistogram does it: linear steps within each power of two, 1024 of them, so no value is off by more than 0.1 %. */
export interface Histogram {
  /** @param milliseconds from 0 to half an hour; longer ones count as half an hour */
  record(milliseconds: number): void;
  readonly count: number;
  readonly maximum: number;
  readonly mean: number;
  /** The value that so many percent of all do not exceed; 0 without values. */
  percentile(percent: number): number;
  /** For a picture: `[upper bound, count]`, each bound twice the one before. */
  buckets(): [number, number][];
}

const stepBits = 10;
const steps = 1 << stepBits;
const largest = 0x7fff_ffff;

export function createHistogram(): Histogram {
  const counts = new Float64Array(indexOf(largest) + 1);
  let count = 0;
  let sum = 0;
  let maximum = 0;
  return {
    record(milliseconds) {
      const microseconds = Math.min(largest, Math.max(0, Math.round(milliseconds * 1000)));
      const index = indexOf(microseconds);
      counts[index] = (counts[index] ?? 0) + 1;
      count++;
      sum += microseconds;
      if (microseconds > maximum) maximum = microseconds;
    },
    get count() {
      return count;
    },
    get maximum() {
      return maximum / 1000;
    },
    get mean() {
      return count === 0 ? 0 : sum / count / 1000;
    },
    percentile(percent) {
      const wanted = Math.max(1, Math.ceil((percent / 100) * count));
      let seen = 0;
      for (let index = 0; index < counts.length; index++) {
        seen += counts[index] ?? 0;
        if (seen >= wanted) return Math.min(upperBound(index), maximum) / 1000;
      }
      return 0;
    },
    buckets() {
      const found = new Map<number, number>();
      counts.forEach((those, index) => {
        if (those === 0) return;
        const bound = 2 ** Math.ceil(Math.log2(Math.max(1, upperBound(index))) - 1e-9);
        found.set(bound, (found.get(bound) ?? 0) + those);
      });
      return [...found].map(([bound, those]) => [bound / 1000, those]);
    },
  };
}

function indexOf(microseconds: number): number {
  if (microseconds < 2 * steps) return microseconds;
  const shift = 31 - stepBits - Math.clz32(microseconds);
  return (shift << stepBits) + (microseconds >>> shift);
}

function upperBound(index: number): number {
  if (index < 2 * steps) return index;
  const shift = (index >>> stepBits) - 1;
  return (index - (shift << stepBits) + 1) * 2 ** shift - 1;
}
