// How does a short command run on the runner?

import { accessSync, constants } from "node:fs";
import { delimiter, resolve } from "node:path";
import type { CommandAnswer, CommandOptions, RunCommand } from "../config/run-command.ts";

/**
 * By `@actions/exec`, which is loaded with the first command. It cannot end a program: one that is aborted or
 * takes too long is left behind, and nobody waits for it any more. Nor can it close a program's input safely (an empty
 * `input` to a program that has ended by then is an uncaught EPIPE), so a command must not read any.
 */
export const runCommand: RunCommand = async (file, args, options) => {
  const signal = untilOver(options);
  signal?.throwIfAborted();
  try {
    return await orAbort(run(file, args, options), signal);
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

async function orAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function run(file: string, args: readonly string[], options: CommandOptions): Promise<CommandAnswer> {
  const env: Record<string, string> = { ...stringsOf(options.env ?? process.env), LC_ALL: "C" };
  const program = findProgram(file, env.PATH ?? "");
  const { getExecOutput } = await import("@actions/exec");
  const { exitCode, stdout, stderr } = await getExecOutput(quoted(program), [...args], {
    // Where it is this process's own, nothing is looked up between the word of the start and the start.
    ...(options.directory === process.cwd() ? {} : { cwd: options.directory }),
    env,
    silent: true,
    // Its only word on that it starts a program now.
    listeners: { debug: (line) => line.startsWith("exec tool:") && options.onStart?.() },
    ignoreReturnCode: true,
  });
  // Typed as a number, and null for a program that was killed.
  const status: number | null = exitCode;
  return { status: status ?? undefined, stdout, stderr };
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
