// What is a figure, to the runner of the benches?

/** One measured value. Peers' values stand beside ours as results of their own, without a limit. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The value may not be larger. Absent for a peer. */
  readonly limit?: number;
  readonly samples: readonly number[];
}

/** One figure: `bench/<name>.ts` exports it as `figure`. It does its own set-up and takes down what it set up. */
export interface Figure {
  readonly name: string;
  /** @param progress one line on stderr for the person who waits */
  run(progress: (line: string) => void): Promise<readonly Result[]>;
}

/** A result whose value is the median of its samples. */
export function medianResult(parts: {
  name: string;
  unit: string;
  limit?: number;
  samples: readonly number[];
}): Result {
  return { ...parts, value: rounded(median(parts.samples)), samples: parts.samples.map(rounded) };
}

/** @throws where there is no sample: a median of nothing would be a false success. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [lower, upper] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  if (lower === undefined || upper === undefined) throw new Error("a median needs at least one sample");
  return (lower + upper) / 2;
}

/** Whether the result keeps its limit; true where it has none. */
export function holds(result: Result): boolean {
  return result.limit === undefined || result.value <= result.limit;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
