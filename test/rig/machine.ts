// What was on the machine before the rig came, and how is it put back?

import { existsSync, rmdirSync, rmSync } from "node:fs";
import { hiddenFolders } from "./configuration.ts";
import { paths } from "./home.ts";
import { readSettings, writeSettings } from "./network.ts";
import { readJson, writeJson } from "./supervision.ts";

interface Machine {
  readonly boot: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Empty folders that the rig needs as mount points, and that were not there. */
  readonly folders: readonly string[];
}

/** Keeps what a start of this boot has recorded first: a later one would see the rig's own changes. */
export function recordMachine(boot: string): void {
  const recorded = readJson<Machine>(paths.machine);
  if (recorded?.boot === boot) {
    return;
  }
  const folders = hiddenFolders.filter((folder) => !existsSync(folder) || recorded?.folders.includes(folder));
  writeJson(paths.machine, { boot, settings: readSettings(), folders } satisfies Machine);
}

export function restoreMachine(boot: string): void {
  const recorded = readJson<Machine>(paths.machine);
  if (recorded === undefined) {
    return;
  }
  // A reboot has put the settings back already.
  if (recorded.boot === boot) {
    writeSettings(recorded.settings);
  }
  for (const folder of recorded.folders.filter((folder) => existsSync(folder))) {
    try {
      rmdirSync(folder);
    } catch (error) {
      // Somebody else has come to use it: then it is theirs.
      if (!(error instanceof Error && "code" in error && error.code === "ENOTEMPTY")) {
        throw error;
      }
    }
  }
  rmSync(paths.machine);
}
