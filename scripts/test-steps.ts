// How does one step of `npm test` run, and what does it count for?

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A gate counts as one test, a group as its tests. */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** The names of the tests that failed, for the account at the end. */
  readonly failures?: readonly string[];
}

export interface StepOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

/** Runs a program whose exit status says whether the gate holds. Its output is shown, each line under its name. */
export async function runCommand(
  name: string,
  [program, args]: readonly [string, readonly string[]],
  options: StepOptions,
): Promise<Outcome> {
  const status = await show(name, program, args, options);
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
}

/** Runs one group of vitest's and counts by its own report. A group that ran nothing has failed. */
export async function runGroup(name: string, options: StepOptions & { readonly report: string }): Promise<Outcome> {
  const vitest = join(options.cwd, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${options.report}`];
  const status = await show(name, process.execPath, [vitest, "run", "--project", name, ...reporters], options);
  const counted = existsSync(options.report) ? countTests(await readFile(options.report, "utf8")) : nothingCounted;
  const ranWell = status === 0 && counted.passed > 0;
  // Where vitest fails and no test did, a file could not be loaded or the set-up broke: that is a failure, too.
  const failed = ranWell ? counted.failed : Math.max(1, counted.failed);
  options.say(`${name}: ${counted.passed} passed, ${failed} failed`);
  return { name, ...counted, failed };
}

const nothingCounted = { passed: 0, failed: 0, failures: [] };

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Counts vitest's JSON report. A test that was skipped has not passed. */
export function countTests(report: string): { passed: number; failed: number; failures: string[] } {
  const { testResults }: Report = JSON.parse(report);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = tests
    .filter(({ status }) => status !== "passed")
    .map(({ fullName, status }) => `${fullName} (${status})`);
  return { passed: tests.length - failures.length, failed: failures.length, failures };
}

async function show(
  name: string,
  program: string,
  args: readonly string[],
  { cwd, env, say }: StepOptions,
): Promise<number> {
  const started = performance.now();
  say(`${name}: begins`);
  const child = spawn(program, args, { cwd, env: { ...env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      if (line.trim() !== "") say(`${name} | ${line}`);
    });
  }
  const status = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      say(`${name}: ${error.message}`);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
  say(
    `${name}: ${status === 0 ? "well" : `failed (exit status ${status})`} after ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return status;
}
