// How does a short command run on the runner, and end with it?

import { AsyncLocalStorage } from "node:async_hooks";
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { accessSync, constants } from "node:fs";
import { delimiter, resolve } from "node:path";
import type { CommandAnswer, CommandOptions, RunCommand } from "../config/run-command.ts";
import { endTree, killTree } from "./process-tree.ts";

/** From SIGTERM to SIGKILL, in ms: the runner kills 10 s after its first signal. */
const patience = 1_500;

/**
 * By `@actions/exec`, which is loaded with the first command. A program that is aborted or takes too long is ended
 * with all that it has started (`kubectl` starts git, git starts its helpers), at the latest when this process ends;
 * nobody waits for that. `@actions/exec` cannot close a program's input safely (an empty `input` to a program that
 * has ended by then is an uncaught EPIPE), so a command must not read any.
 */
export const runCommand: RunCommand = async (file, args, options) => {
  const signal = untilOver(options);
  signal?.throwIfAborted();
  try {
    return await run(file, args, options, signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    return { status: undefined, stdout: "", stderr: String(error) };
  }
};

function untilOver({ signal, timeout }: CommandOptions): AbortSignal | undefined {
  if (timeout === undefined) return signal;
  const late = AbortSignal.timeout(timeout);
  return signal === undefined ? late : AbortSignal.any([signal, late]);
}

async function run(
  file: string,
  args: readonly string[],
  options: CommandOptions,
  signal: AbortSignal | undefined,
): Promise<CommandAnswer> {
  const program = findProgram(file, options.env?.PATH ?? process.env.PATH ?? "");
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  let child: ChildProcess | undefined;
  const onChild = (started: ChildProcess): void => {
    child = started;
    endAtExit(started);
    // Aborted between the question for the program and its start.
    started.once("spawn", () => signal?.aborted && endTree(started, patience));
    options.onStart?.();
  };
  const onAbort = (): void => {
    if (child !== undefined) endTree(child, patience);
    reject(signal?.reason);
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([children.run(onChild, () => answerOf(program, args, options, signal)), aborted]);
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

async function answerOf(
  program: string,
  args: readonly string[],
  { env = process.env, directory }: CommandOptions,
  signal: AbortSignal | undefined,
): Promise<CommandAnswer> {
  const { getExecOutput } = await import("@actions/exec");
  signal?.throwIfAborted();
  const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
    // Where it is this process's own, nothing is looked up between the word of the start and the start.
    ...(directory === process.cwd() ? {} : { cwd: directory }),
    env: { ...stringsOf(env), LC_ALL: "C" },
    silent: true,
    ignoreReturnCode: true,
  });
  // Typed as a number, and null for a program that was killed.
  const status: number | null = exitCode;
  return { status: status ?? undefined, stdout, stderr };
}

/** Who wants the process that is started now: `@actions/exec` gives it to nobody, Node tells of each. */
const children = new AsyncLocalStorage<(child: ChildProcess) => void>();
subscribe("child_process", (message) => children.getStore()?.((message as { process: ChildProcess }).process));

const running = new Set<ChildProcess>();

function endAtExit(child: ChildProcess): void {
  if (running.size === 0) process.once("exit", killAll);
  running.add(child);
  const over = (): void => {
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", killAll);
  };
  child.once("error", over).once("close", over);
}

function killAll(): void {
  for (const child of running) killTree(child);
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** `@actions/exec` looks on the PATH of the process, which need not be the one of the given environment. */
function findProgram(file: string, path: string): string {
  for (const folder of path.split(delimiter).filter((each) => each !== "")) {
    const candidate = resolve(folder, file);
    if (runs(candidate)) return candidate;
  }
  throw new Error(`${file} is not on the PATH`);
}

function runs(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `@actions/exec` splits its first argument at spaces outside of quotes, and reads only `\"` as an escape. */
function quoted(program: string): string {
  return `"${program.replaceAll('"', '\\"')}"`;
}
