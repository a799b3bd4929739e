// How does the rig run another program?

import { spawn } from "node:child_process";
import { RigError } from "./progress.ts";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Milliseconds; the program is killed after it. */
  readonly timeout?: number;
}

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell and gives what it wrote to stdout. @throws RigError where it fails. */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await attempt(command, args, options);
  if (result.status !== 0) {
    const said = `${result.stderr}${result.stdout}`.trim().split("\n").slice(-15).join("\n");
    throw new RigError(`${command} ${args.join(" ")} ended with status ${result.status}:\n${said}`);
  }
  return result.stdout;
}

/** Like `run`, for a program whose failure is an answer. Status 127 where there is no such program. */
export function attempt(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeout,
      killSignal: "SIGKILL",
      stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.stdin?.on("error", () => undefined).end(options.input);
    child.on("error", (error) => resolve({ status: 127, stdout, stderr: `${stderr}${error.message}` }));
    child.on("close", (code, signal) =>
      resolve({ status: code ?? 128, stdout, stderr: signal ? `${stderr}ended by ${signal}` : stderr }),
    );
  });
}
