// How does a job learn that it is cancelled, and how long has it then?

import { Failure } from "../report/failure.ts";

/**
 * The runner sends SIGINT, 7.5 s later SIGTERM and 2.5 s later SIGKILL
 * (https://docs.github.com/actions/reference/workflow-cancellation-reference). Actions aim at 7 s; what is not done
 * after this time is given up, so that the outputs are still set and the reader still learns how it ended.
 */
const grace = 9_000;

export interface Cancellation {
  /** Its reason is a Failure. */
  readonly signal: AbortSignal;
  /** Resolves when the time after the abort is over. Never before an abort. */
  readonly overdue: Promise<Failure>;
  /** Cancels from inside: something went wrong that the action should back out of. */
  cancel(reason: Failure): void;
  /** Stops listening. */
  close(): void;
}

/** Listens to SIGINT and SIGTERM. Later signals change nothing: an undo that runs goes on. */
export function listenForCancellation(graceMs: number = grace): Cancellation {
  const controller = new AbortController();
  const { promise: overdue, resolve } = Promise.withResolvers<Failure>();
  let timer: NodeJS.Timeout | undefined;
  const cancel = (reason: Failure): void => {
    if (controller.signal.aborted) return;
    timer = setTimeout(() => resolve(tooLate(reason)), graceMs);
    controller.abort(reason);
  };
  const onSignal = (name: NodeJS.Signals): void => cancel(cancelled(name));
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    overdue,
    cancel,
    close: () => {
      clearTimeout(timer);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}

function cancelled(name: NodeJS.Signals): Failure {
  return new Failure({
    attempted: "running this step",
    found: `it was cancelled (${name})`,
    advice: "Run the workflow again if that was not meant.",
  });
}

function tooLate(reason: Failure): Failure {
  return new Failure({
    attempted: reason.attempted,
    found: `${reason.found}, and backing out was not done in the time that the runner gives`,
    advice:
      "What is left is finished by the post step, by the workflow's settle job or by the next run. Look at the environment before you rely on it.",
    cause: reason,
  });
}
