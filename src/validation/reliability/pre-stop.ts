// How long does a pod wait before it is told to end?

import type { PreStop } from "../pod-spec.ts";

/** Seconds that a preStop hook sleeps; undefined where it does something else. */
export function sleepSeconds(preStop: PreStop | undefined): number | undefined {
  if (preStop?.sleep !== undefined) return preStop.sleep.seconds ?? 0;
  const command = preStop?.exec?.command?.join(" ") ?? "";
  const seconds = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/.exec(command)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
