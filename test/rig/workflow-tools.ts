// Where do act, actionlint and zizmor come from, which the workflow tests need whatever the cluster is?

import { mkdirSync, rmSync, symlinkSync } from "node:fs";
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
    const link = join(bin, basename(program));
    rmSync(link, { force: true });
    symlinkSync(program, link);
  }
}
