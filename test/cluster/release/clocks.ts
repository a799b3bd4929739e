// How does a minute pass in a test without anybody waiting for it?

import type { Clock } from "../../../src/release/clock.ts";

export interface ManualClock extends Clock {
  /** Lets time pass and wakes who slept until then. */
  advance(ms: number): void;
}

/** Stands still until it is told otherwise: the clock of a holder whose runner hangs, until it is advanced. */
export function manualClock(): ManualClock {
  let now = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => now,
    date: () => new Date(),
    sleep: (ms, { signal } = {}) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        if (signal?.aborted) reject(signal.reason);
        else sleepers.add(sleeper);
      }),
    advance(ms) {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

/**
 * Each sleep passes at once: the clock of one who waits. `onSleep` runs with the time that has passed.
 * What sleeps in the background, the renewals of a lock, sleeps until it is ended.
 */
export function hastyClock(options: { date?: () => Date; onSleep?: (now: number) => Promise<void> } = {}): Clock {
  let now = 0;
  return {
    now: () => now,
    date: options.date ?? (() => new Date()),
    async sleep(ms, { signal, background } = {}) {
      signal?.throwIfAborted();
      if (background)
        return await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      now += ms;
      await options.onSleep?.(now);
    },
  };
}
