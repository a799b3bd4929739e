// How is a built entry run as the runner runs it?

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What was left in RUNNER_TEMP. */
  readonly directory: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts an entry of dist with inputs and the files of a step. Nothing of this process's environment but PATH is seen. */
export function startEntry(
  file: string,
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
  dist: string = inject("dist"),
): Running {
  const directory = mkdtempSync(join(tmpdir(), "slipway-contract-"));
  const temp = join(directory, "temp");
  mkdirSync(temp);
  const files = { GITHUB_OUTPUT: "output", GITHUB_STATE: "state", GITHUB_STEP_SUMMARY: "summary" };
  for (const name of Object.values(files)) writeFileSync(join(directory, name), "");
  const child = spawn(process.execPath, [join(dist, file)], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      RUNNER_TEMP: temp,
      GITHUB_WORKSPACE: directory,
      ...Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(directory, file)])),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...environment,
    },
  });
  return { process: child, ended: end(child, directory) };
}

function end(child: ChildProcess, directory: string): Promise<Ended> {
  const text = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    text.stdout += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    text.stderr += String(chunk);
  });
  return new Promise((resolve) => {
    child.on("close", (status) => {
      const read = (name: string): string => readFileSync(join(directory, name), "utf8");
      const ended = {
        status,
        ...text,
        outputs: keyValues(read("output")),
        state: keyValues(read("state")),
        summary: read("summary"),
        directory,
      };
      rmSync(directory, { recursive: true, force: true });
      resolve(ended);
    });
  });
}

/** The runner's format of output and state files: `name<<delimiter`, the value, the delimiter. */
function keyValues(text: string): Record<string, string> {
  const found = text.matchAll(/^(\S+?)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name, , value]) => [name ?? "", value ?? ""]));
}
