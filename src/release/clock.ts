// What time is it, and how does one wait?

import { setTimeout as sleep } from "node:timers/promises";

/** Injected, so that a test of a minute takes no minute. */
export interface Clock {
  /** Milliseconds on a clock that only ever goes forward, whatever is done to the machine's date. */
  now(): number;
  /** The date, for texts that people read. Nothing is decided by it that could do harm. */
  date(): Date;
  /**
   * Resolves after `ms`; rejects where the signal aborts first.
   * @param options.background does not keep the process alive.
   */
  sleep(ms: number, options?: { signal?: AbortSignal | undefined; background?: boolean | undefined }): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  sleep: (ms, options = {}) => sleep(ms, undefined, { ref: options.background !== true, signal: options.signal }),
};
