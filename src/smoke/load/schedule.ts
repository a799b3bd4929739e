// When is each request of a load stage to be sent?

export interface Stage {
  readonly durationMs: number;
  /** Requests per second, at the stage's beginning and at its end. */
  readonly from: number;
  readonly to: number;
}

export interface Schedule {
  /** How many requests there are in all. */
  readonly total: number;
  readonly durationMs: number;
  /** Milliseconds after the start at which the request of that number, from 0, is due. Ascending. */
  at(number: number): number;
}

/** Arrivals of an open model: they do not wait for answers. Pure. */
export function scheduleOf(stages: readonly Stage[]): Schedule {
  let startMs = 0;
  let before = 0;
  const parts = stages.map((stage) => {
    const part = { ...stage, startMs, before };
    startMs += stage.durationMs;
    before += ((stage.from + stage.to) / 2) * (stage.durationMs / 1000);
    return part;
  });
  const total = Math.floor(before + 1e-9);
  return {
    total,
    durationMs: startMs,
    at(number) {
      const part = parts.findLast((one) => one.before <= number) ?? parts[0];
      return part === undefined ? 0 : part.startMs + offsetIn(part, number - part.before);
    },
  };
}

/** The time at which `from·t + (to − from)·t²/2d` arrivals have come. */
function offsetIn({ durationMs, from, to }: Stage, arrivals: number): number {
  const growth = (to - from) / (durationMs / 1000);
  if (Math.abs(growth) < 1e-9) return from === 0 ? durationMs : (arrivals / from) * 1000;
  const root = Math.sqrt(Math.max(0, from * from + 2 * growth * arrivals));
  return Math.min(durationMs, ((root - from) / growth) * 1000);
}
