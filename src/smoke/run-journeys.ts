// Do the journeys of a suite succeed at one endpoint?

import type { AskContext } from "./ask-step.ts";
import { holds } from "./condition.ts";
import { EndedEarly } from "./ended-early.ts";
import { fillStep } from "./fill-step.ts";
import { runStep } from "./run-step.ts";
import { openSlots } from "./slots.ts";
import { failedStep, type Place, skippedStep, tellStep } from "./step-told.ts";
import type { Journey, Stage, Step, Suite } from "./suite.ts";
import type { StepResult } from "./suite-result.ts";
import type { Endpoint } from "./target.ts";

/** So long may the cleanup of a cancelled test take: the runner kills ten seconds after its signal. */
const cancelledCleanupMs = 4000;

/**
 * Setup, then the journeys side by side, then cleanup, which runs whatever happened.
 *
 * @param done steps that need to be asked at one endpoint only and were; grows
 * @param told each step as it ends; grows, so that something is left where the test is cancelled
 * @returns in the suite's order; `undefined` where the endpoint went away meanwhile
 */
export async function runJourneys(
  suite: Suite,
  endpoint: Endpoint,
  deadline: number,
  context: AskContext,
  done: Set<Step>,
  told: Map<Step, StepResult> = new Map(),
): Promise<readonly StepResult[] | undefined> {
  const run: Run = {
    suite,
    endpoint,
    deadline,
    context,
    done,
    told,
    captured: new Map(),
    left: false,
    answered: false,
  };
  const scope = newScope();
  const results: StepResult[] = [];
  try {
    const setup = { journey: "setup", phase: "setup", keepGoing: false } as const;
    results.push(...(await runStages(suite.setup, setup, scope, run)));
    const ready = results.every(({ state }) => state !== "failed");
    const journeys = ready
      ? await runAll(suite.journeys, scope, run)
      : suite.journeys.flatMap((journey) => skipJourney(journey, "the setup failed", run));
    results.push(...journeys);
  } finally {
    const all: Scope = { values: run.captured, lost: new Set() };
    results.push(...(await cleanUp(suite.cleanup, "cleanup", all, run)));
  }
  return run.left ? undefined : results;
}

interface Run {
  readonly suite: Suite;
  readonly endpoint: Endpoint;
  readonly deadline: number;
  readonly context: AskContext;
  readonly done: Set<Step>;
  readonly told: Map<Step, StepResult>;
  /** By any journey: for what cleans up after all of them. */
  readonly captured: Map<string, unknown>;
  /** The endpoint went away: nothing more is asked, and nothing counts. */
  left: boolean;
  /** It has answered a step as it should. */
  answered: boolean;
}

interface Scope {
  readonly values: Map<string, unknown>;
  /** Names whose step failed or was skipped: what needs them is skipped too, not failed once more. */
  readonly lost: Set<string>;
}

interface Part extends Place {
  readonly keepGoing: boolean;
}

async function runAll(journeys: readonly Journey[], setup: Scope, run: Run): Promise<readonly StepResult[]> {
  const ended = new Map<string, Promise<{ results: readonly StepResult[]; scope: Scope }>>();
  const slots = openSlots(run.suite.concurrency);
  const start = (journey: Journey): Promise<{ results: readonly StepResult[]; scope: Scope }> => {
    // Those that are needed stand before, so they have been started: nothing waits for itself.
    const needed = journey.needs.flatMap((name) => ended.get(name) ?? []);
    const result = Promise.all(needed).then((before) => slots(() => runJourney(journey, before, setup, run)));
    ended.set(journey.name, result);
    return result;
  };
  const [disturbing, calm] = [journeys.filter(({ last }) => last), journeys.filter(({ last }) => !last)];
  const settled = await Promise.allSettled(calm.map(start));
  for (const journey of disturbing) settled.push(...(await Promise.allSettled([start(journey)])));
  const broken = settled.find((one) => one.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  const results = new Map(
    await Promise.all([...ended].map(async ([name, end]) => [name, (await end).results] as const)),
  );
  return journeys.flatMap(({ name }) => results.get(name) ?? []);
}

async function runJourney(
  journey: Journey,
  needed: readonly { results: readonly StepResult[]; scope: Scope }[],
  setup: Scope,
  run: Run,
): Promise<{ results: readonly StepResult[]; scope: Scope }> {
  const scope = newScope(setup, ...needed.map((one) => one.scope));
  const missing = needed.findIndex(
    ({ results }) =>
      !results.some(({ state }) => state === "passed") || results.some(({ state }) => state === "failed"),
  );
  if (missing >= 0)
    return { results: skipJourney(journey, `the journey "${journey.needs[missing]}" did not pass`, run), scope };
  if (journey.when !== undefined && !holds(journey.when, scope.values)) {
    return { results: skipJourney(journey, `not: ${journey.when.text}`, run), scope };
  }
  const place = { journey: journey.name, keepGoing: journey.keepGoing };
  let results: StepResult[] = [];
  try {
    results = await runStages(journey.setup, { ...place, phase: "setup", keepGoing: false }, scope, run);
    const ready = results.every(({ state }) => state !== "failed");
    const part = { ...place, phase: "journey" } as const;
    const stages = ready
      ? await runStages(journey.stages, part, scope, run)
      : journey.stages.flat().map((step) => skipped(step, part, "the journey's setup failed", scope));
    results = [...results, ...stages];
  } finally {
    results = [...results, ...(await cleanUp(journey.cleanup, journey.name, scope, run))];
  }
  return { results, scope };
}

async function runStages(stages: readonly Stage[], place: Part, scope: Scope, run: Run): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const stage of stages) {
    const failed = !place.keepGoing && results.some(({ state }) => state === "failed");
    if (failed || run.left) {
      results.push(
        ...stage.map((step) => skipped(step, place, run.left ? "the pod went away" : "a step before it failed", scope)),
      );
      continue;
    }
    const settled = await Promise.allSettled(stage.map((step) => runOne(step, place, scope, run)));
    for (const one of settled) {
      if (one.status === "rejected") throw one.reason;
      results.push(one.value);
    }
  }
  return results;
}

