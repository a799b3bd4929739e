// What did a load stage measure?

/** Plain, so that a release's record can keep it. Latencies in milliseconds, with the wait for a free connection. */
export interface LoadFigures {
  readonly requests: number;
  /** Answers that were none, or not what was expected, and requests that could not be sent in time. */
  readonly errors: number;
  /** Due, but never sent: no connection was free before the end. They are errors. */
  readonly unsent: number;
  readonly seconds: number;
  /** Answers per second, errors not counted. */
  readonly rate: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  /** So late were 95 % of the requests sent at most, for want of this machine's own time. Not part of a latency. */
  readonly ownDelay: number;
  /** How often each status came, and each trouble in words. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The most that the pods used together at one time; nothing where it was not or could not be measured. */
  readonly peakMemoryBytes?: number | undefined;
  readonly histogram: readonly (readonly [number, number])[];
  /** Why it ended before its time. */
  readonly aborted?: string | undefined;
}
