// What happens in each part of the demo, and did it do what it should?

import { join } from "node:path";
import type { Release } from "../../src/release/record.ts";
import { type ActResult, type ActStep, runAct } from "../../test/workflow/support/act.ts";
import { type Caller, replaceAll } from "../../test/workflow/support/caller.ts";
import { digestOf, type EnvironmentView, viewEnvironment } from "../../test/workflow/support/environment-view.ts";
import { type Client, type ClientReport, startClient } from "./client.ts";
import type { Story } from "./story.ts";

export interface Demo {
  readonly story: Story;
  readonly caller: Caller;
  /** Of the rig: programs and credentials. */
  readonly env: NodeJS.ProcessEnv;
  readonly kubeconfig: string;
  readonly logFolder: string;
  readonly signal: AbortSignal;
  readonly staging: Place;
  readonly production: Place;
}

export interface Place {
  readonly namespace: string;
  readonly url: string;
}

/** A part did not do what it should. */
export class DemoFailed extends Error {
  override readonly name = "DemoFailed";
  readonly logFile: string | undefined;

  constructor(message: string, logFile?: string) {
    super(message);
    this.logFile = logFile;
  }
}

/** A release of the service in `examples/orders` from its source. */
export async function releaseFirst(demo: Demo): Promise<void> {
  demo.story.say(
    "A developer commits the service, tags v1.0.0 and pushes. The project's release-service.yml takes over.",
  );
  await demo.caller.commit("Take orders", {}, "v1.0.0");
  const { result, logFile } = await run(demo, { event: "push", workflow: "release.yml", name: "version-1" });
  if (result.exitCode !== 0) throw new DemoFailed("the release of version 1 failed", logFile);
  await expectVerified(demo, "v1.0.0", logFile);
}

/** The second release, while a client keeps asking production. */
export async function releaseUnderLoad(demo: Demo): Promise<ClientReport> {
  const { story, caller } = demo;
  story.say("A client now asks production 50 times a second. Meanwhile v2.0.0 is pushed.");
  const client = startClient(demo.production.url, { perSecond: 50, longestMs: 300_000 });
  try {
    const handler = await caller.read("handler.go");
    const changed = replaceAll(handler, {
      '"service": "orders"': '"service": "orders", "motto": "every order counts"',
    });
    await caller.commit("Say what counts", { "handler.go": changed }, "v2.0.0");
    const { result, logFile } = await run(demo, { event: "push", workflow: "release.yml", name: "version-2" });
    if (result.exitCode !== 0) throw new DemoFailed("the release of version 2 failed", logFile);
    await expectVerified(demo, "v2.0.0", logFile);
    await untilAnswered(client, "v2.0.0", 100, demo.signal);
  } finally {
    await client.stop();
  }
  const report = await client.stop();
  story.say("The client's account:");
  story.rows([
    ["requests", `${report.requests} in ${Math.round(report.milliseconds / 1000)} s`],
    ...[...report.byVersion].map(([version, count]) => [`answered by ${version}`, String(count)] as const),
    ["failed", String(sum(report.failures))],
    ...[...report.failures].map(([what, count]) => [`  ${what}`, String(count)] as const),
  ]);
  for (const version of ["v1.0.0", "v2.0.0"]) {
    if ((report.byVersion.get(version) ?? 0) === 0)
      throw new DemoFailed(`no request was answered by version ${version}`);
  }
  if (sum(report.failures) > 0) throw new DemoFailed(`${sum(report.failures)} requests failed during the release`);
  return report;
}

/** A release that is well in staging, and in production never gets ready. */
export async function releaseBad(demo: Demo): Promise<void> {
  const { story, caller } = demo;
  story.say(
    "Version 3 reads its settings from the environment it runs in. Staging's are right, production's keep it from ever being ready. The rollout gives up after 45 s.",
  );
  await caller.commit("Read the settings of the environment", await settingsFiles(caller), "v3.0.0");
  const { result, logFile } = await run(demo, { event: "push", workflow: "release.yml", name: "version-3" });
  if (result.exitCode === 0) throw new DemoFailed("version 3 should have failed, and its run is green", logFile);
  const diagnosis = result.errors[0];
  if (diagnosis === undefined) throw new DemoFailed("version 3 failed without a word why", logFile);
  story.say("What the reader of the job sees:");
  story.quote(diagnosis.split(/%0A|\n/));

  const staging = await view(demo, demo.staging);
  expectThat(staging.version === "v3.0.0", `staging answers with ${staging.version}, not with v3.0.0`, logFile);
  const production = await view(demo, demo.production);
  expectServes(production, "v2.0.0", logFile);
  const bad = releaseOf(production, digestOf(staging.image));
  expectThat(
    bad?.state === "rolled-back" || bad?.state === "aborted",
    `the record calls version 3 ${bad?.state ?? "nothing"}`,
    logFile,
  );
  story.done(`production is back on v2.0.0 (record: version 3 ${bad?.state}, ${production.replicas} replicas ready)`);
}

