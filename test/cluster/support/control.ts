// How does a test break the cluster on purpose?

import { checkHealth } from "../../rig/health.ts";
import { identify, signalProcess, waitForEnd } from "../../rig/processes.ts";
import { findRunningRig } from "../../rig/supervision.ts";

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
  await waitForEnd(identity, 60_000);
  await until(async () => (await checkHealth(component.health)) === undefined, `${name} is well again`);
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 180_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`waited three minutes until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
