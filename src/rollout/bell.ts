// How does a loop sleep until something has changed?

/** Rung by watches and signals; a ring while nobody waits is not lost. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or when `milliseconds` have passed. */
  wait(milliseconds: number): Promise<void>;
}

/** The longest time that a timer of Node can be set to. */
const longest = 2 ** 31 - 1;

export function createBell(): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (milliseconds) => {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, Math.min(Math.max(0, milliseconds), longest));
        await promise;
        clearTimeout(timer);
        wake = undefined;
      }
      rung = false;
    },
  };
}