async function runOne(written: Step, place: Place, scope: Scope, run: Run): Promise<StepResult> {
  try {
    const result = await askOne(written, place, scope, run);
    run.told.set(written, result);
    return result;
  } catch (error) {
    if (error instanceof EndedEarly) {
      const { answer, cause } = error;
      const found = answer.problems?.[0] ?? "expected an answer, but the test ended before it was complete";
      run.told.set(written, { ...failedStep(written, place, found), durationMs: answer.durationMs, answer });
      throw cause;
    }
    run.told.set(written, failedStep(written, place, "expected an answer, but the test ended before it came"));
    throw error;
  }
}

async function askOne(written: Step, place: Place, scope: Scope, run: Run): Promise<StepResult> {
  const { endpoint, context, deadline, suite } = run;
  if (written.when !== undefined && !holds(written.when, scope.values)) {
    return tellStep(skipped(written, place, `not: ${written.when.text}`, scope), context.log);
  }
  if (written.ask.kind === "protocol" && written.ask.protocol.once) {
    if (run.done.has(written)) return skipped(written, place, "asked once, of the first pod", scope);
    run.done.add(written);
  }
  const { value: step, missing } = fillStep(written, scope.values);
  const lost = missing.find((name) => scope.lost.has(name) || place.phase === "cleanup");
  if (lost !== undefined)
    return tellStep(skipped(written, place, `{{ ${lost} }} was not captured`, scope), context.log);
  if (missing.length > 0) return tellStep(neverCaptured(written, place, missing[0] ?? "", scope), context.log);
  const { captured, ...result } = await runStep(
    step,
    { endpoint, deadline, flapping: suite.flapping, answeredBefore: run.answered },
    context,
  );
  if (result.state === "failed" && !(await endpoint.isCurrent(context.signal))) run.left = true;
  if (result.state === "passed") {
    run.answered = true;
    for (const { name, value } of captured) {
      scope.values.set(name, value);
      run.captured.set(name, value);
    }
  } else lose(step, scope);
  return tellStep({ ...result, step, journey: place.journey, phase: place.phase }, context.log);
}

/** A cancelled test still puts away what it has made, in the time that is left. */
async function cleanUp(stages: readonly Stage[], journey: string, scope: Scope, run: Run): Promise<StepResult[]> {
  if (stages.length === 0) return [];
  const { context } = run;
  const cancelled = context.signal.aborted;
  const signal = cancelled ? AbortSignal.timeout(cancelledCleanupMs) : context.signal;
  const deadline = cancelled ? performance.now() : Math.max(run.deadline, performance.now() + cancelledCleanupMs);
  const own: Run = { ...run, context: { ...context, signal }, deadline, left: false };
  return runStages(stages, { journey, phase: "cleanup", keepGoing: true }, scope, own);
}

function newScope(...from: readonly Scope[]): Scope {
  return {
    values: new Map(from.flatMap(({ values }) => [...values])),
    lost: new Set(from.flatMap(({ lost }) => [...lost])),
  };
}

function lose({ captures }: Step, { lost }: Scope): void {
  for (const name of Object.keys(captures)) lost.add(name);
}

function skipJourney({ name, setup, stages }: Journey, reason: string, { context, told }: Run): StepResult[] {
  const skip = (phase: Place["phase"]) => (step: Step) => {
    const result = tellStep(skippedStep(step, { journey: name, phase }, reason), context.log);
    told.set(step, result);
    return result;
  };
  return [...setup.flat().map(skip("setup")), ...stages.flat().map(skip("journey"))];
}

function skipped(step: Step, place: Place, reason: string, scope?: Scope): StepResult {
  if (scope !== undefined) lose(step, scope);
  return skippedStep(step, place, reason);
}

/** Not the fault of a step before it: the suite's order is wrong. */
function neverCaptured(step: Step, place: Place, name: string, scope: Scope): StepResult {
  lose(step, scope);
  return failedStep(step, place, `expected {{ ${name} }} to be captured before, but no step before it captures it`);
}
