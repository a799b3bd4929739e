// How does the action build-image take its inputs to one image in its registry?

import { config } from "zod";
import type { Job } from "../github/job.ts";
import { runCommand } from "../github/run-command.ts";
import { askAhead } from "../image/ask-ahead.ts";
import type { BuildContext } from "../image/build-request.ts";
import type { GateReport } from "../image/gate.ts";
import { Failure } from "../report/failure.ts";
import type { Action, ActionResult } from "./action.ts";
import { checkScanFiles, gatesOf } from "./build-image-gates.ts";
import { type Inputs, inputs, readSecrets, requestOf, workspaceOf } from "./build-image-inputs.ts";
import { buildOutputs, mergeOutputs, noOutputs } from "./build-image-outputs.ts";
import { logIn, logOut } from "./registry-login.ts";

export const action: Action<Inputs> = {
  name: "build-image",
  inputs,
  async main(given, job) {
    // A process builds once, and reads each answer once: to make functions of the schemas takes longer than that saves.
    config({ jitless: true });
    const reports: GateReport[] = [];
    try {
      const env = await logIn(given, given.image ?? given.tags[0] ?? "", job);
      const onReport = (report: GateReport) => reports.push(report);
      const onBuilder = (name: string) => job.saveState("builder", name);
      const { log, signal, tempDirectory } = job;
      const onBuilding = () => void loadWhatFollows(given).catch(() => undefined);
      const context: BuildContext = { log, signal, tempDirectory, env, runCommand, onReport, onBuilder, onBuilding };
      return given.operation === "merge" ? await merge(given, context) : await build(given, job, context, reports);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { gatesSummary } = await import("../image/summary.ts");
      const outputs = { ...noOutputs, ...reportOutputs(reports) };
      const outcome = job.signal.aborted ? "aborted" : "failed";
      return { outcome, outputs, summary: gatesSummary(reports), failure: error };
    } finally {
      await logOut(job);
    }
  },
  /** For a main step that was killed. */
  async post(job) {
    await logOut(job);
    const builder = job.state("builder");
    if (builder === "") return;
    const [{ removeBuilder }, { findBuildx }] = await Promise.all([
      import("../image/own-builder.ts"),
      import("../image/find-buildx.ts"),
    ]);
    // The buildx that made it: docker need not have one.
    await removeBuilder(builder, await findBuildx({ ...job, runCommand }), { ...job, runCommand });
  },
};

async function build(
  given: Inputs,
  job: Job,
  context: BuildContext,
  reports: readonly GateReport[],
): Promise<ActionResult> {
  const secrets = readSecrets(given, job);
  const request = requestOf(given, secrets, job);
  await checkScanFiles(given, workspaceOf(job));
  // What builds is loaded only now: an action that ends on a bad input does not wait for it. Git and the builder answer
  // meanwhile.
  const asked = askAhead(request, context);
  await asked.underWay;
  const { buildImage } = await import("../image/build-image.ts");
  const built = await buildImage({ ...request, gates: gatesFor(given, job) }, context, asked);
  const { buildSummary } = await import("../image/summary.ts");
  return {
    outcome: "succeeded",
    outputs: { ...noOutputs, ...reportOutputs(reports), ...buildOutputs(built) },
    summary: buildSummary(built, reports),
  };
}

/** What goes wrong is told to who needs it. */
async function loadWhatFollows({ scan }: Inputs): Promise<void> {
  await Promise.all([import("../image/summary.ts"), import("../image/size-gate.ts")]);
  if (scan !== "none") await import("../image/scan/scan-gate.ts");
}

/** Without a push an image is only handed out where somebody asked for a judgement of it. */
function gatesFor(given: Inputs, job: Job) {
  const judged = given.scan !== "none" || given["max-size"] !== undefined || given["max-growth"] !== undefined;
  if (!given.push && !judged) return [];
  return gatesOf(given, { directory: workspaceOf(job), target: given.target }, job);
}

async function merge(given: Inputs, context: BuildContext): Promise<ActionResult> {
  const { mergeImages } = await import("../image/merge.ts");
  const { mergeSummary } = await import("../image/summary.ts");
  const { image, version, tags, digests, "tag-rules": rules } = given;
  const { parseTagRule } = await import("../image/tag-rules.ts");
  const directory = context.env.GITHUB_WORKSPACE || process.cwd();
  const merged = await mergeImages(
    { image, version, tags, digests, directory, tagRules: rules.map(parseTagRule), annotations: given.annotations },
    context,
  );
  return {
    outcome: "succeeded",
    outputs: { ...noOutputs, ...mergeOutputs(merged) },
    summary: mergeSummary(merged),
  };
}

function reportOutputs(reports: readonly GateReport[]): Record<string, string> {
  return Object.assign({}, ...reports.map(({ outputs }) => outputs ?? {}));
}
