// How is the caller's own program run against an environment?

import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { execa } from "execa";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";

export interface VerifyRequest {
  /** A file of the caller's repository, relative to its root. */
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment: string;
  readonly url: string;
  readonly digest: string;
  /** The one secret that the program may have; empty for none. */
  readonly token: string;
}

export interface VerifyContext {
  /** The checkout of the caller's repository. */
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface VerifyResult {
  readonly durationMs: number;
  /** Undefined where the program ended with 0. */
  readonly failure?: Failure;
}

interface Ending {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly shortMessage?: string | undefined;
}

/** How many lines of the program's output stand in the failure. The whole of it is in the log. */
const evidenceLines = 20;

/** From the first signal to the kill of the program and its children: the runner leaves 10 s in all. */
const killAfterMs = 5_000;

/**
 * Runs a program without a shell and with no more of the job's environment than a program needs.
 * @throws Failure for a file that is not there, not in the repository or not executable, before anything is started.
 */
export async function verify(request: VerifyRequest, context: VerifyContext): Promise<VerifyResult> {
  const program = await findProgram(request.file, context.workspace);
  const started = performance.now();
  const tail: string[] = [];
  const child = execa(program, [...request.arguments], {
    shell: false,
    cwd: context.workspace,
    env: programEnvironment(request, context.env),
    extendEnv: false,
    stdin: "ignore",
    all: true,
    buffer: false,
    reject: false,
    // A group of its own, so that the program's children end with it.
    detached: true,
  });
  const stop = endGroupOnAbort(child.pid, context.signal);
  // Children that outlive the program hold its output open, and with it the step.
  child.once("exit", () => child.pid !== undefined && signalGroup(child.pid, "SIGKILL"));
  try {
    for await (const line of child.iterable({ from: "all" })) {
      context.log.foreign(line);
      tail.push(line);
      if (tail.length > evidenceLines) tail.shift();
    }
    const result = await child;
    const durationMs = performance.now() - started;
    if (context.signal.aborted) return { durationMs, failure: cancelled(request) };
    if (!result.failed) return { durationMs };
    return { durationMs, failure: ended(request, howItEnded(result), tail) };
  } finally {
    stop();
  }
}

async function findProgram(file: string, workspace: string): Promise<string> {
  const attempted = `finding the verify program ${JSON.stringify(file)}`;
  const found = await realpath(resolve(workspace, file)).catch((cause: unknown) => {
    throw new Failure({
      attempted,
      found: "there is no such file in the repository",
      advice: "Write its path from the root of the repository, and arguments in verify-arguments.",
      cause,
    });
  });
  const inside = relative(await realpath(workspace), found);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new Failure({
      attempted,
      found: "it lies outside of the repository",
      advice: "Only a file of the repository is run. Commit it, or a small script that calls it.",
    });
  }
  if (!(await stat(found)).isFile()) {
    throw new Failure({ attempted, found: "it is not a file", advice: "Name the program itself." });
  }
  await access(found, constants.X_OK).catch((cause: unknown) => {
    throw new Failure({
      attempted,
      found: "it is not executable",
      advice: `Run "git update-index --chmod=+x ${file}" and commit; a script also needs a first line such as #!/usr/bin/env bash.`,
      cause,
    });
  });
  return found;
}

/**
 * The job's environment without what belongs to actions alone: their inputs (the token among them),
 * the runner's own tokens and the files by which a step changes later ones.
 */
function programEnvironment(request: VerifyRequest, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = new Set(["GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_TOKEN", "KUBECONFIG"]);
  const kept = Object.entries(env).filter(
    ([name]) => !name.startsWith("INPUT_") && !name.startsWith("ACTIONS_") && !own.has(name),
  );
  return {
    ...Object.fromEntries(kept),
    SLIPWAY_ENVIRONMENT: request.environment,
    SLIPWAY_URL: request.url,
    SLIPWAY_DIGEST: request.digest,
    ...(request.token === "" ? {} : { SLIPWAY_VERIFY_TOKEN: request.token }),
  };
}

/** Ends the program and its children when the job is cancelled; returns what undoes the arrangement. */
function endGroupOnAbort(pid: number | undefined, signal: AbortSignal): () => void {
  if (pid === undefined) return () => undefined;
  let killer: NodeJS.Timeout | undefined;
  const end = () => {
    signalGroup(pid, "SIGTERM");
    killer = setTimeout(() => signalGroup(pid, "SIGKILL"), killAfterMs);
    killer.unref();
  };
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
  return () => {
    signal.removeEventListener("abort", end);
    clearTimeout(killer);
  };
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!gone) throw error;
  }
}

function howItEnded(result: Ending): string {
  if (result.exitCode !== undefined) return `it ended with status ${result.exitCode}`;
  if (result.signal !== undefined) return `it was ended by ${result.signal}`;
  return `it could not be started (${result.shortMessage ?? "no reason was given"})`;
}

function ended(request: VerifyRequest, how: string, tail: readonly string[]): Failure {
  return new Failure({
    attempted: `verifying ${request.environment} with ${request.file}`,
    found: how,
    advice: "Read its output. The environment goes back to its last verified release.",
    evidence:
      tail.length === 0 ? [] : [{ title: `last ${tail.length} lines of ${request.file}`, text: tail.join("\n") }],
  });
}

function cancelled(request: VerifyRequest): Failure {
  return new Failure({
    attempted: `verifying ${request.environment} with ${request.file}`,
    found: "the job was cancelled",
    advice: "The environment goes back to its last verified release. Start the run again.",
  });
}
