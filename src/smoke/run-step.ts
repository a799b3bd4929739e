// Does one step get the answer that it expects, and how long does that take?

import { setTimeout as sleep } from "node:timers/promises";
import { type AskContext, askStep } from "./ask-step.ts";
import { type Captured, takeCaptures } from "./captures.ts";
import { mismatches } from "./expectations.ts";
import { ExchangeError } from "./protocols/exchange-error.ts";
import { settlingOf } from "./settling.ts";
import type { Step, Suite } from "./suite.ts";
import type { StepResult, Try } from "./suite-result.ts";
import type { Endpoint } from "./target.ts";

export interface StepRun {
  readonly endpoint: Endpoint;
  /** On the clock of performance.now(). */
  readonly deadline: number;
  readonly flapping: Suite["flapping"];
  /** Whether this endpoint has answered a step as it should. */
  readonly answeredBefore: boolean;
}

export type Outcome = Omit<StepResult, "journey" | "phase" | "step"> & { readonly captured: readonly Captured[] };

const firstPause = 200;
const longestPause = 5000;
/** What was wrong at first must be right so often in a row: once may be the one good pod of two. */
const rightInARow = 3;
const confirmingPause = 100;

/**
 * Asks until the answer is as expected, with growing pauses, until the deadline; at least once.
 *
 * @param step with captured values put in
 */
export async function runStep(step: Step, run: StepRun, context: AskContext): Promise<Outcome> {
  const startedAt = Date.now();
  const began = performance.now();
  const pace = paceOf(step, run, began);
  const tries: Try[] = [];
  let { pause } = pace;
  let inARow = 0;
  for (;;) {
    const atMs = performance.now() - began;
    const attempt = await tryOnce(step, run.endpoint, context);
    const fits = attempt.mismatches.length === 0;
    tries.push({ atMs, fits, unreachable: attempt.unreachable, problem: attempt.mismatches[0] });
    inARow = fits ? inARow + 1 : 0;
    const next = fits ? confirmingPause : pause;
    const again = (attempt.mayRepeat || fits) && performance.now() + next <= pace.deadline;
    const settled = inARow >= rowWanted(step, tries, pace.stable);
    if (settled || !again || !(await run.endpoint.isCurrent(context.signal))) {
      return outcome({ run, attempt, tries, startedAt, inARow, wanted: pace.stable });
    }
    if (!fits) {
      context.log.debug(`  ${step.name}: attempt ${tries.length}: ${attempt.mismatches[0]}`);
      pause = Math.min(pause * 2, pace.longestPause);
    }
    await sleep(next, undefined, { signal: context.signal });
  }
}

interface Pace {
  readonly deadline: number;
  readonly pause: number;
  readonly longestPause: number;
  /** So many answers in a row must fit. */
  readonly stable: number;
}

function paceOf({ eventually, retry }: Step, { deadline }: StepRun, began: number): Pace {
  if (eventually === undefined) return { deadline, pause: firstPause, longestPause, stable: 1 };
  return {
    deadline: began + eventually.withinMs,
    pause: eventually.pauseMs,
    longestPause: eventually.longestPauseMs,
    stable: retry ? eventually.stable : 1,
  };
}

function rowWanted(step: Step, tries: readonly Try[], stable: number): number {
  const wasWrong = step.retry && tries.some(({ fits }) => !fits);
  return wasWrong ? Math.max(stable, rightInARow) : stable;
}

interface Attempt {
  readonly mismatches: readonly string[];
  readonly captured: readonly Captured[];
  readonly answer: StepResult["answer"];
  readonly asked: StepResult["asked"];
  readonly durationMs: number;
  readonly mayRepeat: boolean;
  readonly unreachable: boolean;
}

async function tryOnce(step: Step, endpoint: Endpoint, context: AskContext): Promise<Attempt> {
  const startedAt = performance.now();
  let asked: StepResult["asked"];
  const asking = (request: StepResult["asked"]): void => {
    asked = request;
  };
  try {
    const { answer, note } = await askStep(step, endpoint, context, asking);
    const { taken, missing } = takeCaptures(answer, step.captures);
    // Before anything of the answer is quoted.
    for (const { value, secret } of taken)
      if (secret) context.secrets.add(typeof value === "string" ? value : JSON.stringify(value));
    const found = [
      ...mismatches(answer, step.expect, { hide: context.secrets.hide, digests: digestsOf(endpoint) }),
      ...missing,
    ];
    return {
      mismatches: note === undefined ? found : found.map((sentence) => `${sentence} (${note})`),
      captured: taken,
      answer,
      asked,
      durationMs: answer.durationMs,
      mayRepeat: step.retry,
      unreachable: false,
    };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return {
      mismatches: [`expected an answer, but ${context.secrets.hide(error.message)}`],
      captured: [],
      answer: undefined,
      asked,
      durationMs: performance.now() - startedAt,
      mayRepeat: step.retry || error.phase === "connecting",
      unreachable: error.phase === "connecting",
    };
  }
}

function outcome(end: {
  run: StepRun;
  attempt: Attempt;
  tries: readonly Try[];
  startedAt: number;
  inARow: number;
  wanted: number;
}): Outcome {
  const { run, attempt, tries, startedAt, inARow, wanted } = end;
  const settling = settlingOf(tries, run.answeredBefore);
  const firstOfLastRow = tries[tries.length - Math.max(inARow, 1)];
  const faults = [
    ...attempt.mismatches,
    ...(inARow > 0 && inARow < wanted
      ? [`expected ${wanted} such answers in a row, got ${inARow} before the deadline`]
      : []),
    ...(inARow > 0 && settling === "flapping" && run.flapping === "fail"
      ? [`expected steady answers, but they come and go: ${inWords(tries)}`]
      : []),
  ];
  return {
    state: faults.length === 0 ? "passed" : "failed",
    startedAt,
    durationMs: attempt.durationMs,
    settledMs: (firstOfLastRow?.atMs ?? 0) + attempt.durationMs,
    settling,
    tries,
    mismatches: faults,
    asked: attempt.asked,
    answer: attempt.answer,
    captured: attempt.captured,
  };
}

/** `wrong, wrong, right, wrong`: the last ten. */
function inWords(tries: readonly Try[]): string {
  return tries
    .slice(-10)
    .map(({ fits }) => (fits ? "right" : "wrong"))
    .join(", ");
}

/** As the node tells them, and as the manifest names them: the one of a list of platforms is another than the image's own. */
function digestsOf({ pod }: Endpoint): readonly string[] | undefined {
  if (pod === undefined) return undefined;
  const named = pod.images.flatMap((image) => /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? []);
  return [...new Set([...pod.digests, ...named])];
}
