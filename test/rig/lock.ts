// How do two commands on one rig wait for each other?

import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { identify, isAlive, type ProcessIdentity } from "./processes.ts";
import { progress, RigError } from "./progress.ts";

/** Runs `body` while no other process of the machine is inside of a body with the same file. */
export async function withLock<T>(file: string, body: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    await acquire(file, mine);
    try {
      return await body();
    } finally {
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

async function acquire(file: string, mine: string): Promise<void> {
  let told = false;
  for (;;) {
    try {
      linkSync(mine, file); // A link is made whole or not at all: nobody reads half of a holder.
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
        throw new RigError(`the lock ${file} cannot be made: ${String(error)}`);
      }
    }
    const holder = holderOf(file);
    if (holder === undefined || !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) {
      progress(`waiting for process ${holder.pid}, which works on the rig`);
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function holderOf(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
