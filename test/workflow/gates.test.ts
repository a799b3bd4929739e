import { readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "./support/caller.ts";
import { digestOf } from "./support/environment-view.ts";
import { buildImage, type Environments, makeEnvironments } from "./support/environments.ts";
import { type Front, openFront, smokeSecrets, withSecretStep } from "./support/front.ts";

// One story in one environment: each test goes on from where the one before it left it.

let environments: Environments;
let front: Front;
let first: string;
let second: string;
let neverReady: string;

beforeAll(async () => {
  environments = await makeEnvironments("gates", [30031, 30030]);
  front = await openFront(environments.machine.urlOf(30030));
  await environments.caller.commit("Take orders", {
    ".github/workflows/deploy.yml": deployWorkflow(environments, front),
    "checks/smoke.yaml": withSecretStep(await environments.caller.read("checks/smoke.yaml")),
    ".github/workflows/half.yml": halfWorkflow(environments),
    ".github/workflows/strangers.yml": strangersWorkflow(environments),
    "checks/refuse.mjs": refusingProgram,
  });
  first = await buildImage(environments, "v1.0.0");
  second = await buildImage(environments, "v2.0.0");
  neverReady = await buildImage(environments, "v3.0.0", ["NEVER_READY=true"]);
});
afterAll(async () => {
  front?.close();
  await environments?.remove();
});

const deploy = (inputs: { image: string; verify?: string; timeout?: string; force?: string }) => ({
  workflow: "deploy.yml",
  inputs: {
    verify: "checks/take-an-order.mjs",
    timeout: "2m",
    force: "false",
    version: inputs.image === first ? "v1.0.0" : inputs.image === second ? "v2.0.0" : "v3.0.0",
    ...inputs,
  },
});

describe("deploy-environment.yml", () => {
  it("deploys, smokes, verifies, validates and confirms", async () => {
    const result = await environments.run(deploy({ image: first }));
    expect(result.errors).toEqual([]);
    expect(result.exitCode).toBe(0);
    const authorization = `Bearer ${smokeSecrets.token}`;
    expect(front.seen).toContainEqual({ path: `/absent/${smokeSecrets.key}`, authorization });
    expect(result.lines.join("\n")).not.toMatch(new RegExp(Object.values(smokeSecrets).join("|")));
    expect(await environments.view("production")).toMatchObject({
      version: "v1.0.0",
      complete: true,
      releases: [{ state: "verified", digest: digestOf(first) }],
    });
  });

  it("changes nothing where the image is live and healthy, and asks no gate again", async () => {
    const result = await environments.run(deploy({ image: first }));
    expect(result.exitCode).toBe(0);
    expect(result.steps.map(({ step }) => step)).not.toEqual(expect.arrayContaining(["Verify"]));
    expect((await environments.view("production")).releases).toHaveLength(1);
  });

  it("takes the environment back where verify fails, and shows verify no more than it may see", async () => {
    const result = await environments.run(deploy({ image: second, verify: "checks/refuse.mjs" }));
    expect(result.exitCode).not.toBe(0);
    expect(result.jobs).toMatchObject({ "deploy/deploy": "success", "deploy/verify": "failure" });
    const printed = result.lines.find((line) => line.startsWith("what verify sees: ")) ?? "";
    expect(JSON.parse(printed.slice(printed.indexOf("{")))).toEqual({
      arguments: ["--customer", "two words; $(id)"],
      environment: "production",
      url: front.url,
      digest: digestOf(second),
      hasToken: true,
      forbidden: [],
    });
    const production = await environments.view("production");
    expect(production).toMatchObject({ version: "v1.0.0", complete: true });
    expect(production.releases.find(({ digest }) => digest === digestOf(second))?.state).toBe("rolled-back");
  });

  it("finishes in its last job what a runner that died has left half-way", async () => {
    const postStep = await withoutPostStep("deploy-rollout");
    const result = await environments
      .run({ ...deploy({ image: neverReady, timeout: "5m" }), onStart: (act) => void killDeploy(act) })
      .finally(postStep.restore);
    expect(result.exitCode).not.toBe(0);
    expect(result.jobs).toMatchObject({ "deploy/deploy": "failure", "deploy/settle": "success" });
    const production = await environments.view("production");
    expect(production).toMatchObject({ version: "v1.0.0", complete: true });
    expect(digestOf(production.image)).toBe(digestOf(first));
    const open = production.releases.filter(({ state }) => ["releasing", "promoted", "rolling-back"].includes(state));
    expect(open).toEqual([]);
  });

  it.each(["pull_request_target", "workflow_run", "issue_comment"])("refuses production for %s", async (event) => {
    const before = await environments.view("production");
    const result = await environments.run({ event, workflow: "strangers.yml" });
    expect(result.exitCode).not.toBe(0);
    expect(result.errors.join("\n"), result.log).toContain(event);
    expect(Object.values(result.jobs)).toEqual(["failure"]);
    expect(await environments.view("production")).toEqual(before);
  });
});

describe("rollback.yml", () => {
  it("goes back to the last verified release, with the reason in the record", async () => {
    const released = await environments.run(deploy({ image: second, force: "true" }));
    expect(released.errors).toEqual([]);
    expect(released.exitCode).toBe(0);
    expect((await environments.view("production")).version).toBe("v2.0.0");
    const inputs = { reason: "It counts wrong.", revision: "", operation: "rollback" };
    const result = await environments.run({ workflow: "rollback.yml", inputs });
    expect(result.errors).toEqual([]);
    expect(result.exitCode).toBe(0);
    const production = await environments.view("production");
    expect(production).toMatchObject({ version: "v1.0.0", complete: true });
    const undone = production.releases.find(({ digest }) => digest === digestOf(second));
    expect(undone).toMatchObject({ state: "rolled-back", reason: expect.stringContaining("It counts wrong.") });
  });

  it("settles a release that nobody confirmed, which holds up the next one until then", async () => {
    expect((await environments.run({ workflow: "half.yml", inputs: { image: second } })).exitCode).toBe(0);
    const blocked = await environments.run(deploy({ image: first }));
    expect(blocked.exitCode).not.toBe(0);
    expect(blocked.errors.join("\n")).toContain("settle");
    expect(await environments.view("production")).toMatchObject({ version: "v2.0.0", complete: true });
    const inputs = { reason: "Its run was cancelled.", revision: "", operation: "settle" };
    const result = await environments.run({ workflow: "rollback.yml", inputs });
    expect(result.errors).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(await environments.view("production")).toMatchObject({ version: "v1.0.0", complete: true });
  });

  it("refuses an operation that it does not know", async () => {
    const inputs = { reason: "Why not.", revision: "", operation: "destroy" };
    const result = await environments.run({ workflow: "rollback.yml", inputs });
    expect(result.exitCode).not.toBe(0);
    expect(Object.keys(result.jobs)).toEqual(["rollback/admit"]);
  });
});

/** Kills the process of deploy-rollout, below act, once it has changed the cluster. */
async function killDeploy(act: number): Promise<void> {
  for (;;) {
    const deployPid = descendantsOf(act).find((pid) => commandOf(pid).includes("deploy-rollout"));
    const seen = await environments.view("production").catch(() => undefined);
    if (deployPid !== undefined && seen?.image === neverReady) {
      process.kill(deployPid, "SIGKILL");
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A runner that died runs no post step either; act would run it, and ends everything where it is killed. */
async function withoutPostStep(action: string): Promise<{ restore: () => Promise<void> }> {
  const file = join(environments.caller.projectDirectory, "actions", action, "action.yml");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/^ {2}post: .*\n/m, ""));
  return { restore: () => writeFile(file, text) };
}

function descendantsOf(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

function parentOf(pid: number): number | undefined {
  const parent = / \S \d+/.exec(readProcess(pid, "stat").replace(/^.*\)/, ""))?.[0].split(" ").at(-1);
  return parent === undefined ? undefined : Number(parent);
}

function commandOf(pid: number): string {
  return readProcess(pid, "cmdline");
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return ""; // It has ended meanwhile.
  }
}

function deployWorkflow({ namespaces }: Environments, { url }: Front): string {
  return `name: Deploy
on:
  workflow_dispatch:
    inputs:
      image: { type: string, required: true }
      version: { type: string, required: true }
      verify: { type: string, default: "" }
      timeout: { type: string, default: "" }
      force: { type: boolean, default: false }
permissions: {}
jobs:
  deploy:
    permissions: { contents: read }
    uses: ${project}/.github/workflows/deploy-environment.yml@v1
    with:
      service: orders
      environment: production
      namespace: ${namespaces.production}
      url: ${url}
      image: \${{ inputs.image }}
      version: \${{ inputs.version }}
      manifests: |
        k8s
        environments/production
      smoke: checks/smoke.yaml
      verify: \${{ inputs.verify }}
      verify-arguments: |
        --customer
        two words; $(id)
      timeout: \${{ inputs.timeout }}
      force: \${{ inputs.force == true || inputs.force == 'true' }}
    secrets:
      kubeconfig: \${{ secrets.KUBECONFIG }}
      verify-token: \${{ secrets.VERIFY_TOKEN }}
      smoke_secrets: \${{ secrets.SMOKE_SECRETS }}
      smoke_token: \${{ secrets.SMOKE_TOKEN }}
`;
}

/** Deploys, and never confirms. */
function halfWorkflow({ namespaces }: Environments): string {
  return `name: Half
on:
  workflow_dispatch:
    inputs:
      image: { type: string, required: true }
permissions: {}
jobs:
  half:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: ${project}/actions/deploy-rollout@v1
        with:
          kubeconfig: \${{ secrets.KUBECONFIG }}
          namespace: ${namespaces.production}
          workload: Deployment/orders
          image: \${{ inputs.image }}
          manifests: k8s
          force: true
`;
}

function strangersWorkflow({ namespaces }: Environments): string {
  return `name: Strangers
on: [pull_request_target, workflow_run, issue_comment]
permissions: {}
jobs:
  deploy:
    permissions: { contents: read }
    uses: ${project}/.github/workflows/deploy-environment.yml@v1
    with:
      service: orders
      environment: production
      namespace: ${namespaces.production}
      image: shop/orders@sha256:0000000000000000000000000000000000000000000000000000000000000000
      production-refs: "**"
    secrets:
      kubeconfig: \${{ secrets.KUBECONFIG }}
`;
}

/** Tells what it sees, without the values of secrets, and fails. */
const refusingProgram = `#!/usr/bin/env node
const { env } = process;
console.log("what verify sees: " + JSON.stringify({
  arguments: process.argv.slice(2),
  environment: env.SLIPWAY_ENVIRONMENT,
  url: env.SLIPWAY_URL,
  digest: env.SLIPWAY_DIGEST,
  hasToken: env.SLIPWAY_VERIFY_TOKEN === "the-token-of-verify",
  forbidden: Object.keys(env).filter((name) => /^INPUT_|^ACTIONS_|KUBECONFIG|^GITHUB_(TOKEN|ENV|OUTPUT)$/.test(name)),
}));
process.exit(1);
`;
