// Where do the workflow tests release to?

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { type ActResult, runAct } from "./act.ts";
import { type Caller, makeCaller } from "./caller.ts";
import { type EnvironmentView, viewEnvironment } from "./environment-view.ts";
import { smokeSecrets } from "./front.ts";
import { type Machine, theMachine } from "./machine.ts";

export interface Environments {
  readonly machine: Machine;
  readonly caller: Caller;
  readonly image: string;
  readonly namespaces: Readonly<Record<EnvironmentName, string>>;
  run(workflow: WorkflowRun): Promise<ActResult>;
  view(environment: EnvironmentName): Promise<EnvironmentView>;
  remove(): Promise<void>;
}

export type EnvironmentName = "staging" | "production";

export interface WorkflowRun {
  readonly event?: string;
  readonly workflow: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly onStart?: (pid: number) => void;
}

let runs = 0;

/**
 * A caller's repository and two namespaces for one test file.
 * @param name Of the namespaces: `wf-<name>-staging`.
 * @param ports The node ports of staging and production. No two files may share one. Below 30086: the others are given to
 * Services that name none (https://kubernetes.io/docs/concepts/services-networking/service/#avoid-nodeport-collisions).
 */
export async function makeEnvironments(name: string, ports: readonly [number, number]): Promise<Environments> {
  const machine = await theMachine();
  const folder = await mkdtemp(join(tmpdir(), `slipway-workflow-${name}-`));
  const namespaces = { staging: `wf-${name}-staging`, production: `wf-${name}-production` };
  const kubectl = (...parameters: string[]) => execa("kubectl", parameters, { env: machine.env, extendEnv: false });
  await kubectl("delete", "namespace", ...Object.values(namespaces), "--ignore-not-found", "--wait");
  for (const namespace of Object.values(namespaces)) await kubectl("create", "namespace", namespace);
  const image = `${machine.registry}/wf-${name}/orders`;
  const caller = await makeCaller({
    directory: folder,
    image,
    stagingNamespace: namespaces.staging,
    productionNamespace: namespaces.production,
    urlOf: machine.urlOf,
    stagingPort: ports[0],
    productionPort: ports[1],
    buildContexts: machine.buildContexts,
    timeout: "2m",
  });
  const urls = { staging: machine.urlOf(ports[0]), production: machine.urlOf(ports[1]) };
  return {
    machine,
    caller,
    image,
    namespaces,
    run: (workflow) => {
      runs += 1;
      return runAct({
        caller,
        ...workflow,
        event: workflow.event ?? "workflow_dispatch",
        secrets: {
          KUBECONFIG: machine.kubeconfig,
          VERIFY_TOKEN: "the-token-of-verify",
          SMOKE_SECRETS: `key=${smokeSecrets.key}`,
          SMOKE_TOKEN: smokeSecrets.token,
        },
        runId: Date.now() * 10 + runs,
        logFile: join(folder, "logs", `${runs}-${workflow.workflow}.log`),
        env: machine.env,
      });
    },
    view: (environment) =>
      viewEnvironment({ env: machine.env, namespace: namespaces[environment], url: urls[environment] }),
    async remove() {
      await kubectl("delete", "namespace", ...Object.values(namespaces), "--wait=false");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Builds the service from the caller's source as it is, without a workflow. */
export async function buildImage(
  environments: Environments,
  version: string,
  buildArguments: readonly string[] = [],
): Promise<string> {
  const { machine, caller, image } = environments;
  const reference = `${image}:${version}`;
  const parameters = [
    ...["buildx", "build", "--quiet", "--push", `--tag=${reference}`],
    ...machine.buildContexts.map((context) => `--build-context=${context}`),
    ...[`VERSION=${version}`, ...buildArguments].map((argument) => `--build-arg=${argument}`),
    caller.directory,
  ];
  const { stdout } = await execa("docker", parameters, { env: machine.env, extendEnv: false });
  const digest = /^sha256:[0-9a-f]{64}$/m.exec(stdout)?.[0];
  if (digest === undefined) throw new Error(`buildx did not tell the digest of ${reference}: ${stdout}`);
  return `${image}@${digest}`;
}
