// Does a promoted release still hold while it is watched?

import { formatDuration } from "../config/duration.ts";
import type { Lock } from "../release/lock.ts";
import type { Release, ReleaseRecord } from "../release/record.ts";
import { updateRecord } from "../release/record-store.ts";
import { amendRelease, moveRelease, openRelease } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { timestamp } from "./engine.ts";
import type { GateMoment, GateResult, Watching } from "./gates.ts";
import { takeBack } from "./take-back.ts";
import type { WorkloadReference } from "./workload.ts";

export interface BakeRequest {
  readonly workload: WorkloadReference;
  /** Promoted. */
  readonly release: Release;
  /** What serves since the promotion. */
  readonly moment: GateMoment;
  readonly watching: Watching | undefined;
  readonly lock: Lock;
  /** Of the way back, in milliseconds. */
  readonly timeout: number;
  readonly logLines: number;
  readonly onFailure: "rollback" | "keep";
}

export type BakeEnd =
  | { readonly kind: "held"; readonly release: Release; readonly markdown: string }
  /** It stays promoted; a person confirms it or takes it back. */
  | { readonly kind: "paused"; readonly release: Release; readonly failure: Failure; readonly markdown: string }
  /** It was taken back, or left as it is where that was asked for. */
  | { readonly kind: "ended"; readonly result: RolloutResult };

/** How long the way back may take to be accepted once the job is cancelled: the runner kills after 10 s. */
const hurry = 4_000;

/** The release that a run which is over has left baking: to be baked anew, as nothing that it measured was kept. */
export function stillBaking(record: ReleaseRecord): Release | undefined {
  const open = openRelease(record);
  return open?.state === "promoted" && (open.bakingUntil ?? "") !== "" ? open : undefined;
}

/**
 * Measures for the bake time. The record says that it bakes, so that a run that dies meanwhile is settled, and nobody
 * confirms it before. A trigger that fires takes it back, and so do a cancelled job and a rollback that asks for it.
 */
export async function bakeRelease(request: BakeRequest, context: RolloutContext): Promise<BakeEnd> {
  const { watching, lock, moment } = request;
  const { log, signal } = context;
  const bakeTime = watching?.bakeTime ?? 0;
  if (watching === undefined || bakeTime === 0) return notBaked(request, context);
  lock.check();
  const until = new Date(Date.now() + bakeTime).toISOString();
  const baking = await amend(request, context, { bakingUntil: until });
  log.info(
    `Promoted. Baking until ${until.slice(11, 19)} UTC (${formatDuration(bakeTime)}): a trigger that fires ${request.onFailure === "keep" ? "fails the release" : "takes it back"}.`,
  );
  let result: GateResult;
  try {
    result = await watching.bake(moment, AbortSignal.any([signal, lock.signal]));
  } catch (error) {
    if (!signal.aborted && !lock.signal.aborted) throw error;
    const asked = lock.abortRequest();
    // Without the lock nothing may be changed; whoever has it now settles.
    if (lock.signal.aborted && asked === undefined) throw lock.signal.reason;
    return { kind: "ended", result: await withdraw({ ...request, release: baking }, context, asked) };
  }
  switch (result.next) {
    case "go": {
      const release = await amend(request, context, { bakingUntil: "" });
      log.info("It held while it baked: the release stays promoted.");
      return { kind: "held", release, markdown: result.markdown };
    }
    case "pause": {
      const release = await amend(request, context, { bakingUntil: "" });
      return { kind: "paused", release, failure: failureOf(result), markdown: result.markdown };
    }
    case "stop":
      return { kind: "ended", result: await rollBack({ ...request, release: baking }, context, result) };
  }
}

