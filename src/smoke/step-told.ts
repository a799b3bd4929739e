// What is said of a step when it has ended, and what of one that did not come to be asked?

import { durationText } from "../config/duration.ts";
import type { Log } from "../report/log.ts";
import type { Stage, Step, Suite } from "./suite.ts";
import type { StepResult } from "./suite-result.ts";

export interface Place {
  readonly journey: string;
  readonly phase: StepResult["phase"];
}

/** One line in the log, and a warning where it is not to be relied on. */
export function tellStep(result: StepResult, log: Log): StepResult {
  const { step, state, tries, settling, settledMs } = result;
  if (state === "skipped") {
    log.info(`  skipped ${step.name} (${result.reason})`);
    return result;
  }
  const time = durationText(result.durationMs);
  const attempts = tries.length > 1 ? `, ${settling} after ${tries.length} attempts in ${durationText(settledMs)}` : "";
  log.info(`  ${state === "passed" ? "passed " : "FAILED "} ${step.name} (${time}${attempts})`);
  if (state === "passed" && settling === "flapping") {
    log.warning(
      `${step.name}: the answers come and go (${tries.length} attempts, ${tries.filter(({ fits }) => !fits).length} wrong)`,
      step.at,
    );
  }
  return result;
}

export function skippedStep(step: Step, { journey, phase }: Place, reason: string): StepResult {
  return { ...unasked(step), journey, phase, state: "skipped", reason, mismatches: [] };
}

/** It failed, and there is nothing to show of it. */
export function failedStep(step: Step, { journey, phase }: Place, found: string): StepResult {
  return { ...unasked(step), journey, phase, state: "failed", mismatches: [found] };
}

/** Every step of a test that ended early, in the suite's order. Pure. */
export function resultsSoFar(suite: Suite, told: ReadonlyMap<Step, StepResult>): readonly StepResult[] {
  const of = (stages: readonly Stage[], journey: string, phase: Place["phase"]): StepResult[] =>
    stages.flat().map((step) => told.get(step) ?? skippedStep(step, { journey, phase }, "the test ended before it"));
  return [
    ...of(suite.setup, "setup", "setup"),
    ...suite.journeys.flatMap(({ name, setup, stages, cleanup }) => [
      ...of(setup, name, "setup"),
      ...of(stages, name, "journey"),
      ...of(cleanup, name, "cleanup"),
    ]),
    ...of(suite.cleanup, "cleanup", "cleanup"),
  ];
}

function unasked(step: Step) {
  const times = { startedAt: Date.now(), durationMs: 0, settledMs: 0, settling: "steady" as const };
  return { step, ...times, tries: [], asked: undefined, answer: undefined };
}
