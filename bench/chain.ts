// How long does a commit take to verified production?

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { type ActResult, runAct } from "../test/workflow/support/act.ts";
import { type Caller, makeCaller } from "../test/workflow/support/caller.ts";
import { viewEnvironment } from "../test/workflow/support/environment-view.ts";
import { type Machine, startMachine } from "../test/workflow/support/machine.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";

const namespaces = ["bench-chain-staging", "bench-chain-production"] as const;
const ports = { staging: 30051, production: 30050 };
/** The first release of an environment has nothing to replace; the others are what a day brings. */
const releases = ["v1.0.0", "v2.0.0", "v3.0.0", "v4.0.0"];
/** Where the guide promises two minutes. */
const limitSeconds = 60;

export const figure: Figure = {
  name: "chain",
  async run(progress) {
    progress("the rig comes up");
    const machine = await startMachine();
    const folder = await mkdtemp(join(tmpdir(), "slipway-bench-chain-"));
    try {
      await kubectl(machine, "delete", "namespace", ...namespaces, "--ignore-not-found", "--wait");
      for (const namespace of namespaces) await kubectl(machine, "create", "namespace", namespace);
      const caller = await makeCaller({
        directory: folder,
        image: `${machine.registry}/bench-chain/orders`,
        stagingNamespace: namespaces[0],
        productionNamespace: namespaces[1],
        urlOf: machine.urlOf,
        stagingPort: ports.staging,
        productionPort: ports.production,
        buildContexts: machine.buildContexts,
        timeout: "2m",
      });
      const runs: ActResult[] = [];
      for (const version of releases) {
        const result = await releaseOne(machine, caller, folder, version);
        progress(`${version} is verified in production after ${(result.milliseconds / 1000).toFixed(1)} s`);
        runs.push(result);
      }
      return results(runs);
    } finally {
      await kubectl(machine, "delete", "namespace", ...namespaces, "--ignore-not-found", "--wait=false");
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function releaseOne(machine: Machine, caller: Caller, folder: string, version: string): Promise<ActResult> {
  const handler = await caller.read("handler.go");
  const changed = handler.replace(/"service": "orders[^"]*"/, `"service": "orders"`).concat(`\n// ${version}\n`);
  await caller.commit(`Release ${version}`, { "handler.go": changed }, version);
  const logFile = join(folder, "logs", `${version}.log`);
  const result = await runAct({
    caller,
    event: "push",
    workflow: "release.yml",
    secrets: { KUBECONFIG: machine.kubeconfig },
    runId: Date.now(),
    logFile,
    env: machine.env,
  });
  const url = machine.urlOf(ports.production);
  const production = await viewEnvironment({ env: machine.env, namespace: namespaces[1], url });
  const verified = production.releases[0]?.state === "verified" && production.version === version;
  if (result.exitCode !== 0 || !verified) {
    throw new Error(
      `${version} did not get to verified production: ${result.errors.join("; ") || result.lines.slice(-20).join("\n")}`,
    );
  }
  return result;
}

function results(runs: readonly ActResult[]): Result[] {
  const total = runs.map(({ milliseconds }) => milliseconds / 1000);
  const parts = [...new Set(runs.flatMap(({ steps }) => steps.map(partOf)))].filter((part) => part !== undefined);
  return [
    medianResult({ name: "commit to verified production", unit: "s", limit: limitSeconds, samples: total }),
    {
      ...medianResult({ name: "the slowest of them", unit: "s", limit: limitSeconds, samples: total }),
      value: Math.max(...total),
    },
    ...parts.map((part) => medianResult({ name: part, unit: "s", samples: runs.map((run) => secondsOf(run, part)) })),
  ];
}

function secondsOf(run: ActResult, part: string): number {
  const own = run.steps.filter((step) => partOf(step) === part);
  return own.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
}

/** `production: deploy`; nothing for what act does itself. */
function partOf(step: { job: string; step: string }): string | undefined {
  if (step.step.startsWith("actions/checkout")) return undefined;
  return `${step.job.split("/")[0]}: ${step.step.toLowerCase()}`;
}

async function kubectl(machine: Machine, ...parameters: string[]): Promise<void> {
  await execa("kubectl", parameters, { env: machine.env, extendEnv: false });
}
