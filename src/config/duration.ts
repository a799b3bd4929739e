// How long is "1h30m"?

import { Failure } from "../report/failure.ts";

/** The units in the only order in which they may follow each other, as Prometheus writes durations. */
const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

const pattern = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** Longer than this is a slip of the hand; it also is what a timer of Node can hold (2^31 - 1 ms). */
const longest = 24 * 86_400_000;

/**
 * Milliseconds of a duration as Kubernetes and Prometheus write it: `90s`, `5m`, `1h30m`, `500ms`.
 *
 * @param what how the user knows the value, for the message: `input "timeout"`
 * @throws Failure for anything else, also for a bare number (but `0`)
 */
export function parseDuration(text: string, what: string): number {
  const milliseconds = readDuration(text);
  if (typeof milliseconds === "number") return milliseconds;
  throw new Failure({ attempted: `reading the ${what}`, ...milliseconds });
}

/** The same without throwing: milliseconds, or what is wrong and what to write instead. */
export function readDuration(text: string): number | { found: string; advice: string } {
  const trimmed = text.trim();
  if (trimmed === "0") return 0;
  const match = pattern.exec(trimmed);
  if (!match || trimmed === "") {
    return { found: `"${text}" is not a duration`, advice: adviceFor(trimmed) };
  }
  const milliseconds = units.reduce((sum, [, length], index) => sum + Number(match[index + 1] ?? 0) * length, 0);
  if (milliseconds > longest) {
    return { found: `"${text}" is longer than 24 days`, advice: "Write at most 24d." };
  }
  return milliseconds;
}

/** `5400000` as `1h30m`: what `parseDuration` reads back, for settings. A time that was measured is a `durationText`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds));
  let text = "";
  for (const [unit, length] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) text += `${count}${unit}`;
  }
  return text === "" ? "0s" : text;
}

/** What a person reads of a time that was measured: `312 ms`, `1.9 s`, `2 min 5 s`, `1 h 30 min`, `2 d 3 h`. */
export function durationText(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 1000) return `${whole} ms`;
  if (whole < 120_000) return `${Number((whole / 1000).toFixed(1))} s`;
  const seconds = Math.round(whole / 1000);
  if (seconds < 3600) return inTwo(seconds, 60, ["min", "s"]);
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return inTwo(minutes, 60, ["h", "min"]);
  return inTwo(Math.round(minutes / 60), 24, ["d", "h"]);
}

function inTwo(amount: number, size: number, [large, small]: [string, string]): string {
  const rest = amount % size;
  return `${Math.floor(amount / size)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

function adviceFor(text: string): string {
  if (/^\d+$/.test(text)) return `A unit is missing: write ${text}s for seconds or ${text}m for minutes.`;
  return "Write it as 90s, 5m or 1h30m (units d, h, m, s, ms, the longest first, whole numbers).";
}
