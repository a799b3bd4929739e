// How does a loop sleep until something has changed?

import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";

/** Rung by watches and signals; a ring while nobody waits is not lost. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or when `milliseconds` have passed. */
  wait(milliseconds: number): Promise<void>;
}

/** Milliseconds that one look may be put off after a long one. */
const longestRest = 50;

/** The longest time that a timer of Node can be set to. */
const longest = 2 ** 31 - 1;

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  let wokenAt = performance.now();
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (milliseconds) => {
      const busy = performance.now() - wokenAt;
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, Math.min(Math.max(0, milliseconds), longest));
        await promise;
        clearTimeout(timer);
        wake = undefined;
      }
      // A thousand pods bring thousands of events, and a look at all of them takes its time: as much goes to reading
      // what comes, which is then looked at together.
      await (busy < 2 ? turn() : sleep(Math.min(busy, longestRest)));
      rung = false;
      wokenAt = performance.now();
    },
  };
}
