// How does a workflow of a caller run on this machine?

import { createWriteStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { type Caller, project } from "./caller.ts";

export interface ActRun {
  readonly caller: Pick<Caller, "directory" | "projectDirectory">;
  /** `push`, `workflow_dispatch`, … */
  readonly event: string;
  /** The file under `.github/workflows` of the caller. */
  readonly workflow: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Unique for each run: gates find their release by it. */
  readonly runId: number;
  /** Where all that act prints is kept. */
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Called as each step ends. */
  readonly onStep?: (step: ActStep) => void;
  /** Called once act runs, with its process id. */
  readonly onStart?: (pid: number) => void;
}

export interface ActStep {
  /** `production/deploy`: the calling job's name in lower case and the job's id. */
  readonly job: string;
  readonly step: string;
  readonly result: string;
  readonly milliseconds: number;
}

export interface ActResult {
  readonly exitCode: number;
  readonly milliseconds: number;
  readonly steps: readonly ActStep[];
  /** How each job ended: `success` or `failure`. A job that was skipped is not there. */
  readonly jobs: Readonly<Record<string, string>>;
  /** What the jobs printed, line by line. */
  readonly lines: readonly string[];
  /** The error annotations, in their order. */
  readonly errors: readonly string[];
  /** All that act said, as a person reads it: for a test that fails. */
  readonly log: string;
}

/**
 * Runs one workflow with act, each job in a folder of its own on the machine itself. What act cannot do:
 * it ignores `environment`, `concurrency` and `permissions`, and after a job that failed in a called
 * workflow it starts no job of the calling one, not even one that asks for `always()`. A post step that
 * fails ends the whole run.
 */
export async function runAct(run: ActRun): Promise<ActResult> {
  await mkdir(dirname(run.logFile), { recursive: true });
  const log = createWriteStream(run.logFile);
  const started = performance.now();
  const account = new Account(run);
  const told: string[] = [];
  const child = execa("act", await argumentsOf(run), {
    cwd: run.caller.directory,
    env: cleanEnvironment(run.env),
    extendEnv: false,
    all: true,
    buffer: false,
    reject: false,
    stdin: "ignore",
    ...(run.signal === undefined ? {} : { cancelSignal: run.signal, gracefulCancel: false, killSignal: "SIGTERM" }),
    forceKillAfterDelay: 10_000,
  });
  if (child.pid !== undefined) run.onStart?.(child.pid);
  for await (const line of child.iterable({ from: "all" })) {
    const text = account.take(line);
    if (text === undefined) continue;
    log.write(`${text}\n`);
    told.push(text);
  }
  const result = await child;
  await rm(secretFileOf(run), { force: true });
  await new Promise<void>((resolve) => log.end(resolve));
  return {
    exitCode: result.exitCode ?? 1,
    milliseconds: performance.now() - started,
    steps: account.steps,
    jobs: account.jobs,
    lines: account.lines,
    errors: account.errors,
    log: told.join("\n"),
  };
}

async function argumentsOf(run: ActRun): Promise<string[]> {
  const home = dirname(run.caller.directory);
  const eventFile = join(home, `event-${run.runId}.json`);
  const repository = { default_branch: "main", name: "orders", full_name: "shop/orders", owner: { login: "shop" } };
  await writeFile(eventFile, JSON.stringify({ repository, inputs: run.inputs ?? {} }));
  const secretFile = secretFileOf(run);
  await writeFile(secretFile, secretLines(run.secrets ?? {}), { mode: 0o600 });
  return [
    run.event,
    "--json",
    `--workflows=.github/workflows/${run.workflow}`,
    `--eventpath=${eventFile}`,
    "--platform=ubuntu-latest=-self-hosted",
    `--local-repository=${project}@v1=${run.caller.projectDirectory}`,
    `--action-cache-path=${join(home, "act")}`,
    `--secret-file=${secretFile}`,
    "--env-file=",
    "--actor=ada",
    `--env=GITHUB_RUN_ID=${run.runId}`,
    ...Object.entries(run.inputs ?? {}).map(([name, value]) => `--input=${name}=${value}`),
  ];
}

function secretFileOf(run: ActRun): string {
  return join(dirname(run.caller.directory), `secrets-${run.runId}`);
}

function secretLines(secrets: Readonly<Record<string, string>>): string {
  return Object.entries(secrets)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** Without what a runner that itself runs this would hand down. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(GITHUB|RUNNER|ACTIONS|INPUT|ACT)_|^CI$/.test(name)),
  );
}

/** One line of `act --json`. */
interface Line {
  readonly msg?: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly step?: string;
  readonly stage?: string;
  readonly stepResult?: string;
  readonly executionTime?: number;
  readonly jobResult?: string;
  readonly raw_output?: boolean;
  /** Of a workflow command: its name and its text. */
  readonly command?: string;
  readonly arg?: string;
}

type Listener = Pick<ActRun, "onStep">;

class Account {
  readonly steps: ActStep[] = [];
  readonly jobs: Record<string, string> = {};
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Takes one line of act's and returns it as a person reads it. */
  take(text: string): string | undefined {
    const line = parseLine(text);
    if (line === undefined) return text;
    const job = jobName(line);
    if (line.stepResult !== undefined && line.stage === "Main" && line.step !== undefined) {
      const milliseconds = (line.executionTime ?? 0) / 1e6;
      const step = { job, step: line.step, result: line.stepResult, milliseconds };
      this.steps.push(step);
      this.#listener.onStep?.(step);
    }
    if (line.jobResult !== undefined) this.jobs[job] = line.jobResult;
    if (line.command === "error" && line.arg !== undefined) this.errors.push(line.arg);
    const message = (line.msg ?? "").trimEnd();
    if (message === "") return undefined;
    if (line.raw_output === true) this.lines.push(message);
    return `[${job}] ${line.raw_output === true ? "  | " : ""}${message}`;
  }
}

function parseLine(text: string): Line | undefined {
  try {
    // act's own output: an object per line.
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

/** act writes `Production/Deploy one image to one environment/Deploy`: the calling job, the workflow, the job. */
function jobName(line: Line): string {
  const caller = line.job?.split("/")[0];
  return [caller?.toLowerCase(), line.jobID].filter(Boolean).join("/") || "act";
}
