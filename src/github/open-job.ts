// How is the job on a real runner opened, and closed?

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@actions/core";
import type { Failure } from "../report/failure.ts";
import { redactor } from "../report/redact.ts";
import { listenForCancellation } from "./cancellation.ts";
import type { Job } from "./job.ts";
import { createJobLog } from "./job-log.ts";
import { readRunContext } from "./run-context.ts";
import { appendSummary } from "./summary.ts";

/** What the shell of an action needs of a job beyond what the action itself sees. */
export interface OpenJob extends Job {
  /** Resolves some seconds after the abort: who is not done then is given up. */
  readonly overdue: Promise<Failure>;
  setOutput(name: string, value: string): void;
  /** Aborts the signal from inside. */
  cancel(reason: Failure): void;
  /** Removes what only this process needed and stops listening for signals. */
  close(): Promise<void>;
}

/** Opens the job that the environment describes. Reads and writes what the runner's variables name. */
export async function openJob(env: NodeJS.ProcessEnv = process.env): Promise<OpenJob> {
  const secrets: string[] = [];
  let hide = redactor(secrets);
  const redact = (text: string): string => hide(text);
  const run = readRunContext(env);
  const log = createJobLog(redact, run.workspace);
  const { signal, overdue, cancel, close } = listenForCancellation();
  const ownDirectory = env.RUNNER_TEMP ? undefined : mkdtempSync(join(tmpdir(), "slipway-"));

  return {
    log,
    signal,
    overdue,
    cancel,
    env,
    run,
    redact,
    tempDirectory: ownDirectory ?? env.RUNNER_TEMP ?? tmpdir(),
    mask: (secret) => {
      if (secret.trim() === "") return;
      for (const line of new Set([secret, ...secret.split(/\r?\n/).filter((part) => part.trim().length >= 6)])) {
        core.setSecret(line);
      }
      secrets.push(secret);
      hide = redactor(secrets);
    },
    addSummary: (markdown) => appendSummary(redact(markdown), env, log),
    setOutput: (name, value) => {
      if (env.GITHUB_OUTPUT) core.setOutput(name, value);
      else log.info(`output ${name}: ${value}`);
    },
    saveState: (name, value) => {
      if (env.GITHUB_STATE) core.saveState(name, value);
    },
    state: (name) => core.getState(name),
    close: async () => {
      close();
      if (ownDirectory !== undefined) rmSync(ownDirectory, { recursive: true, force: true });
    },
  };
}
