// Is the candidate good enough for the next step?

import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../report/log.ts";
import { type HealthEnd, watchHealth } from "./health.ts";
import { measure } from "./measure.ts";
import type { Measurement, Verdict } from "./measurement.ts";
import type { AnalysisPlan, Metric } from "./plan.ts";
import type { ProbeRoute } from "./probe-route.ts";
import { openPrometheus, type Prometheus } from "./prometheus.ts";
import { analysisFailure, analysisMarkdown } from "./report-analysis.ts";
import type { AnalysisResult } from "./result.ts";
import { finalVerdict, joinVerdicts, measuringTimes, verdictSoFar } from "./schedule.ts";
import type { Subject } from "./subject.ts";

export interface AnalysisContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** What part of a release it is of: `at 10 %`. Told in the log and the summary. */
  readonly when?: string | undefined;
  /** Where the candidate's health is asked for; needed where the plan has a health trigger. */
  readonly health?: { readonly route: ProbeRoute; readonly path: string } | undefined;
  /** Opens a stream to a Prometheus that only the cluster reaches. */
  readonly connect?: ((signal: AbortSignal) => Promise<import("node:stream").Duplex>) | undefined;
}

/**
 * Measures until everything was told, or until the first trigger fires. Nothing is kept between calls: what was
 * measured before a kill is measured again.
 *
 * @param span how long to measure, in milliseconds (a step's pause, a bake time); the metrics' own `count` without it
 * @throws the signal's reason where it is aborted
 */
export async function analyse(
  plan: AnalysisPlan,
  subject: Subject,
  span: number | undefined,
  context: AnalysisContext,
): Promise<AnalysisResult> {
  const { log, signal, when } = context;
  const lead = when === undefined ? "Analysis" : `Analysis ${when}`;
  const over = new AbortController();
  const running = AbortSignal.any([signal, over.signal]);
  const prometheus = plan.prometheus && openPrometheus(plan.prometheus, context.connect);
  const measured = plan.metrics.map((metric) => ({ metric, measurements: [] as Measurement[] }));
  let health: HealthEnd | undefined;
  try {
    const watches = [
      ...(prometheus === undefined ? [] : measured.map((one) => follow(one, prometheus))),
      ...(plan.health === undefined || context.health === undefined ? [] : [checkHealth(plan.health, context.health)]),
    ];
    await Promise.all(watches.map((watch) => watch.catch(unlessOver)));
    signal.throwIfAborted();
  } finally {
    over.abort();
    await prometheus?.close();
  }
  return conclude();

  async function follow(one: { metric: Metric; measurements: Measurement[] }, server: Prometheus): Promise<void> {
    const { metric, measurements } = one;
    const startedAt = performance.now();
    for (const time of measuringTimes(metric, span)) {
      await sleep(Math.max(0, time - (performance.now() - startedAt)), undefined, { signal: running });
      const { selection } = plan;
      const outcome = await measure(metric, { prometheus: server, subject, selection, signal: running });
      measurements.push({ ...outcome, at: performance.now() - startedAt });
      log.info(`${lead}: ${outcome.verdict}: ${outcome.text}`);
      if (endsAll(verdictSoFar(metric, measurements))) return over.abort();
    }
  }

  async function checkHealth(
    trigger: NonNullable<AnalysisPlan["health"]>,
    { route, path }: { readonly route: ProbeRoute; readonly path: string },
  ): Promise<void> {
    const longest = Math.max(0, ...plan.metrics.map((metric) => measuringTimes(metric, span).at(-1) ?? 0));
    // Without a span it checks for as long as the metrics are measured, or just so often that the trigger could fire.
    const until = span ?? (longest === 0 ? (trigger.failures - 1) * trigger.interval : longest);
    health = await watchHealth({ route, path, trigger, until, signal: running });
    log.info(`${lead}: ${health.verdict}: ${health.text}`);
    if (endsAll(health.verdict)) over.abort();
  }

  /** Where it goes on in spite of what cannot be told, a later measurement may still fail. */
  function endsAll(verdict: Verdict | undefined): boolean {
    return verdict === "fail" || (verdict === "inconclusive" && plan.onInconclusive !== "continue");
  }

  function unlessOver(error: unknown): void {
    if (!over.signal.aborted && !signal.aborted) throw error;
  }

  function conclude(): AnalysisResult {
    const metrics = measured.map(({ metric, measurements }) => ({
      metric,
      measurements,
      verdict: over.signal.aborted
        ? (verdictSoFar(metric, measurements) ?? finalVerdict(metric, measurements))
        : finalVerdict(metric, measurements),
    }));
    const verdict = joinVerdicts([
      ...metrics.map((one) => one.verdict),
      ...(health === undefined ? [] : [health.verdict]),
    ]);
    const next = nextOf(verdict, plan.onInconclusive);
    const told = { plan, when, verdict, next, metrics, health };
    return {
      verdict,
      next,
      metrics,
      health,
      failure: next === "go" ? undefined : analysisFailure(told),
      markdown: analysisMarkdown(told),
    };
  }
}

/** What a verdict means for the release. */
export function nextOf(verdict: Verdict, onInconclusive: AnalysisPlan["onInconclusive"]): AnalysisResult["next"] {
  if (verdict === "pass") return "go";
  if (verdict === "fail" || onInconclusive === "fail") return "stop";
  return onInconclusive === "pause" ? "pause" : "go";
}
