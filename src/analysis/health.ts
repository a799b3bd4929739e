// Does the candidate fail its health checks too often?

import { setTimeout as sleep } from "node:timers/promises";
import { formatDuration } from "../config/duration.ts";
import type { Verdict } from "./measurement.ts";
import type { HealthTrigger } from "./plan.ts";
import type { ProbeRoute } from "./probe-route.ts";

export interface HealthEnd {
  readonly verdict: Verdict;
  readonly checks: number;
  readonly failures: number;
  /** What happened, in words. */
  readonly text: string;
  /** What each failed check saw. */
  readonly evidence: readonly string[];
}

/** Whether so many checks failed within one window that ends now. Times are in milliseconds. Pure. */
export function firesAt(
  failedAt: readonly number[],
  { failures, window }: Pick<HealthTrigger, "failures" | "window">,
  now: number,
): boolean {
  return failedAt.filter((at) => at > now - window && at <= now).length >= failures;
}

export interface HealthWatch {
  readonly route: ProbeRoute;
  readonly path: string;
  readonly trigger: HealthTrigger;
  /** In milliseconds from now. */
  readonly until: number;
  /** Ends it early: what was seen until then is judged. */
  readonly signal: AbortSignal;
}

const patience = 5_000;

/** Asks at each interval, at once for the first time, until the trigger fires or the time is over. */
export async function watchHealth({ route, path, trigger, until, signal }: HealthWatch): Promise<HealthEnd> {
  const startedAt = performance.now();
  const failedAt: number[] = [];
  const evidence: string[] = [];
  const asked = path === "" ? route.name : `${path} of ${route.name}`;
  for (let checks = 1; ; checks++) {
    const trouble = await check(route, path, signal);
    const now = performance.now() - startedAt;
    if (trouble !== undefined) {
      failedAt.push(now);
      evidence.push(`after ${(now / 1000).toFixed(1)} s: ${trouble}`);
    }
    const end = (verdict: Verdict, text: string): HealthEnd => ({
      verdict,
      checks,
      failures: failedAt.length,
      text,
      evidence,
    });
    if (firesAt(failedAt, trigger, now)) {
      const within = formatDuration(trigger.window);
      return end("fail", `${counted(trigger.failures)} (${asked}) failed within ${within}; the last one: ${trouble}`);
    }
    const next = checks * trigger.interval;
    if (next > until) return end("pass", `${checks - failedAt.length} of ${counted(checks)} passed (${asked})`);
    await sleep(Math.max(0, next - (performance.now() - startedAt)), undefined, { signal });
  }
}

function counted(checks: number): string {
  return checks === 1 ? "1 health check" : `${checks} health checks`;
}

async function check(route: ProbeRoute, path: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { status, headers, pod } = await route.ask(path, { timeoutMs: patience, signal });
    if (status >= 200 && status < 300) return undefined;
    const { location = "" } = headers;
    const leads =
      location === "" || status >= 400 ? "" : `, a redirect to ${location.slice(0, 200)}, which is not followed`;
    return `${pod === "" ? "it" : `pod ${pod}`} answered ${status}${leads}`;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
