// Does a run that went wrong say so once, clearly, and without a secret?

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { actedCommands } from "../../contract/support/runner.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import type { ActionRun } from "../rollout/run-action.ts";

/** All that may act on the runner in the log of an action. */
const ownCommands = ["error", "warning", "debug", "group", "endgroup", "add-mask"];

export interface ToldOptions {
  readonly outcome?: "failed" | "aborted" | "rolled-back";
  /** What must not be seen anywhere, apart from the command that masks it. */
  readonly secrets?: readonly string[];
}

/** Checks what every failure has in common, and gives back its one error message. */
export async function toldOnce(run: ActionRun, options: ToldOptions = {}): Promise<string> {
  const acted = actedCommands(run.log);
  const errors = acted.filter(({ command }) => command === "error").map(({ line }) => readable(line));
  expect(errors, run.log).toHaveLength(1);
  expect(acted.filter(({ command }) => !ownCommands.includes(command))).toEqual([]);
  expect(run.status).toBe(1);
  expect(run.outputs).toMatchObject({ outcome: options.outcome ?? "failed", reason: expect.stringMatching(/\w/) });
  expect(run.log).not.toContain("the toolkit itself has a defect");
  const seen = visible(run);
  for (const secret of [...(options.secrets ?? []), ...(await administratorsKeys())]) {
    expect(secret.length).toBeGreaterThan(3);
    expect(seen).not.toContain(secret);
  }
  return errors[0] ?? "";
}

/** What a person or another step can read of a run. */
export function visible({ log, outputs, summary }: ActionRun): string {
  return [log.replaceAll(/^::add-mask::.*$/gm, ""), JSON.stringify(outputs), summary].join("\n");
}

async function administratorsKeys(): Promise<string[]> {
  const { kubeconfig } = await rigEnvironment();
  const keys = [...readFileSync(kubeconfig, "utf8").matchAll(/(?:client-key-data|token)"?: "?([^"\s]+)/g)];
  return keys.flatMap(([, data = ""]) => [data, Buffer.from(data, "base64").toString("utf8").trim()]);
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function readable(line: string): string {
  return line.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
}
