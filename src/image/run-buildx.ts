// How is a build run, shown while it runs, and ended when the job is cancelled?

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "../report/log.ts";
import type { Buildx } from "./find-buildx.ts";

export interface BuildxRun {
  readonly buildx: Buildx;
  readonly args: readonly string[];
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly patience?: Patience | undefined;
  /** Takes what buildx writes to its standard output, which is no text then. Waited for in any case. */
  readonly takeOutput?: ((output: Readable) => Promise<void>) | undefined;
}

/** Milliseconds that buildx gets to end by itself. */
export interface Patience {
  readonly afterInterrupt: number;
  readonly afterTerminate: number;
}

type BuildxProcess = ChildProcessByStdio<null, Readable, Readable>;

export interface BuildxResult {
  /** 0 where the build ended well. */
  readonly exitCode: number;
  /** What it printed, the last 10,000 lines at most. */
  readonly lines: readonly string[];
  /** When each line came, in milliseconds since the start. */
  readonly at: readonly number[];
}

/** The runner kills 10 s after its first signal, and children must have ended after 7 s. */
const usualPatience: Patience = { afterInterrupt: 3000, afterTerminate: 1500 };
const flushEvery = 200;
const mostLines = 10_000;

/**
 * Runs buildx in a process group of its own, so that it can be ended with all that it started
 * (`docker` starts the plugin, the plugin starts credential helpers; execa ends the child alone):
 * SIGINT, on which buildx cancels the build in BuildKit, then SIGTERM, then SIGKILL.
 *
 * @throws the signal's reason once it is aborted and no process is left; and what `takeOutput` throws, unless it was
 * buildx that failed first
 */
export async function runBuildx(run: BuildxRun): Promise<BuildxResult> {
  run.signal.throwIfAborted();
  const child = spawn(run.buildx.command, [...run.buildx.prefix, ...run.args], {
    cwd: run.directory,
    env: run.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { takeOutput } = run;
  const output = collectOutput(takeOutput === undefined ? [child.stdout, child.stderr] : [child.stderr], run.log);
  // What was said before is printed before.
  const taken = takeOutput === undefined ? undefined : take(child.stdout, takeOutput, output.flush);
  const killAtExit = () => signalGroup(child, "SIGKILL");
  process.once("exit", killAtExit);

  const closed = once(child, "close") as Promise<[number | null]>;
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= endGroup(child, closed, run.patience ?? usualPatience);
  };
  run.signal.addEventListener("abort", end, { once: true });
  try {
    const [exitCode] = await closed;
    await ending;
    // Who takes it must not write any more when the caller cleans up.
    const refused = await taken;
    run.signal.throwIfAborted();
    if (refused !== undefined && (refused.isFirst || exitCode === 0)) throw refused.error;
    return { exitCode: exitCode ?? 1, lines: output.lines, at: output.at };
  } finally {
    output.flush();
    run.signal.removeEventListener("abort", end);
    process.removeListener("exit", killAtExit);
  }
}

/** @returns what went wrong, and whether it did before buildx had written all */
async function take(
  output: Readable,
  taker: (output: Readable) => Promise<void>,
  onEnd: () => void,
): Promise<{ error: unknown; isFirst: boolean } | undefined> {
  try {
    output.once("end", onEnd);
    await taker(output);
    return undefined;
  } catch (error) {
    const isFirst = !output.readableEnded;
    // Buildx does not wait for a reader who has gone.
    output.destroy();
    return { error, isFirst };
  }
}

/** Prints in chunks: each needs two more lines around it that keep it from acting as a command. */
function collectOutput(streams: readonly Readable[], log: Log): { lines: string[]; at: number[]; flush: () => void } {
  const started = performance.now();
  const lines: string[] = [];
  const at: number[] = [];
  let unprinted: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (unprinted.length > 0) log.foreign(unprinted.join("\n"));
    unprinted = [];
  };
  const keep = (line: string) => {
    lines.push(line);
    at.push(Math.round(performance.now() - started));
    if (lines.length > mostLines) {
      lines.shift();
      at.shift();
    }
    unprinted.push(line);
    timer ??= setTimeout(flush, flushEvery);
  };
  for (const stream of streams) splitLines(stream, keep);
  return { lines, at, flush };
}

function splitLines(stream: Readable, take: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = parts.pop() ?? "";
    parts.forEach(take);
  });
  stream.on("end", () => {
    rest += decoder.end();
    if (rest !== "") take(rest);
  });
}

async function endGroup(child: BuildxProcess, closed: Promise<unknown>, patience: Patience): Promise<void> {
  const isClosed = closed.then(
    () => true,
    () => true,
  );
  const closesIn = (milliseconds: number) => Promise.race([isClosed, wait(milliseconds, false, { ref: false })]);
  signalGroup(child, "SIGINT");
  if (!(await closesIn(patience.afterInterrupt))) {
    signalGroup(child, "SIGTERM");
    await closesIn(patience.afterTerminate);
  }
  // Also what buildx left behind when it ended.
  signalGroup(child, "SIGKILL");
  // What left the group could hold the pipes open for ever.
  child.stdout.destroy();
  child.stderr.destroy();
}

function signalGroup(child: BuildxProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    // A negative id is the whole group: https://man7.org/linux/man-pages/man2/kill.2.html
    process.kill(-child.pid, signal);
  } catch (error) {
    // Nobody is left in it.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
