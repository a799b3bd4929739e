// How does a program end together with all that it has started?

import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

interface Started {
  readonly pid: number;
  /** In clock ticks since the machine's start: a process with the same id that began later is another one. */
  readonly at: string;
}

/**
 * Asks a program and its descendants to end, and kills after `patience` ms those that have not. The descendants are
 * known where there is a /proc (Linux); elsewhere the program alone is ended. Nobody waits for it.
 */
export function endTree(child: ChildProcess, patience: number): void {
  const tree = treeOf(child);
  child.kill("SIGTERM");
  for (const process of tree) signal(process, "SIGTERM");
  setTimeout(() => {
    child.kill("SIGKILL");
    for (const process of [...tree, ...treeOf(child)]) signal(process, "SIGKILL");
  }, patience).unref();
}

/** Where there is no time left to ask. */
export function killTree(child: ChildProcess): void {
  const tree = treeOf(child);
  child.kill("SIGKILL");
  for (const process of tree) signal(process, "SIGKILL");
}

/** Of the program that has not ended yet all descendants, without itself. */
function treeOf({ pid, exitCode, signalCode }: ChildProcess): Started[] {
  if (pid === undefined || exitCode !== null || signalCode !== null) return [];
  return descendantsOf(pid);
}

// Each thread has its own: https://man7.org/linux/man-pages/man5/proc_tid_children.5.html
function descendantsOf(pid: number): Started[] {
  const folder = `/proc/${pid}/task`;
  const children = (ifThere(() => readdirSync(folder)) ?? [])
    .flatMap((thread) => (ifThere(() => readFileSync(`${folder}/${thread}/children`, "utf8")) ?? "").trim().split(" "))
    .filter((text) => text !== "")
    .map(Number);
  return children.flatMap((child) => {
    const at = startOf(child);
    return at === undefined ? [] : [{ pid: child, at }, ...descendantsOf(child)];
  });
}

function signal({ pid, at }: Started, name: NodeJS.Signals): void {
  if (startOf(pid) !== at) return;
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has ended between the two lines.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The 22nd field, the 20th after the name: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startOf(pid: number): string | undefined {
  const stat = ifThere(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** Processes and their threads end while they are looked at. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return undefined;
    throw error;
  }
}
