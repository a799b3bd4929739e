// Does a process still run?

import { readFileSync } from "node:fs";

/** One that has ended, and that nobody has asked for its end yet, does not. */
export function isRunning(pid: number): boolean {
  try {
    // `1234 (name) S …`: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
