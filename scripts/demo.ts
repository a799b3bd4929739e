// Does Slipway do what it promises? One service goes from a commit to verified production, and back, before your eyes.

import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { makeCaller } from "../test/workflow/support/caller.ts";
import { type Machine, startMachine } from "../test/workflow/support/machine.ts";
import { type Demo, DemoFailed, releaseBad, releaseFirst, releaseUnderLoad, rollBackByHand } from "./demo/parts.ts";
import { makeStory, type Story, seconds } from "./demo/story.ts";

const namespaces = { staging: "demo-staging", production: "demo-production" };
const ports = { staging: 30081, production: 30080 };
const dist = process.env.SLIPWAY_DIST ?? join(import.meta.dirname, "../dist");
const folder = join(tmpdir(), "slipway-demo");

const cancel = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  // `on`, not `once`: without a listener that stays, the packages that clean up after children end the process at once.
  process.on(name, () => cancel.abort(new Error(`the demo was ended by ${name}`)));
}

const story = makeStory(process.stdout);
const account: [string, string][] = [];
try {
  story.title("Slipway: one service goes from a commit to verified production, and back");
  const machine = await part("The machine gets ready", setUp);
  const demo = await part("A service and its repository", () => prepare(machine));
  await part("Version 1 goes from source to production", () => releaseFirst(demo));
  const report = await part("Version 2 follows while a client keeps asking", () => releaseUnderLoad(demo));
  await part("Version 3 never gets ready", () => releaseBad(demo));
  await part("A person goes back to version 1", () => rollBackByHand(demo));
  tellEnd(machine, demo, report.requests);
} catch (error) {
  process.exitCode = 1;
  await tellFailure(story, error);
}

/** Tells a part and takes its time. */
async function part<T>(title: string, body: () => Promise<T>): Promise<T> {
  cancel.signal.throwIfAborted();
  story.part(title);
  const started = performance.now();
  const result = await body();
  account.push([title, seconds(performance.now() - started)]);
  return result;
}

async function setUp(): Promise<Machine> {
  story.say("A cluster, a registry, BuildKit and act. The first time this takes minutes; later, seconds.");
  if (!existsSync(dist)) throw new DemoFailed("there is no dist/ to run: build it with npm run build");
  const machine = await startMachine(cancel.signal);
  story.done(`cluster ${machine.server}, registry ${machine.registry}`);
  return machine;
}

async function prepare(machine: Machine): Promise<Demo> {
  await rm(folder, { recursive: true, force: true });
  const logFolder = join(folder, "logs");
  await mkdir(logFolder, { recursive: true });
  await freshNamespaces(machine);
  const caller = await makeCaller({
    directory: folder,
    image: `${machine.registry}/demo/orders`,
    stagingNamespace: namespaces.staging,
    productionNamespace: namespaces.production,
    urlOf: machine.urlOf,
    stagingPort: ports.staging,
    productionPort: ports.production,
    buildContexts: machine.buildContexts,
    timeout: "45s",
  });
  story.done(`examples/orders is a repository of its own: ${caller.directory}`);
  story.done(`namespaces ${namespaces.staging} and ${namespaces.production}`);
  story.say(`act runs the workflows; what it prints goes to ${logFolder}`);
  return {
    story,
    caller,
    env: machine.env,
    kubeconfig: machine.kubeconfig,
    logFolder,
    signal: cancel.signal,
    staging: { namespace: namespaces.staging, url: machine.urlOf(ports.staging) },
    production: { namespace: namespaces.production, url: machine.urlOf(ports.production) },
  };
}

async function freshNamespaces(machine: Machine): Promise<void> {
  const kubectl = (...parameters: string[]) =>
    execa("kubectl", parameters, { env: machine.env, extendEnv: false, cancelSignal: cancel.signal });
  const names = Object.values(namespaces);
  await kubectl("delete", "namespace", ...names, "--ignore-not-found", "--wait", "--timeout=120s");
  for (const name of names) await kubectl("create", "namespace", name);
}

function tellEnd(machine: Machine, demo: Demo, requests: number): void {
  story.part("What happened");
  story.rows(account);
  story.say("");
  story.say(
    `Version 1 was released and verified. Version 2 replaced it without one failed request of ${requests}. Version 3 was stopped, explained and taken back by itself. A person then went back to version 1.`,
  );
  story.part("Look around");
  const inProduction = `kubectl -n ${namespaces.production}`;
  story.rows([
    ["first", `export PATH=${machine.bin}:$PATH KUBECONFIG=${machine.kubeconfig}`],
    ["production", `curl -i ${demo.production.url}`],
    ["its objects", `${inProduction} get all`],
    ["its history", `${inProduction} rollout history deployment/orders`],
    ["its record", `${inProduction} get configmap slipway-deployment-orders -o jsonpath='{.data.record\\.json}'`],
    ["the repository", `git -C ${demo.caller.directory} log --oneline --decorate`],
    ["the runs", demo.logFolder],
  ]);
  story.say("");
  story.say(`Take everything down: npm run rig -- down && rm -rf ${folder}`);
}

async function tellFailure(teller: Story, error: unknown): Promise<void> {
  const message = cancel.signal.aborted ? cancel.signal.reason : error;
  teller.refused(message instanceof Error ? message.message : String(message));
  if (!(error instanceof DemoFailed) || error.logFile === undefined) {
    if (!cancel.signal.aborted && error instanceof Error && error.stack !== undefined)
      teller.quote(error.stack.split("\n"));
    return;
  }
  const lines = (await readFile(error.logFile, "utf8")).trimEnd().split("\n");
  teller.quote(lines.slice(-40));
  teller.say(`The whole log: ${error.logFile}`);
}
