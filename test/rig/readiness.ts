// Is the rig ready for work, and if not, which part keeps it?

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "./command.ts";
import type { Component } from "./components.ts";
import { sandboxImage } from "./configuration.ts";
import { checkHealth } from "./health.ts";
import { paths } from "./home.ts";
import { progress, RigError } from "./progress.ts";
import { findRunningRig } from "./supervision.ts";

/** How long a part may take before the rig gives up, in milliseconds. */
const patience = 90_000;

/** @throws RigError that names the first component that does not become well, with the end of its log. */
export async function untilHealthy(components: readonly Component[]): Promise<void> {
  const end = Date.now() + patience;
  await Promise.all(
    components.map(async (component) => {
      for (;;) {
        const wrong = await checkHealth(component.health);
        if (wrong === undefined) {
          return;
        }
        const rig = findRunningRig();
        if (rig === undefined) {
          throw new RigError(`the supervisor has ended:\n${endOfLog("supervisor")}`);
        }
        const givenUp = rig.components[component.name]?.givenUp;
        if (givenUp !== undefined || Date.now() > end) {
          throw new RigError(`${component.name} is not healthy (${givenUp ?? wrong}):\n${endOfLog(component.name)}`);
        }
        await pause(50);
      }
    }),
  );
}

/** The node's condition, and a pod that gets an address and starts. */
export async function untilNodeReady(kubeconfig: string): Promise<void> {
  const kubectl = (args: readonly string[], input?: string) =>
    attempt(
      join(paths.bin, "kubectl"),
      ["--kubeconfig", kubeconfig, "--request-timeout=10s", ...args],
      input === undefined ? {} : { input },
    );
  const end = Date.now() + patience;
  const until = async (
    what: string,
    log: string,
    step: () => ReturnType<typeof attempt>,
    good: (output: string) => boolean,
  ) => {
    for (;;) {
      const result = await step();
      if (result.status === 0 && good(result.stdout)) {
        return;
      }
      if (Date.now() > end) {
        throw new RigError(`${what}: ${(result.stdout + result.stderr).trim().slice(-2000)}\n${endOfLog(log)}`);
      }
      await pause(150);
    }
  };
  const ready = '{.status.conditions[?(@.type=="Ready")].status}';
  await until(
    "the node is not Ready",
    "kubelet",
    () => kubectl(["get", "node", "rig", "-o", `jsonpath=${ready}`]),
    (out) => out === "True",
  );
  await until(
    "no pod can be made",
    "kube-controller-manager",
    () => kubectl(["apply", "-f", "-"], JSON.stringify(probePod)),
    () => true,
  );
  const probe = ["-n", "kube-system", "pod", "rig-probe"];
  await until(
    "no pod starts",
    "kubelet",
    () => kubectl(["get", ...probe, "-o", "jsonpath={.status.phase} {.status.podIP}"]),
    (out) => /^Running \S/.test(out),
  );
  await kubectl(["delete", ...probe, "--grace-period=0", "--force", "--wait=false"]);
}

/** Tells which components have crashed since the start. */
export function reportRestarts(): void {
  for (const [name, component] of Object.entries(findRunningRig()?.components ?? {})) {
    if (component.restarts > 0) {
      progress(`${name} has been restarted ${component.restarts} times; see ${join(paths.logs, `${name}.log`)}`);
    }
  }
}

const probePod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "rig-probe", namespace: "kube-system" },
  spec: {
    containers: [{ name: "probe", image: sandboxImage, imagePullPolicy: "Never" }],
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 1,
  },
};

function endOfLog(name: string): string {
  const file = join(paths.logs, `${name}.log`);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-15) : [];
  return `${lines.map((line) => `  ${line}`).join("\n")}\nThe whole log: ${file}`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
