// How does a bench run a release as the runner does, and time the lines that it says?

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { rigEnvironment } from "../../test/rig/environment.ts";

export interface EndedRelease {
  readonly code: number | null;
  readonly log: string;
  /** On the clock of `performance.now()`, when the first line that matches came; NaN where none did. */
  at(pattern: RegExp): number;
  /** Of the process, in bytes, as the kernel counts it. */
  readonly peakMemory: number;
  readonly requests: number;
}

export interface ReleaseToStart {
  /** `dist/deploy-rollout.js`. */
  readonly entry: string;
  readonly directory: string;
  readonly workspace: string;
  readonly run: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export async function runRelease(release: ReleaseToStart): Promise<EndedRelease> {
  const { env } = await rigEnvironment();
  const inputs = Object.fromEntries(
    Object.entries(release.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const runner = {
    RUNNER_TEMP: release.directory,
    GITHUB_WORKSPACE: release.workspace,
    GITHUB_RUN_ID: release.run,
    GITHUB_RUN_ATTEMPT: "1",
  };
  const child = spawn(process.execPath, [release.entry], {
    env: { ...env, ...runner, ...inputs },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: { at: number; text: string }[] = [];
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on("line", (text) => lines.push({ at: performance.now(), text }));
  const memory = watchMemory(child);
  const [code] = (await once(child, "close")) as [number | null];
  const log = lines.map(({ text }) => text).join("\n");
  return {
    code,
    log,
    at: (pattern) => lines.find(({ text }) => pattern.test(text))?.at ?? Number.NaN,
    peakMemory: memory.stop(),
    requests: Number(/API requests, Lease writes apart: (\d+)/.exec(log)?.[1] ?? Number.NaN),
  };
}

/** The kernel keeps the peak itself; it is read while the process lives, because it goes with it. */
function watchMemory({ pid }: ChildProcess): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => {
    readFile(`/proc/${pid}/status`, "utf8").then(
      (text) => {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(text)?.[1] ?? 0) * 1024);
      },
      () => undefined, // It has ended.
    );
  }, 50);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
