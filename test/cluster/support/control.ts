// How does a test break the cluster on purpose?

import { rigEnvironment } from "../../rig/environment.ts";
import { checkHealth } from "../../rig/health.ts";
import { killKindApiServer } from "../../rig/kind.ts";
import { identify, signalProcess, waitForEnd } from "../../rig/processes.ts";
import { findRunningRig } from "../../rig/supervision.ts";
import { tryKubectl } from "./kubectl.ts";

/**
 * Kills the API server and resolves once the new one is ready. Every connection breaks; etcd keeps
 * what was written. It is killed because a graceful end can take a minute.
 */
export async function restartApiServer(): Promise<void> {
  const { kind } = await rigEnvironment();
  switch (kind) {
    case "rig":
      return restartComponent("kube-apiserver");
    case "kind":
      await killKindApiServer();
      return untilKubectlWorks();
    case "kubeconfig":
      throw new Error("the API server of a cluster that the user names is not ours to restart");
  }
}

/** Kills one component of the rig and resolves once the supervisor has brought it back. */
export async function restartComponent(name: string): Promise<void> {
  const rig = findRunningRig();
  const pid = rig?.components[name]?.pid;
  const component = rig?.specification.components.find((candidate) => candidate.name === name);
  const identity = pid === undefined ? undefined : identify(pid);
  if (identity === undefined || component === undefined) {
    throw new Error(`the rig has no running component ${name}`);
  }
  signalProcess(identity, "SIGKILL");
  await waitForEnd(identity, 10_000);
  await until(async () => (await checkHealth(component.health)) === undefined, `${name} is well again`);
}

async function untilKubectlWorks(): Promise<void> {
  await until(
    async () => (await tryKubectl(["get", "--raw", "/readyz"])).status === 0,
    "the API server is ready again",
  );
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`waited 60 s until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
