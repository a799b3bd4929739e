// Does a renderer end with the run that asked for it?

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import { isRunning } from "../running.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "slipway-renderer-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

// As it is where a base is fetched: kubectl starts git, helm starts what it finds in its plugins.
it.each([
  ["kubectl", "kustomization.yaml", "resources: []\n"],
  ["helm", "Chart.yaml", "apiVersion: v2\nname: orders\nversion: 0.1.0\n"],
])("%s ends with a run that is cancelled, and with it what it has started", async (program, file, text) => {
  const [bin, deploy, pids] = [join(directory, "bin"), join(directory, "deploy"), join(directory, "pids")];
  mkdirSync(bin);
  mkdirSync(deploy);
  writeFileSync(join(deploy, file), text);
  writeFileSync(join(bin, program), `#!/bin/sh\nsleep 300 & echo $! > new; echo $$ >> new; mv new ${pids}; wait\n`);
  chmodSync(join(bin, program), 0o755);
  const controller = new AbortController();
  const loading = loadManifests(["deploy"], {
    directory,
    render: {
      runCommand,
      env: { PATH: `${bin}:${process.env.PATH}` },
      signal: controller.signal,
      tempDirectory: directory,
      allowRemoteBases: false,
      helm: { release: undefined, values: [], set: [] },
      capabilities: async () => undefined,
    },
  });
  loading.catch(() => undefined);
  const running = (): number[] => readFileSync(pids, "utf8").trim().split("\n").map(Number).filter(isRunning);
  await vi.waitFor(() => expect(running()).toHaveLength(2), { timeout: 20_000, interval: 5 });
  const reason = new Error("cancelled");
  controller.abort(reason);
  await expect(loading).rejects.toBe(reason);
  await vi.waitFor(() => expect(running()).toEqual([]), { timeout: 20_000, interval: 20 });
});
