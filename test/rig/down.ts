// How does the rig go, so that nothing of it stays but its caches?

import { existsSync, renameSync, rmSync } from "node:fs";
import { killCgroupProcesses, removeCgroups } from "./cgroups.ts";
import { type DebianRoot, ensureDebianPackages } from "./debian.ts";
import { caches, paths, state } from "./home.ts";
import { restoreMachine } from "./machine.ts";
import { takeDownNetwork } from "./network.ts";
import { bootIdentity, identify, isAlive, type ProcessIdentity, signalProcess, waitForEnd } from "./processes.ts";
import { progress } from "./progress.ts";
import { findRunningRig, readJson } from "./supervision.ts";

export async function downRig(): Promise<void> {
  if (!existsSync(state) && !existsSync(paths.machine)) {
    progress("no rig is up");
    return;
  }
  await removeRemains(await ensureDebianPackages());
  progress(`the rig is down; its caches stay in ${caches.binaries} and beside it`);
}

/** Ends a running rig and removes what this or an earlier one, ended or killed at any point, has left. */
export async function removeRemains(debian: DebianRoot): Promise<void> {
  await endProcesses();
  killCgroupProcesses();
  await removeCgroups();
  await takeDownNetwork(debian);
  restoreMachine(bootIdentity());
  rmSync(state, { recursive: true, force: true });
  if (existsSync(paths.logs)) {
    rmSync(paths.previousLogs, { recursive: true, force: true });
    renameSync(paths.logs, paths.previousLogs);
  }
}

async function endProcesses(): Promise<void> {
  const holder = readJson<ProcessIdentity>(paths.holder);
  if (holder === undefined || !isAlive(holder)) {
    return; // The kernel ends all that is inside when the holder ends.
  }
  const initPid = findRunningRig()?.init;
  const init = initPid === undefined ? undefined : identify(initPid);
  if (init !== undefined) {
    signalProcess(init, "SIGTERM");
    if (!(await waitForEnd(init, 5000))) {
      signalProcess(init, "SIGKILL");
      await waitForEnd(init, 10_000);
    }
  }
  signalProcess(holder, "SIGKILL");
  await waitForEnd(holder, 10_000);
}
