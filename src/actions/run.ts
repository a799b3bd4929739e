// How does an action run from its inputs to its exit status?

import { allowedKeys, checkValue, pathText, type ShapeProblem } from "../config/shape.ts";
import { readInputs } from "../github/inputs.ts";
import type { OpenJob } from "../github/open-job.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { isGood } from "../release/outcome.ts";
import { Failure } from "../report/failure.ts";
import { failureSummary } from "../report/failure-summary.ts";
import type { Action, ActionResult } from "./action.ts";

/**
 * Runs the main step of an action: inputs, the action, outputs, summary, and the failure printed once.
 * @returns the exit status: 0 only for a good outcome
 */
export async function runMain<Inputs>(action: Action<Inputs>, job: OpenJob): Promise<number> {
  const result = await resultOf(job, async () => action.main(await parseInputs(action, job), job));
  setOutputs(result, job);
  await writeSummary(action.name, result, job);
  if (isGood(result.outcome)) {
    if (result.failure !== undefined) job.log.info(result.failure.message);
    return 0;
  }
  printFailure(result.failure ?? defect(new Error(`outcome ${result.outcome} without a failure`), job), job);
  return 1;
}

/** Runs the post step of an action. It has neither outputs nor outcome. */
export async function runPost(action: Action<unknown>, job: OpenJob): Promise<number> {
  const result = await resultOf(job, async () => {
    await action.post?.(job);
    return { outcome: "succeeded", outputs: {} };
  });
  if (result.failure === undefined) return 0;
  printFailure(result.failure, job);
  return 1;
}

/** Reports an action that could not even be loaded. */
export async function runBroken(error: unknown, job: OpenJob): Promise<number> {
  const result = failed(defect(error, job));
  setOutputs(result, job);
  if (result.failure !== undefined) printFailure(result.failure, job);
  return 1;
}

/**
 * The inputs as the action's schema hands them out: what the workflow gives, and for the rest what slipway.yaml says.
 * @throws Failure that lists every bad input with what is allowed
 */
export async function parseInputs<Inputs>(action: Action<Inputs>, job: Pick<OpenJob, "env" | "run">): Promise<Inputs> {
  const names = allowedKeys(action.inputs);
  const given = { ...(await settingsOf(action.name, names, job)), ...readInputs(job.env, names) };
  const result = checkValue(action.inputs, given);
  if (result.kind === "fits") return result.value;
  throw badInputs(result.problems, given);
}

/** What the inputs `settings` and `config`, which every action has, bring from slipway.yaml for this action. */
async function settingsOf(
  action: string,
  names: readonly string[],
  { env, run }: Pick<OpenJob, "env" | "run">,
): Promise<Record<string, string>> {
  const { settings, config = "slipway.yaml" } = readInputs(env, ["settings", "config"]);
  if (settings === undefined) return {};
  const { loadSettings } = await import("../config/load.ts");
  const found = await loadSettings(action, { file: config, settings, directory: run.workspace });
  return Object.fromEntries(Object.entries(found).filter(([name]) => names.includes(name)));
}

/** Every way in which an action can end, a throw and running out of time among them, as a result. */
async function resultOf(job: OpenJob, act: () => Promise<ActionResult>): Promise<ActionResult> {
  try {
    const late = job.overdue.then((failure): ActionResult => failed(failure));
    const result = await Promise.race([act(), late]);
    if (isGood(result.outcome)) reportStray(job);
    if (isGood(result.outcome) || result.failure !== undefined) return result;
    return { ...result, failure: defect(new Error(`it ended "${result.outcome}" and gave no failure`), job) };
  } catch (error) {
    return failed(asFailure(error, job));
  }
}

/** The action ended well although something in the background went wrong: true, but not to be kept quiet. */
function reportStray(job: OpenJob): void {
  const { reason } = job.signal;
  if (!(reason instanceof Failure) || !isDefect(reason)) return;
  job.log.warning(reason.message);
  job.log.foreign(stackOf(reason.cause));
}

