// What does an action say and set, run with the runner's variables?

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionModule } from "../../../src/actions/main.ts";
import { runMain } from "../../../src/actions/run.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { openTestJob } from "./test-job.ts";

export interface ActionRun {
  readonly status: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** stdout and stderr. */
  readonly log: string;
  readonly summary: string;
}

export interface ActionOptions {
  /** GITHUB_RUN_ID: the same for the jobs of one workflow run. */
  readonly run?: string;
  readonly commit?: string;
  readonly workspace?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The built entry where the tests have a fresh dist, as in `npm test`; otherwise the source, which starts slower. */
function programOf(name: string, phase: "main" | "post"): string[] {
  const dist = process.env.SLIPWAY_DIST;
  if (dist === undefined) return [join(import.meta.dirname, "entry.ts"), name, phase];
  return [join(dist, phase === "main" ? `${name}.js` : `${name}-post.js`)];
}

export interface StartedAction {
  readonly child: ChildProcess;
  /** Resolves when the log holds the text. */
  said(text: string): Promise<void>;
  readonly ended: Promise<ActionRun>;
  /** Runs the post step with the state that main has left. */
  post(): Promise<ActionRun>;
}

/** The actions that talk to the cluster run in this process: the same inputs, outputs, log and summary without a start. */
export async function runAction(
  name: string,
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions = {},
): Promise<ActionRun> {
  const load = actions[name];
  if (load === undefined) return (await startAction(name, inputs, options)).ended;
  const { env: rig } = await rigEnvironment();
  const folder = mkdtempSync(join(tmpdir(), "slipway-rollout-"));
  const files = filesIn(folder, "main");
  const job = await openTestJob({ ...environmentOf(rig, folder, inputs, options), ...files });
  const status = await runMain((await load()).action, job);
  await job.close();
  const summary = readFileSync(files.GITHUB_STEP_SUMMARY, "utf8");
  rmSync(folder, { recursive: true, force: true });
  return { status, log: job.printed(), outputs: job.outputs, summary };
}

const actions: Readonly<Record<string, () => Promise<ActionModule>>> = {
  "deploy-rollout": () => import("../../../src/actions/deploy-rollout.ts"),
  rollback: () => import("../../../src/actions/rollback.ts"),
};

/** As the runner does it: in a process of its own, which can be cancelled and killed. */
export async function startAction(
  name: string,
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions = {},
): Promise<StartedAction> {
  const { env: rig } = await rigEnvironment();
  const folder = mkdtempSync(join(tmpdir(), "slipway-rollout-"));
  const state: NodeJS.ProcessEnv = {};
  const phase = (which: "main" | "post") => {
    const files = filesIn(folder, which);
    const env = { ...environmentOf(rig, folder, inputs, options), ...files, ...state };
    const child = spawn(process.execPath, programOf(name, which), {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, files };
  };
  const started = phase("main");
  const followed = follow(started);
  return {
    child: started.child,
    said: followed.said,
    ended: followed.ended,
    post: async () => {
      Object.assign(
        state,
        Object.fromEntries(
          Object.entries(readPairs(started.files.GITHUB_STATE ?? "")).map(([key, value]) => [`STATE_${key}`, value]),
        ),
      );
      const result = await follow(phase("post")).ended;
      rmSync(folder, { recursive: true, force: true });
      return result;
    },
  };
}

function filesIn(folder: string, phase: string) {
  const files = {
    GITHUB_OUTPUT: join(folder, `${phase}-OUTPUT`),
    GITHUB_STATE: join(folder, `${phase}-STATE`),
    GITHUB_STEP_SUMMARY: join(folder, `${phase}-STEP_SUMMARY`),
  };
  for (const file of Object.values(files)) writeFileSync(file, "");
  return files;
}

function environmentOf(
  rig: NodeJS.ProcessEnv,
  folder: string,
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions,
): NodeJS.ProcessEnv {
  return {
    ...rig,
    RUNNER_TEMP: folder,
    GITHUB_WORKSPACE: options.workspace ?? process.cwd(),
    GITHUB_RUN_ID: options.run ?? "1",
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_REPOSITORY: "acme/orders",
    GITHUB_ACTOR: "ada",
    GITHUB_SHA: options.commit ?? "",
    ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
    ...options.env,
  };
}

function follow({
  child,
  files,
}: {
  child: ChildProcess;
  files: Record<string, string>;
}): Pick<StartedAction, "said" | "ended"> {
  let log = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<ActionRun>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      for (const listener of listeners) listener();
      resolve({
        status,
        log,
        outputs: readPairs(files.GITHUB_OUTPUT ?? ""),
        summary: readFileSync(files.GITHUB_STEP_SUMMARY ?? "", "utf8"),
      });
    });
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (log.includes(text)) resolve();
        else if (child.exitCode !== null || child.signalCode !== null)
          reject(new Error(`it ended without saying "${text}":\n${log}`));
      };
      listeners.add(look);
      look();
    });
  return { ended, said };
}

/** The runner's file format: `name<<delimiter`, the lines of the value, the delimiter. */
function readPairs(file: string): Record<string, string> {
  const text = readFileSync(file, "utf8");
  return Object.fromEntries(
    [...text.matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n?\2$/gm)].map(([, name = "", , value = ""]) => [name, value.trim()]),
  );
}
