import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { isRunning } from "../running.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "slipway-command-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

function program(folder: string, name: string, script: string): string {
  mkdirSync(join(directory, folder), { recursive: true });
  const file = join(directory, folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return join(directory, folder);
}

describe("a short command", () => {
  it("gives its status and what it printed, and prints nothing itself", async () => {
    const written = vi.spyOn(process.stdout, "write");
    const answer = await runCommand("sh", ["-c", "echo out; echo err >&2; exit 3"], { directory });
    expect(answer).toEqual({ status: 3, stdout: "out\n", stderr: "err\n" });
    expect(written).not.toHaveBeenCalled();
  });

  it("tells when it starts, and does not where there is no such program", async () => {
    const onStart = vi.fn();
    await runCommand("no-such-program", [], { directory, onStart });
    expect(onStart).not.toHaveBeenCalled();
    const answer = runCommand("sh", ["-c", "sleep 0.1"], { directory, onStart });
    await vi.waitFor(() => expect(onStart).toHaveBeenCalledOnce(), { interval: 1 });
    await answer;
    expect(onStart).toHaveBeenCalledOnce();
  });

  it("gets its arguments as they are, its folder, and English", async () => {
    const script = 'printf "%s|" "$@"; pwd; echo "$LC_ALL"';
    const { stdout } = await runCommand("sh", ["-c", script, "sh", "a b", '"$HOME"', "", "*"], { directory });
    expect(stdout).toBe(`a b|"$HOME"||*|${directory}\nC\n`);
  });

  it("is the one on the PATH of its own environment, in whatever folder", async () => {
    const folder = program('a "quoted" \\ folder', "git", 'echo "ours $TOKEN"');
    const answer = await runCommand("git", [], { directory, env: { PATH: folder, TOKEN: "t", NONE: undefined } });
    expect(answer).toEqual({ status: 0, stdout: "ours t\n", stderr: "" });
  });

  it("has no status where it is missing, its folder is, or it was killed", async () => {
    expect(await runCommand("git", [], { directory, env: { PATH: directory } })).toMatchObject({ status: undefined });
    expect(await runCommand("true", [], { directory: join(directory, "none") })).toMatchObject({ status: undefined });
    expect(await runCommand("sh", ["-c", "kill -9 $$"], { directory })).toMatchObject({ status: undefined });
  });

  it("is not waited for any more once it is aborted or late", async () => {
    const reason = new Error("cancelled");
    const controller = new AbortController();
    const started = runCommand("sleep", ["5"], { directory, signal: controller.signal });
    controller.abort(reason);
    await expect(started).rejects.toBe(reason);
    await expect(runCommand("true", [], { directory, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await runCommand("sleep", ["5"], { directory, timeout: 1 })).toMatchObject({ status: undefined });
  });

  it("is ended with all that it has started, also where that heeds no polite signal", async () => {
    const controller = new AbortController();
    const running = (): number[] =>
      readFileSync(join(directory, "pids"), "utf8").trim().split("\n").map(Number).filter(isRunning);
    const script = "trap '' TERM; sleep 300 & echo $! > new; echo $$ >> new; mv new pids; wait; sleep 300";
    const answer = runCommand("sh", ["-c", script], { directory, signal: controller.signal });
    answer.catch(() => undefined);
    await vi.waitFor(() => expect(running()).toHaveLength(2), { timeout: 20_000, interval: 5 });
    controller.abort();
    await vi.waitFor(() => expect(running()).toEqual([]), { timeout: 20_000, interval: 20 });
  });

  it("does not wait for what it leaves behind once its output is let go", async () => {
    const answer = await runCommand("sh", ["-c", "echo out; sleep 300 > /dev/null 2>&1 & echo $! >&2"], { directory });
    expect(answer).toMatchObject({ status: 0, stdout: "out\n" });
    process.kill(Number(answer.stderr), "SIGKILL");
  });
});
