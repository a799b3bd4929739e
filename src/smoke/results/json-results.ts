// What does a program read about a smoke test?

import { countSteps, type StepResult, type SuiteResult } from "../suite-result.ts";

/**
 * One object that grows only: keys are added, never renamed.
 *
 * @param result redacted already
 */
export function jsonResults(result: SuiteResult): object {
  const { suite, target, passed, endpoints, startedAt, durationMs } = result;
  return {
    format: 1,
    suite: suite.name,
    file: suite.file,
    target,
    passed,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Math.round(durationMs),
    steps: countSteps(result),
    endpoints: endpoints.map(({ endpoint, path, pod, state, steps }) => ({
      name: endpoint,
      path: path ?? null,
      digests: pod?.digests ?? [],
      state,
      steps: steps.map(stepOf),
    })),
    load: Object.fromEntries(
      endpoints.flatMap(({ steps }) => steps.flatMap((step) => (isLoad(step) ? [[step.step.name, parsed(step)]] : []))),
    ),
  };
}

/** The figures of load stages in an earlier test's results, by the name of the step; nothing of what is no such file. */
export function previousFigures(text: string): Readonly<Record<string, unknown>> {
  try {
    const load: unknown = Reflect.get(Object(JSON.parse(text)), "load");
    return typeof load === "object" && load !== null ? wholeOnly(load) : {};
  } catch {
    return {};
  }
}

/** A load that was ended before its time is no measure for the next one. */
function wholeOnly(load: object): Record<string, unknown> {
  const whole = Object.entries(load).filter(([, figures]) => Reflect.get(Object(figures), "aborted") === undefined);
  return Object.fromEntries(whole);
}

function stepOf(result: StepResult): object {
  const { step, journey, phase, state, reason, durationMs, settledMs, settling, tries, mismatches, answer } = result;
  return {
    journey,
    phase,
    name: step.name,
    tags: step.tags,
    line: step.at.line,
    state,
    ...(reason === undefined ? {} : { reason }),
    protocol: answer?.protocol ?? (step.ask.kind === "http" ? "http" : step.ask.protocol.name),
    status: answer?.status ?? null,
    attempts: tries.length,
    settling,
    settledMs: Math.round(settledMs),
    durationMs: Math.round(durationMs * 1000) / 1000,
    mismatches,
    tries: tries.length > 1 ? tries.map((one) => ({ ...one, atMs: Math.round(one.atMs) })) : [],
  };
}

function isLoad({ step, answer }: StepResult): boolean {
  return answer?.histogram !== undefined && step.ask.kind === "protocol";
}

function parsed({ answer }: StepResult): unknown {
  try {
    return JSON.parse(answer?.body ?? "null");
  } catch {
    return null;
  }
}