/** What a person does who finds that version 2 takes wrong orders. */
export async function rollBackByHand(demo: Demo): Promise<void> {
  const { story } = demo;
  story.say("Somebody finds that version 2 miscounts, and starts the rollback workflow by hand.");
  const before = await view(demo, demo.production);
  const reason = "Version 2 miscounts orders.";
  const { result, logFile } = await run(demo, {
    event: "workflow_dispatch",
    workflow: "rollback.yml",
    name: "rollback",
    inputs: { reason, revision: "", operation: "rollback" },
  });
  const production = await view(demo, demo.production);
  expectServes(production, "v1.0.0", logFile);
  const undone = releaseOf(production, digestOf(before.image));
  expectThat(undone?.state === "rolled-back", `the record calls version 2 ${undone?.state ?? "nothing"}`, logFile);
  expectThat(
    undone?.reason.includes(reason) === true,
    `the record's reason is ${JSON.stringify(undone?.reason)}`,
    logFile,
  );
  expectThat(result.exitCode === 0, "the rollback workflow is red", logFile);
  story.done(`production is back on v1.0.0 (record: version 2 rolled-back, because: ${reason})`);
}

async function settingsFiles(caller: Caller): Promise<Record<string, string>> {
  const deployment = await caller.read("k8s/deployment.yaml");
  return {
    "k8s/deployment.yaml": replaceAll(deployment, {
      "          env:\n":
        "          envFrom:\n            - configMapRef:\n                name: orders-settings\n          env:\n",
    }),
    "environments/staging/settings.yaml": settings("false"),
    "environments/production/settings.yaml": settings("true"),
  };
}

function settings(neverReady: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: orders-settings
  labels:
    app.kubernetes.io/name: orders
data:
  ORDERS_NEVER_READY: "${neverReady}"
`;
}

interface Workflow {
  readonly event: string;
  readonly workflow: string;
  /** Of the log file. */
  readonly name: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

let runs = 0;

async function run(demo: Demo, workflow: Workflow): Promise<{ result: ActResult; logFile: string }> {
  const logFile = join(demo.logFolder, `${workflow.name}.log`);
  runs += 1;
  const result = await runAct({
    caller: demo.caller,
    event: workflow.event,
    workflow: workflow.workflow,
    ...(workflow.inputs === undefined ? {} : { inputs: workflow.inputs }),
    secrets: { KUBECONFIG: demo.kubeconfig },
    runId: Date.now() * 10 + runs,
    logFile,
    env: demo.env,
    signal: demo.signal,
    onStep: (step) => tellStep(demo.story, step),
  });
  demo.signal.throwIfAborted();
  return { result, logFile };
}

/** Steps that say nothing to somebody who watches. */
const quietSteps = /^actions\/checkout|^Set up|^Complete|^Is the operation/;

function tellStep(story: Story, step: ActStep): void {
  if (quietSteps.test(step.step) || step.result === "skipped") return;
  const place = step.job.split("/")[0] ?? "";
  const name = `${place.padEnd(12)} ${step.step}`;
  if (step.result === "success") story.done(name, step.milliseconds);
  else story.refused(name, step.milliseconds);
}

async function expectVerified(demo: Demo, version: string, logFile: string): Promise<void> {
  for (const place of [demo.staging, demo.production]) {
    const seen = await view(demo, place);
    expectServes(seen, version, logFile);
    const release = seen.releases[0];
    expectThat(
      release?.state === "verified" && release.digest === digestOf(seen.image),
      `the record in ${place.namespace} calls the newest release ${release?.state ?? "nothing"}`,
      logFile,
    );
  }
  demo.story.done(`${version} serves production, verified; its record names the commit, the digest and the run`);
}

function expectServes(seen: EnvironmentView, version: string, logFile: string): void {
  expectThat(seen.version === version, `version ${seen.version ?? "none"} answers, not ${version}`, logFile);
  expectThat(seen.complete, "not every replica is updated and available", logFile);
}

function expectThat(holds: boolean, otherwise: string, logFile: string): void {
  if (!holds) throw new DemoFailed(otherwise, logFile);
}

function releaseOf(seen: EnvironmentView, digest: string): Release | undefined {
  return seen.releases.find((release) => release.digest === digest);
}

function view(demo: Demo, place: Place): Promise<EnvironmentView> {
  return viewEnvironment({ env: demo.env, ...place });
}

async function untilAnswered(client: Client, version: string, times: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (client.answersOf(version) < times && performance.now() < deadline) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
