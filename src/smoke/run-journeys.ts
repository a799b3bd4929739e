// Do the journeys of a suite succeed at one endpoint?

import { formatDuration } from "../config/duration.ts";
import type { AskContext } from "./ask-step.ts";
import { holds } from "./condition.ts";
import { runStep } from "./run-step.ts";
import type { Journey, Stage, Step, Suite } from "./suite.ts";
import type { StepResult } from "./suite-result.ts";
import type { Endpoint } from "./target.ts";
import { fill } from "./variables.ts";

/** So long may the cleanup of a cancelled test take: the runner kills ten seconds after its signal. */
const cancelledCleanupMs = 4000;

/**
 * Setup, then the journeys side by side, then cleanup, which runs whatever happened.
 *
 * @param done steps that need to be asked at one endpoint only and were; grows
 * @returns in the suite's order; `undefined` where the endpoint went away meanwhile
 */
export async function runJourneys(
  suite: Suite,
  endpoint: Endpoint,
  deadline: number,
  context: AskContext,
  done: Set<Step>,
): Promise<readonly StepResult[] | undefined> {
  const run: Run = { suite, endpoint, deadline, context, done, captured: new Map(), left: false, answered: false };
  const scope = newScope();
  const results: StepResult[] = [];
  try {
    const setup = { journey: "setup", phase: "setup", keepGoing: false } as const;
    results.push(...(await runStages(suite.setup, setup, scope, run)));
    const ready = results.every(({ state }) => state !== "failed");
    const journeys = ready
      ? await runAll(suite.journeys, scope, run)
      : suite.journeys.flatMap((journey) => skipJourney(journey, "the setup failed"));
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

interface Place {
  readonly journey: string;
  readonly phase: StepResult["phase"];
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
    return { results: skipJourney(journey, `the journey "${journey.needs[missing]}" did not pass`), scope };
  if (journey.when !== undefined && !holds(journey.when, scope.values)) {
    return { results: skipJourney(journey, `not: ${journey.when.text}`), scope };
  }
  const place = { journey: journey.name, keepGoing: journey.keepGoing };
  let results: StepResult[] = [];
  try {
    results = await runStages(journey.setup, { ...place, phase: "setup", keepGoing: false }, scope, run);
    const ready = results.every(({ state }) => state !== "failed");
    const stages = ready
      ? await runStages(journey.stages, { ...place, phase: "journey" }, scope, run)
      : journey.stages
          .flat()
          .map((step) => skipped(step, { ...place, phase: "journey" }, "the journey's setup failed", scope));
    results = [...results, ...stages];
  } finally {
    results = [...results, ...(await cleanUp(journey.cleanup, journey.name, scope, run))];
  }
  return { results, scope };
}

async function runStages(stages: readonly Stage[], place: Place, scope: Scope, run: Run): Promise<StepResult[]> {
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
  const { endpoint, context, deadline, suite } = run;
  if (written.when !== undefined && !holds(written.when, scope.values)) {
    return tell(skipped(written, place, `not: ${written.when.text}`, scope), context);
  }
  if (written.ask.kind === "protocol" && written.ask.protocol.once) {
    if (run.done.has(written)) return skipped(written, place, "asked once, of the first pod", scope);
    run.done.add(written);
  }
  const { value: step, missing } = filled(written, scope.values);
  const lost = missing.find((name) => scope.lost.has(name) || place.phase === "cleanup");
  if (lost !== undefined) return tell(skipped(written, place, `{{ ${lost} }} was not captured`, scope), context);
  if (missing.length > 0) return tell(neverCaptured(written, place, missing[0] ?? "", scope), context);
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
  return tell({ ...result, step, journey: place.journey, phase: place.phase }, context);
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

function filled(step: Step, values: ReadonlyMap<string, unknown>): { value: Step; missing: string[] } {
  const { value, missing } = fill(
    { name: step.name, ask: withTextsOnly(step.ask), expect: step.expect, captures: step.captures },
    values,
  );
  const ask = step.ask.kind === "protocol" ? { ...value.ask, protocol: step.ask.protocol } : value.ask;
  return { value: { ...step, ...value, name: String(value.name), ask: asTexts(ask as Step["ask"]) }, missing };
}

/** A protocol is no part of the document. */
function withTextsOnly(ask: Step["ask"]): object {
  return ask.kind === "protocol" ? { kind: ask.kind, options: ask.options } : ask;
}

/** Captured numbers keep their type in JSON; in a path, a header and a text they are written out. */
function asTexts(ask: Step["ask"]): Step["ask"] {
  if (ask.kind === "protocol") return ask;
  const { location, headers, body } = ask;
  return {
    ...ask,
    location:
      location.kind === "path"
        ? { ...location, path: String(location.path) }
        : { ...location, url: String(location.url) },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: body === undefined ? undefined : String(body),
  };
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

function skipJourney(journey: Journey, reason: string): StepResult[] {
  const place = { journey: journey.name, keepGoing: true };
  return [
    ...journey.setup.flat().map((step) => skipped(step, { ...place, phase: "setup" }, reason)),
    ...journey.stages.flat().map((step) => skipped(step, { ...place, phase: "journey" }, reason)),
  ];
}

function skipped(step: Step, { journey, phase }: Place, reason: string, scope?: Scope): StepResult {
  if (scope !== undefined) lose(step, scope);
  return { ...unasked(step), journey, phase, state: "skipped", reason, mismatches: [] };
}

/** Not the fault of a step before it: the suite's order is wrong. */
function neverCaptured(step: Step, { journey, phase }: Place, name: string, scope: Scope): StepResult {
  lose(step, scope);
  const found = `expected {{ ${name} }} to be captured before, but no step before it captures it`;
  return { ...unasked(step), journey, phase, state: "failed", mismatches: [found] };
}

function unasked(step: Step) {
  const times = { startedAt: Date.now(), durationMs: 0, settledMs: 0, settling: "steady" as const };
  return { step, ...times, tries: [], asked: undefined, answer: undefined };
}

function tell(result: StepResult, { log }: AskContext): StepResult {
  const { step, state, tries, settling, settledMs } = result;
  if (state === "skipped") {
    log.info(`  skipped ${step.name} (${result.reason})`);
    return result;
  }
  const time = formatDuration(Math.ceil(result.durationMs));
  const attempts =
    tries.length > 1 ? `, ${settling} after ${tries.length} attempts in ${formatDuration(Math.ceil(settledMs))}` : "";
  log.info(`  ${state === "passed" ? "passed " : "FAILED "} ${step.name} (${time}${attempts})`);
  if (state === "passed" && settling === "flapping") {
    log.warning(
      `${step.name}: the answers come and go (${tries.length} attempts, ${tries.filter(({ fits }) => !fits).length} wrong)`,
      step.at,
    );
  }
  return result;
}

/** At most so many at once; the others wait in order. */
function openSlots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
