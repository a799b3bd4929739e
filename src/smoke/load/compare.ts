// Is this release slower than the one before it?

import type { LoadFigures } from "./figures.ts";

type Compared = Pick<LoadFigures, "requests" | "errors" | "p50" | "p95" | "p99">;

/** Below it a difference is the network's and the machine's. */
const noiseMs = 5;
/** Fewer requests say nothing about a percentile. */
const fewestRequests = 100;

export interface Comparison {
  /** One sentence for each figure that got worse by more than is allowed. */
  readonly problems: readonly string[];
  /** Why nothing was compared. */
  readonly skipped?: string | undefined;
}

/**
 * @param previous what a record kept; checked here, since an older version may have written it otherwise
 * @param tolerance the share by which a percentile may grow: 0.2 for 20 %
 * Pure.
 */
export function compareLoad(previous: unknown, now: LoadFigures, tolerance: number): Comparison {
  const before = readFigures(previous);
  if (before === undefined) return { problems: [], skipped: "the release before it has no figures of this step" };
  if (Math.min(before.requests, now.requests) < fewestRequests) {
    return { problems: [], skipped: `fewer than ${fewestRequests} requests were measured` };
  }
  const slower = (["p50", "p95", "p99"] as const).flatMap((name) => {
    const allowed = Math.max(before[name] * (1 + tolerance), before[name] + noiseMs);
    if (now[name] <= allowed) return [];
    const share = Math.round((now[name] / Math.max(before[name], 0.001) - 1) * 100);
    return [
      `${name} is ${now[name].toFixed(1)}ms, ${share}% more than the ${before[name].toFixed(1)}ms of the release before`,
    ];
  });
  return { problems: [...slower, ...moreErrors(before, now)] };
}

/** Two percentage points more: one error in a hundred requests is no trend. */
function moreErrors(before: Compared, now: Compared): string[] {
  const [was, is] = [before, now].map(({ errors, requests }) => errors / requests);
  if (was === undefined || is === undefined || is <= was + 0.02) return [];
  return [`errors are ${(is * 100).toFixed(1)}%, after ${(was * 100).toFixed(1)}% in the release before`];
}

function readFigures(value: unknown): Compared | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const figures = value as Partial<Record<keyof Compared, unknown>>;
  const names = ["requests", "errors", "p50", "p95", "p99"] as const;
  return names.every((name) => Number.isFinite(figures[name])) ? (figures as Compared) : undefined;
}
