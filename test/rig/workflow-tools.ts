// Where do act, actionlint and zizmor come from, which the workflow tests need whatever the cluster is?

import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { ensureGoBinaries } from "./go-binaries.ts";
import { ensureZizmor } from "./zizmor.ts";

/** Gives the paths of the programs. */
export async function ensureWorkflowTools(): Promise<string[]> {
  const go = await ensureGoBinaries(["act", "actionlint"]);
  return [join(go.act, "act"), join(go.actionlint, "actionlint"), await ensureZizmor()];
}

export async function linkWorkflowTools(bin: string): Promise<void> {
  mkdirSync(bin, { recursive: true });
  for (const program of await ensureWorkflowTools()) {
    // In one step: other tests may be about to start the program.
    const unfinished = join(bin, `.${basename(program)}-${process.pid}`);
    rmSync(unfinished, { force: true });
    symlinkSync(program, unfinished);
    renameSync(unfinished, join(bin, basename(program)));
  }
}
