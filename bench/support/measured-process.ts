// How much time and memory does a program take on one core?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

export interface Measured {
  /** Of the processor, in the program and in the kernel for it: what it takes on a core that has nothing else to do. */
  readonly milliseconds: number;
  readonly peakMebibytes: number;
  readonly output: string;
  readonly status: number;
}

/** Linux counts processor time in hundredths of a second. */
const tick = 10;
const every = 10;

/** Runs a program on the first core alone. Its counters are read until it ends, so the last 10 ms may be missing. */
export async function measure(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Measured> {
  const child = spawn("taskset", ["-c", "0", program, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  let milliseconds = 0;
  let peakMebibytes = 0;
  const watch = setInterval(() => {
    const seen = countersOf(child.pid);
    milliseconds = Math.max(milliseconds, seen.milliseconds);
    peakMebibytes = Math.max(peakMebibytes, seen.peakMebibytes);
  }, every);
  const [status] = (await once(child, "close")) as [number];
  clearInterval(watch);
  return { milliseconds, peakMebibytes, output: Buffer.concat(chunks).toString(), status };
}

/** Noughts once the process is gone. */
function countersOf(pid: number | undefined): { milliseconds: number; peakMebibytes: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return {
      milliseconds: (Number(fields[11]) + Number(fields[12])) * tick,
      peakMebibytes: Math.round(Number(peak ?? 0) / 1024),
    };
  } catch {
    return { milliseconds: 0, peakMebibytes: 0 };
  }
}