function failed(failure: Failure): ActionResult {
  return { outcome: "failed", outputs: {}, failure };
}

function asFailure(thrown: unknown, job: OpenJob): Failure {
  const error = explainRefusal(thrown, "talking to the cluster");
  if (error instanceof Failure) return error;
  // What Node's own functions throw on an abort is not the reason itself.
  const aborted = error instanceof Error && error.name === "AbortError";
  if (aborted && job.signal.reason instanceof Failure) return job.signal.reason;
  return defect(error, job);
}

/** What is thrown and is no Failure is a mistake of the toolkit's own. */
export function defect(error: unknown, job: Pick<OpenJob, "env">): Failure {
  const { GITHUB_SERVER_URL: server = "https://github.com", GITHUB_ACTION_REPOSITORY: repository } = job.env;
  const where = repository ? `${server}/${repository}/issues` : "the toolkit's issues";
  const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Failure({
    attempted: "running this step",
    found: `the toolkit itself has a defect (${firstLine(name)})`,
    advice: `This is not your mistake: please report it with its stack at ${where}.`,
    evidence: [{ title: "stack of the defect", text: stackOf(error) }],
    cause: error,
  });
}

function isDefect(failure: Failure): boolean {
  return failure.cause !== undefined && !(failure.cause instanceof Failure);
}

function badInputs(problems: readonly ShapeProblem[], given: Readonly<Record<string, string>>): Failure {
  const described = problems.map((problem) => describeInput(problem, given));
  const advice = described.length === 1 ? described.map((one) => one.advice) : described.map(labelledAdvice);
  return new Failure({
    attempted: "reading the inputs",
    found: described.map((one) => `${one.input} ${one.found}`).join("; "),
    advice: advice.join(" "),
  });
}

interface BadInput {
  readonly input: string;
  readonly found: string;
  readonly advice: string;
}

function labelledAdvice({ input, advice }: BadInput): string {
  return `For ${input}: ${advice}`;
}

function describeInput(problem: ShapeProblem, given: Readonly<Record<string, string>>): BadInput {
  const [name] = problem.path;
  if (name === undefined) return { input: "they do not fit together:", found: problem.found, advice: problem.advice };
  const input = `"${pathText(problem.path)}"`;
  if (name in given) return { input, found: `is wrong: ${problem.found}`, advice: problem.advice };
  const allowed = problem.advice.startsWith("Allowed") ? `${problem.advice} ` : "";
  return { input, found: "is missing or empty", advice: `${allowed}Set it under "with:". ${emptySecret}` };
}

const emptySecret =
  "If it comes from a secret, the secret is not set for this environment, or the calling workflow does not pass it on.";

function setOutputs(result: ActionResult, job: OpenJob): void {
  const reason = result.outputs.reason ?? result.failure?.found ?? "";
  const outputs = { ...result.outputs, outcome: result.outcome, reason: job.redact(reason) };
  for (const [name, value] of Object.entries(outputs)) job.setOutput(name, value);
}

async function writeSummary(name: string, result: ActionResult, job: OpenJob): Promise<void> {
  const heading = `### ${name}: ${result.outcome}\n\n`;
  const failure = result.failure === undefined || isGood(result.outcome) ? "" : `${failureSummary(result.failure)}\n`;
  await job.addSummary(`${heading}${failure}${result.summary ?? ""}\n`);
}

/** The evidence first: whoever opens a failed step sees the end of its log. */
function printFailure(failure: Failure, job: OpenJob): void {
  for (const evidence of failure.evidence) {
    job.log.info(`${evidence.title}:`);
    job.log.foreign(evidence.text);
  }
  job.log.error(failure.message, failure.at);
  if (failure.cause !== undefined) job.log.debug(`caused by: ${stackOf(failure.cause)}`);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? String(error)}${cause}`;
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? "";
}
