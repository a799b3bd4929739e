// How does a short command run on the runner, and end with it?

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, resolve } from "node:path";
import type { Readable } from "node:stream";
import type { CommandAnswer, CommandOptions, RunCommand } from "../config/run-command.ts";

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** From SIGTERM to SIGKILL: the runner kills 10 s after its first signal. */
const patience = 1_500;
/** What a program leaves behind may hold its output open. */
const patienceWithOutput = 10_000;

/**
 * In a process group of its own (`kubectl` starts git, git starts its helpers): the whole of it is ended where the
 * command is aborted or takes too long, and at the latest when this process ends. Nobody waits for that.
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
  { directory, env = process.env, onStart }: CommandOptions,
  signal: AbortSignal | undefined,
): Promise<CommandAnswer> {
  const program = findProgram(file, env.PATH ?? "");
  onStart?.();
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  endAtExit(child);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    end(child);
    reject(signal?.reason);
  };
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([answerOf(child), aborted]);
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}

function answerOf(child: Child): Promise<CommandAnswer> {
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  const { promise, resolve: answer, reject } = Promise.withResolvers<CommandAnswer>();
  let held: NodeJS.Timeout | undefined;
  child.once("error", reject);
  child.once("exit", () => {
    held = setTimeout(() => destroyOutput(child), patienceWithOutput);
  });
  child.once("close", (code) => {
    clearTimeout(held);
    answer({ status: code ?? undefined, stdout: stdout(), stderr: stderr() });
  });
  return promise;
}

function textOf(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return () => text;
}

const running = new Set<Child>();

function endAtExit(child: Child): void {
  if (running.size === 0) process.once("exit", killAll);
  running.add(child);
  const over = (): void => {
    running.delete(child);
    if (running.size === 0) process.removeListener("exit", killAll);
  };
  child.once("error", over).once("close", over);
}

function killAll(): void {
  for (const child of running) signalGroup(child, "SIGKILL");
}

function end(child: Child): void {
  signalGroup(child, "SIGTERM");
  const killer = setTimeout(() => {
    // Also what the program has left behind.
    signalGroup(child, "SIGKILL");
    destroyOutput(child);
  }, patience);
  killer.unref();
}

function destroyOutput({ stdout, stderr }: Child): void {
  stdout.destroy();
  stderr.destroy();
}

function signalGroup({ pid }: Child, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    // A negative id is the whole group: https://man7.org/linux/man-pages/man2/kill.2.html
    process.kill(-pid, name);
  } catch (error) {
    // Nobody is left in it.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Node looks on the PATH of the given environment too, but not past what cannot be started, and says no more than ENOENT. */
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
