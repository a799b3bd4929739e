// What comes of a rolling release once its pods are ready, with what watches it?

import type { Lock } from "../release/lock.ts";
import type { Release } from "../release/record.ts";
import { sameRun } from "../release/run.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { type BakeEnd, bakeRelease } from "./bake.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import type { DeployRequest } from "./deploy-request.ts";
import type { GateMoment, Watching } from "./gates.ts";
import { measuredSide } from "./measured-side.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import type { WorkloadReference } from "./workload.ts";

export interface Served {
  readonly workload: WorkloadReference;
  /** As the record has it now. */
  readonly release: Release;
  /** How it ended as far as the rollout is concerned. */
  readonly result: RolloutResult;
  readonly snapshot: RolloutSnapshot;
  readonly lock: Lock;
}

/** Bakes what was promoted; anything else stays as it ended. */
export async function bakeServing(
  request: DeployRequest,
  watching: Watching | undefined,
  { workload, release, result, snapshot, lock }: Served,
  context: RolloutContext,
): Promise<RolloutResult> {
  if (release.state !== "promoted") return result;
  const moment = servingMoment(release, snapshot, workload, undefined);
  const { timeout, logLines, onFailure } = request;
  const baked = await bakeRelease({ workload, release, moment, watching, lock, timeout, logLines, onFailure }, context);
  return bakedResult(baked, result);
}

/** The release of this run that serves, but that a process which is gone has left baking. */
export async function bakeAgain(
  request: DeployRequest,
  open: Release | undefined,
  served: Omit<Served, "release">,
  context: RolloutContext,
): Promise<RolloutResult> {
  if (open === undefined || !sameRun(open.runKey, context.run.runKey)) return served.result;
  context.log.info(`Release ${open.id} was left baking by a run that is over: measuring again.`);
  const watching = request.startWatching?.(served);
  return watched(watching, context.log, () => bakeServing(request, watching, { ...served, release: open }, context));
}

/** Ends the watching however it ends, and puts what was seen into the summary. */
export async function watched(
  watching: Watching | undefined,
  log: Pick<Log, "info">,
  release: () => Promise<RolloutResult>,
): Promise<RolloutResult> {
  try {
    const result = await release();
    const seen = (await watching?.stop()) ?? "";
    const noticed = watching?.noticed?.() ?? "";
    if (result.failure === undefined && noticed !== "") log.info(noticed);
    const failure = result.failure === undefined ? undefined : withNoticed(result.failure, noticed);
    return seen === "" ? result : { ...result, failure, summary: `${result.summary}\n\n${seen}` };
  } catch (error) {
    await watching?.stop();
    throw error;
  }
}

/** The last line of a failed release is where everybody looks. */
function withNoticed(failure: Failure, noticed: string): Failure {
  const { attempted, found, advice, at, evidence, cause } = failure;
  return new Failure({ attempted, found, advice: `${advice} ${noticed}`.trim(), at, evidence, cause });
}

/** What a promoted release comes to after its bake. */
export function bakedResult(baked: BakeEnd, promoted: RolloutResult): RolloutResult {
  switch (baked.kind) {
    case "held":
      return baked.markdown === "" ? promoted : { ...promoted, summary: `${promoted.summary}\n\n${baked.markdown}` };
    case "paused":
      return {
        ...promoted,
        outcome: "paused",
        reason: baked.failure.found,
        failure: baked.failure,
        summary: `${promoted.summary}\n\n${baked.markdown}`,
      };
    case "ended":
      return { ...baked.result, summary: `${promoted.summary}\n\n${baked.result.summary}` };
  }
}

/** What serves after the promotion: nothing of what served before is left to compare with. */
export function servingMoment(
  { image }: Pick<Release, "image">,
  { workload: live, pods }: RolloutSnapshot,
  workload: WorkloadReference,
  liveService: string | undefined,
): GateMoment {
  return {
    namespace: workload.namespace,
    candidate: measuredSide(pods, live?.metadata ?? workload, image),
    stable: undefined,
    liveService,
    previewService: undefined,
    weight: 100,
    time: 0,
  };
}
