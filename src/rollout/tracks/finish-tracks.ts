// What comes after a release with two tracks was promoted: the bake, and the end of the old slot?

import { setTimeout as sleep } from "node:timers/promises";
import type { Lock } from "../../release/lock.ts";
import { readRecord, updateRecord } from "../../release/record-store.ts";
import { amendRelease, currentRelease } from "../../release/states.ts";
import type { Track } from "../../release/track.ts";
import { escapeMarkdown } from "../../report/markdown.ts";
import { bakeRelease } from "../bake.ts";
import { bakedResult, servingMoment } from "../bake-serving.ts";
import type { RolloutContext, RolloutResult } from "../context.ts";
import type { DeployRequest } from "../deploy-request.ts";
import { patchManager } from "../dry-run.ts";
import type { Watching } from "../gates.ts";
import type { ReleaseTarget } from "../target.ts";
import type { Deployment } from "../workload.ts";
import type { ReleaseEnd } from "./run-release.ts";
import type { TrackRelease } from "./track-engine.ts";
import type { TracksRequest } from "./tracks-request.ts";
import { tracksResult } from "./tracks-result.ts";

export interface Finish {
  readonly end: ReleaseEnd;
  readonly planned: string;
  readonly watching: Watching | undefined;
  readonly target: ReleaseTarget;
  readonly lock: Lock;
}

/** Bakes what was promoted, takes it back where it does not hold, and scales the old slot down where that is asked for. */
export async function finishTracks(
  request: Pick<DeployRequest, "timeout" | "logLines"> & Partial<Pick<DeployRequest, "onFailure">>,
  tracks: Pick<TracksRequest, "scaleDownDelay">,
  { end, planned, watching, target, lock }: Finish,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { workload } = target;
  const told = { workload, target, sections: [planned] };
  if (end.release.state !== "promoted") return tracksResult(end, told);
  const { timeout, logLines, onFailure = "rollback" } = request;
  const { release } = end;
  const moment = servingMoment(release, end.snapshot, workload, release.track.services[0]?.name);
  const baked = await bakeRelease({ workload, release, moment, watching, lock, timeout, logLines, onFailure }, context);
  if (baked.kind !== "held") return bakedResult(baked, tracksResult(end, told));
  const held = { ...release, ...baked.release, track: baked.release.track ?? release.track };
  const scaled = await scaleOldSlotDown(held, tracks, { lock, target }, context);
  return bakedResult(baked, tracksResult({ ...end, release: scaled }, told));
}

interface Served {
  /** The Deployment that users are led to. */
  readonly serving: string | undefined;
  readonly result: RolloutResult;
}

/**
 * What a run that died while it waited has left undone: the old slot of the release that serves, where it stands still.
 * The time since the promotion counts.
 */
export async function finishScaleDown(
  { scaleDownDelay }: Pick<TracksRequest, "scaleDownDelay">,
  { target, lock, serving, result }: Pick<Finish, "target" | "lock"> & Served,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, signal } = context;
  const { workload } = target;
  if (scaleDownDelay === undefined || result.outcome !== "succeeded") return result;
  const release = currentRelease(await readRecord(cluster, workload, { signal }));
  const { track } = release ?? {};
  if (release === undefined || track?.strategy !== "blue-green" || track.stable === undefined) return result;
  if (track.stable.deployment === serving) return result;
  const old = await cluster.get<Deployment>({ ...workload, name: track.stable.deployment }, { signal });
  if (old === undefined || (old.spec.replicas ?? 1) === 0) return result;
  const since = Date.now() - Date.parse(track.stageSince);
  const left = Math.min(Math.max(scaleDownDelay - since, 0), scaleDownDelay);
  context.log.info("A run that is over has left the old slot at its size.");
  const scaled = await scaleOldSlotDown({ ...release, track }, { scaleDownDelay: left }, { lock, target }, context);
  if (!scaled.track.scaledDown) return result;
  const reason = `${target.image} serves already and is healthy; its old slot ${track.stable.deployment} was scaled to 0`;
  return { ...result, changed: true, reason, summary: `${escapeMarkdown(reason)}\n` };
}

/** The record knows it before it is done: a way back brings the slot up first. A cancelled job leaves the slot as it is. */
async function scaleOldSlotDown(
  release: TrackRelease,
  { scaleDownDelay }: Pick<TracksRequest, "scaleDownDelay">,
  { lock, target }: Pick<Finish, "lock" | "target">,
  { cluster, log, signal, onAct }: RolloutContext,
): Promise<TrackRelease> {
  const { stable, strategy } = release.track;
  if (scaleDownDelay === undefined || stable === undefined || strategy !== "blue-green") return release;
  log.info(`Scaling the old slot ${stable.deployment} to 0 after ${Math.ceil(scaleDownDelay / 1000)} s.`);
  await onAct?.("finish", 0, "entered");
  await sleep(scaleDownDelay, undefined, { signal }).catch(() => undefined);
  if (signal.aborted || lock.signal.aborted) {
    log.info(`The old slot ${stable.deployment} stays as it is.`);
    return release;
  }
  lock.check();
  const track: Track = { ...release.track, scaledDown: true };
  await updateRecord(cluster, target.workload, (before) => amendRelease(before, release.id, { track }));
  await onAct?.("finish", 0, "performed");
  const reference = { ...target.workload, name: stable.deployment };
  await cluster.patch(reference, "merge", { spec: { replicas: 0 } }, { fieldManager: patchManager });
  return { ...release, track };
}
