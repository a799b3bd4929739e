// Is this process still the one that was started, and which are its children?

import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A process and the moment that it began, so that a number that the kernel gave again is never taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, from /proc/PID/stat. */
  readonly startTime: string;
  /** Which boot of the machine; the ticks begin again with each. */
  readonly boot: string;
}

export function identify(pid: number): ProcessIdentity | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime, boot: bootIdentity() };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identity.boot === bootIdentity() && startTimeOf(identity.pid) === identity.startTime;
}

/** Sends a signal where the process still is the one that is meant. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(identity)) {
    return;
  }
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    // It ended between the look and the signal.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) {
      throw error;
    }
  }
}

/** Waits until the process is gone; false where it is still there after `milliseconds`. */
export async function waitForEnd(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (isAlive(identity)) {
    if (Date.now() > end) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

export function childrenOf(pid: number): number[] {
  return readOrEmpty(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

/** The machine's numbers of the processes in the PID namespace of `pid`, by their numbers inside of it. */
export function namespacePids(pid: number): Map<number, number> {
  const namespace = pidNamespaceOf(pid);
  const pids = new Map<number, number>();
  if (namespace === undefined) {
    return pids;
  }
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry) || pidNamespaceOf(Number(entry)) !== namespace) {
      continue;
    }
    const inside = /^NSpid:.*\t(\d+)$/m.exec(readOrEmpty(`/proc/${entry}/status`))?.[1];
    if (inside !== undefined) {
      pids.set(Number(inside), Number(entry));
    }
  }
  return pids;
}

function pidNamespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined; // ended
  }
}

function startTimeOf(pid: number): string | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The name in parentheses can hold spaces. A zombie has ended.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return stat === "" || fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}

export function bootIdentity(): string {
  return readOrEmpty("/proc/sys/kernel/random/boot_id").trim();
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
