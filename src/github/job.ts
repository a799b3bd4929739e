// What does an action see of the job that it runs in?

import type { Log } from "../report/log.ts";

/** The job as an action sees it. `open-job.ts` makes the real one; no domain code imports this. */
export interface Job {
  readonly log: Log;
  /** Aborted by SIGINT or SIGTERM. The runner kills 10 s after the first signal. */
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  /** RUNNER_TEMP, or a fresh private folder where that is not set. */
  readonly tempDirectory: string;
  readonly run: RunContext;
  /** Keeps a secret out of every later line of the log. Empty strings are ignored. */
  mask(secret: string): void;
  /** The text without the job's secrets, for files: masks cover only the log. */
  redact(text: string): string;
  /** Adds Markdown to the step summary. */
  addSummary(markdown: string): Promise<void>;
  /** Keeps a value for the `post` step. */
  saveState(name: string, value: string): void;
  /** What `saveState` kept, in the `post` step; empty where nothing was. */
  state(name: string): string;
}

/** Who and what started the job, from the runner's environment. Empty strings where the runner says nothing. */
export interface RunContext {
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly event: string;
  readonly actor: string;
  /** `<run id>-<attempt>`: the same in every job of one attempt of a workflow run. */
  readonly runKey: string;
  readonly runUrl: string;
  readonly workspace: string;
}
