// What does each component do right now?

import { join } from "node:path";
import { checkHealth } from "./health.ts";
import { paths } from "./home.ts";
import { findRunningRig } from "./supervision.ts";

export interface ComponentStatus {
  readonly name: string;
  readonly pid: number | undefined;
  /** `healthy`, or what is wrong. */
  readonly health: string;
  readonly restarts: number;
  readonly log: string;
}

/** Empty where no rig is up. */
export async function readStatus(): Promise<ComponentStatus[]> {
  const rig = findRunningRig();
  return Promise.all(
    (rig?.specification.components ?? []).map(async ({ name, health }) => {
      const component = rig?.components[name];
      return {
        name,
        pid: component?.pid,
        health: component?.givenUp ?? (await checkHealth(health)) ?? "healthy",
        restarts: component?.restarts ?? 0,
        log: join(paths.logs, `${name}.log`),
      };
    }),
  );
}

/** True where every component is healthy. */
export async function printStatus(): Promise<boolean> {
  const components = await readStatus();
  if (components.length === 0) {
    process.stdout.write("no rig is up; start it with: npm run rig -- up\n");
    return false;
  }
  for (const { name, pid, health, restarts, log } of components) {
    const restarted = restarts === 0 ? "" : `, restarted ${restarts} times`;
    process.stdout.write(`${name.padEnd(24)} ${String(pid ?? "-").padEnd(8)} ${health}${restarted}  ${log}\n`);
  }
  process.stdout.write(`kubeconfig ${paths.kubeconfig}\n`);
  return components.every(({ health }) => health === "healthy");
}