/** A run that was to bake may have left the mark; this one is not told to. */
async function notBaked(request: BakeRequest, context: RolloutContext): Promise<BakeEnd> {
  const marked = (request.release.bakingUntil ?? "") !== "";
  const release = marked ? await amend(request, context, { bakingUntil: "" }) : request.release;
  const unmeasured = request.watching?.unmeasured?.() ?? "";
  if (unmeasured !== "") context.log.warning(unmeasured);
  return { kind: "held", release, markdown: unmeasured };
}

/** The release as the record has it afterwards. */
async function amend(
  { workload, release }: BakeRequest,
  { cluster }: RolloutContext,
  changes: Partial<Omit<Release, "id" | "state">>,
): Promise<Release> {
  const after = await updateRecord(cluster, workload, (record) => amendRelease(record, release.id, changes));
  return after.releases.find(({ id }) => id === release.id) ?? release;
}

async function rollBack(request: BakeRequest, context: RolloutContext, result: GateResult): Promise<RolloutResult> {
  const { workload, release, lock, timeout, logLines } = request;
  const why = failureOf(result);
  const reason = `it did not hold while it baked: ${why.found}`;
  if (request.onFailure === "keep") return keep(request, context, result);
  const back = await takeBack(
    { workload, release, endsAs: "rolled-back", reason, timeout, logLines, to: undefined, lock },
    context,
  );
  const advice =
    back.outcome === "succeeded"
      ? `${why.advice} It went back to what served before, whose pods are ready.`
      : `${why.advice} The way back did not end well: ${back.reason}.`;
  return {
    ...back,
    outcome: back.outcome === "succeeded" ? "rolled-back" : back.outcome,
    digest: release.digest,
    previousDigest: release.previousDigest,
    reason,
    summary: `${result.markdown}\n\n${back.summary}`,
    failure: new Failure({
      attempted: `baking release ${release.id} of ${release.image}`,
      found: why.found,
      advice,
      at: why.at,
      evidence: [...why.evidence, ...(back.failure?.evidence ?? [])],
      cause: why,
    }),
  };
}

/** A release that fails and is to stay. */
async function keep(
  { workload, release }: BakeRequest,
  { cluster }: RolloutContext,
  result: GateResult,
): Promise<RolloutResult> {
  const failure = failureOf(result);
  await updateRecord(cluster, workload, (record) =>
    moveRelease(record, release.id, "failed", { reason: failure.found, endedAt: timestamp(), bakingUntil: "" }),
  );
  return {
    outcome: "failed",
    changed: true,
    pending: false,
    digest: release.digest,
    previousDigest: release.previousDigest,
    revision: release.revision,
    releaseId: release.id,
    reason: failure.found,
    summary: result.markdown,
    failure,
  };
}

/** A cancelled job, or a rollback that asks: the way back is begun, and waited for as long as there is time. */
async function withdraw(
  { workload, release, lock, timeout, logLines }: BakeRequest,
  context: RolloutContext,
  asked: { readonly by: string; readonly reason: string } | undefined,
): Promise<RolloutResult> {
  const reason =
    asked === undefined
      ? "it was cancelled while it baked"
      : `${asked.by} asked for it to be taken back${asked.reason === "" ? "" : `: ${asked.reason}`}`;
  const signal = asked === undefined ? AbortSignal.timeout(hurry) : context.signal;
  const back = await takeBack(
    { workload, release, endsAs: "aborted", reason, timeout, logLines, to: undefined, lock },
    { ...context, signal },
  );
  return {
    ...back,
    outcome: back.outcome === "failed" ? "failed" : "aborted",
    digest: release.digest,
    previousDigest: release.previousDigest,
    reason,
    failure:
      back.failure ??
      new Failure({
        attempted: `baking release ${release.id} of ${release.image}`,
        found: reason,
        advice: "It went back to what served before. Run the workflow again if that was not meant.",
      }),
  };
}

function failureOf({ failure }: GateResult): Failure {
  return (
    failure ??
    new Failure({ attempted: "baking the release", found: "it did not hold", advice: "Look at the summary." })
  );
}
