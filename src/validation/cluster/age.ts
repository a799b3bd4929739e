// How is a span of time told?

import { formatDuration } from "../../config/duration.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Two units at most: `45s`, `12m`, `3h10m`, `5d`. */
export function spanText(milliseconds: number): string {
  const size = milliseconds >= 2 * day ? day : milliseconds >= minute ? minute : 1000;
  return formatDuration(Math.floor(Math.max(0, milliseconds) / size) * size);
}

/** Milliseconds since a time of the API's; undefined where there is none. */
export function since(time: string | null | undefined, now: number): number | undefined {
  const at = Date.parse(time ?? "");
  return Number.isNaN(at) ? undefined : Math.max(0, now - at);
}
