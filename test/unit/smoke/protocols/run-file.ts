// How does a test run a suite as its user does: a file in a folder, with what stands beside it?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSuite } from "../../../../src/smoke/load-suite.ts";
import { runSuite } from "../../../../src/smoke/run-suite.ts";
import type { SuiteContext } from "../../../../src/smoke/suite-context.ts";
import type { StepResult } from "../../../../src/smoke/suite-result.ts";
import type { Target } from "../../../../src/smoke/target.ts";
import { recordLog } from "../../image/support.ts";

export interface RanFile {
  readonly passed: boolean;
  /** Of every endpoint, in the suite's order. */
  readonly steps: readonly StepResult[];
  /** What was wrong, one sentence a line. */
  readonly wrong: string;
}

/**
 * @param text of the suite; what fails is not asked again unless a step says `eventually`
 * @param files beside the suite, by name
 */
export async function runFile(
  text: string,
  target: Target,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  context: Partial<SuiteContext> = {},
): Promise<RanFile> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-suite-"));
  try {
    for (const [name, content] of Object.entries({ ...files, "smoke.yaml": text }))
      writeFileSync(join(directory, name), content);
    const suite = await loadSuite("smoke.yaml", { directory });
    const given = { log: recordLog(), signal: new AbortController().signal, deadlineMs: 1, ...context };
    const { endpoints, passed } = await runSuite(suite, target, given);
    const steps = endpoints.flatMap((endpoint) => endpoint.steps);
    return { passed, steps, wrong: steps.flatMap(({ mismatches }) => mismatches).join("\n") };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
