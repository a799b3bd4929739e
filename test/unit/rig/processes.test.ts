import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { chooseCluster } from "../../rig/cluster-choice.ts";
import { withLock } from "../../rig/lock.ts";
import { identify, isAlive, signalProcess, waitForEnd } from "../../rig/processes.ts";

it("knows a process until it ends, and takes no other of the same number for it", async () => {
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) {
    throw new Error("sleep did not start");
  }
  expect(isAlive(identity)).toBe(true);
  expect(isAlive({ ...identity, startTime: "1" })).toBe(false);
  expect(isAlive({ ...identity, boot: "another" })).toBe(false);
  signalProcess({ ...identity, startTime: "1" }, "SIGKILL");
  expect(isAlive(identity)).toBe(true);
  signalProcess(identity, "SIGKILL");
  expect(await waitForEnd(identity, 30_000)).toBe(true);
});

it("lets one body after the other into a lock, and takes over that of a process that is gone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-lock-"));
  const file = join(folder, "lock");
  writeFileSync(file, JSON.stringify({ pid: 1, startTime: "no such", boot: "another" }));
  let inside = 0;
  const body = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await withLock(file, body);
  await withLock(file, body);
  rmSync(folder, { recursive: true });
});

it("refuses a cluster that it does not know, and one without a kubeconfig", async () => {
  await expect(chooseCluster({ SLIPWAY_CLUSTER: "minikube" })).rejects.toThrow("it can be rig, kind, kubeconfig");
  await expect(chooseCluster({ SLIPWAY_CLUSTER: "kubeconfig" })).rejects.toThrow("set KUBECONFIG");
  await expect(chooseCluster({ SLIPWAY_CLUSTER: "kubeconfig", KUBECONFIG: "/k" })).resolves.toBe("kubeconfig");
});
