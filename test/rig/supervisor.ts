// Who keeps the components running? (Started by `up` inside the rig's own namespaces.)

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./command.ts";
import type { Component } from "./components.ts";
import { hiddenFolders } from "./configuration.ts";
import { checkHealth } from "./health.ts";
import { paths } from "./home.ts";
import { readJson, type Specification, type SupervisedComponent, type Supervision, writeJson } from "./supervision.ts";

/** How often in a row a component may end before it has run for `settled` milliseconds. */
const attempts = 5;
const settled = 10_000;

const running = new Map<string, ChildProcess>();
const supervised: Record<string, SupervisedComponent> = {};
let stopping = false;

async function main(): Promise<void> {
  const specification = readJson<Specification>(paths.specification);
  if (specification === undefined) {
    throw new Error(`${paths.specification} cannot be read`);
  }
  await hideMachineFolders();
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const healthy = new Map<string, Promise<void>>();
  for (const component of specification.components) {
    supervised[component.name] = { pid: undefined, restarts: 0, givenUp: undefined };
    const started = Promise.all(component.after.map((name) => healthy.get(name))).then(() => start(component, 0));
    healthy.set(
      component.name,
      started.then(() => untilHealthy(component)),
    );
  }
  report();
  await Promise.all(healthy.values());
}

/**
 * Folders whose place is compiled into a component. What is written there vanishes with the
 * namespace, and the machine's own containers never see it.
 */
async function hideMachineFolders(): Promise<void> {
  const resolvConf = realpathSync("/etc/resolv.conf");
  const resolvConfText = readFileSync(resolvConf, "utf8");
  for (const folder of hiddenFolders) {
    mkdirSync(folder, { recursive: true });
    await run("mount", ["-t", "tmpfs", "-o", "mode=755", "slipway-rig", folder]);
  }
  if (resolvConf.startsWith("/run/")) {
    mkdirSync(dirname(resolvConf), { recursive: true });
    writeFileSync(resolvConf, resolvConfText);
  }
  // Volumes of pods that ask for mount propagation need a shared mount to start from.
  await run("mount", ["--make-rshared", "/"]);
}

function start(component: Component, failures: number): void {
  if (stopping) {
    return;
  }
  const [program = "", ...args] = component.command;
  const log = openSync(join(paths.logs, `${component.name}.log`), "a");
  const child = spawn(program, args, { env: { ...component.env }, stdio: ["ignore", log, log] });
  closeSync(log);
  const begun = Date.now();
  running.set(component.name, child);
  update(component.name, { pid: child.pid });
  child.once("error", (error) => say(`${component.name} cannot be started: ${error.message}`));
  child.once("close", (code, signal) => {
    running.delete(component.name);
    update(component.name, { pid: undefined });
    if (!stopping) {
      restart(component, Date.now() - begun < settled ? failures + 1 : 1, signal ?? `status ${code}`);
    }
  });
}

/** At once the first time, then after 1, 2, 4 and 8 seconds. */
function restart(component: Component, failures: number, end: string): void {
  if (failures > attempts) {
    say(`${component.name} ended with ${end} and is given up after ${attempts} restarts`);
    update(component.name, { givenUp: `it ended with ${end}, ${attempts} restarts did not help` });
    return;
  }
  const delay = failures === 1 ? 0 : 1000 * 2 ** (failures - 2);
  say(`${component.name} ended with ${end}; it is started again in ${delay} ms`);
  setTimeout(() => {
    update(component.name, { restarts: (supervised[component.name]?.restarts ?? 0) + 1 });
    start(component, failures);
  }, delay);
}

async function untilHealthy(component: Component): Promise<void> {
  while ((await checkHealth(component.health)) !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The registry and BuildKit keep their state, so they end in good order; the others end with the namespace. */
function stop(): void {
  stopping = true;
  const keepers = ["registry", "buildkitd"].map((name) => running.get(name)).filter((child) => child !== undefined);
  const ended = keepers.map((child) => new Promise((resolve) => child.once("close", resolve)));
  for (const child of keepers) {
    child.kill("SIGTERM");
  }
  setTimeout(() => process.exit(0), 3000).unref();
  void Promise.all(ended).then(() => process.exit(0));
}

function update(name: string, changes: Partial<SupervisedComponent>): void {
  const before = supervised[name] ?? { pid: undefined, restarts: 0, givenUp: undefined };
  supervised[name] = { ...before, ...changes };
  report();
}

function report(): void {
  writeJson(paths.supervision, { components: supervised } satisfies Supervision);
}

/** Its output is the file supervisor.log. */
function say(message: string): void {
  process.stdout.write(`${new Date().toISOString()} ${message}\n`);
}

await main();
