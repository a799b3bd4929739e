// How does the process of an action start and end?

import { openJob } from "../github/open-job.ts";
import type { Action } from "./action.ts";
import { defect, runBroken, runMain, runPost } from "./run.ts";

export type Phase = "main" | "post";

/** A module under `src/actions/`. Its inputs are its own affair: only `run.ts` brings the two together. */
export interface ActionModule {
  // biome-ignore lint/suspicious/noExplicitAny: the table of all actions holds one for each type of inputs.
  readonly action: Action<any>;
}

/**
 * Runs one phase of an action and ends the process with its exit status, also where sockets or timers are left open,
 * but not before all that was printed has left the process.
 */
export async function main(load: () => Promise<ActionModule>, phase: Phase): Promise<never> {
  const job = await openJob();
  // A defect in the background must not kill an undo: the action backs out, and the defect is what is reported.
  const onStray = (error: unknown): void => job.cancel(defect(error, job));
  process.on("uncaughtException", onStray);
  process.on("unhandledRejection", onStray);
  const status = await load().then(
    ({ action }) => (phase === "main" ? runMain(action, job) : runPost(action, job)),
    (error) => runBroken(error, job),
  );
  await job.close();
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(status);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
