// How is a service released beside what serves?

import { describeObject } from "../../kube/object.ts";
import type { Manifest } from "../../manifests/manifest.ts";
import type { Lock } from "../../release/lock.ts";
import type { NewRelease, Release, ReleaseRecord } from "../../release/record.ts";
import { readRecord, updateRecord } from "../../release/record-store.ts";
import { amendRelease, isPaused, openRelease } from "../../release/states.ts";
import { saveRoute } from "../../traffic/save-route.ts";
import { applyOne } from "../apply.ts";
import { stillBaking } from "../bake.ts";
import { bakeAgain, watched } from "../bake-serving.ts";
import { begin, contentOf, newRelease } from "../begin.ts";
import type { RolloutContext, RolloutResult } from "../context.ts";
import type { DeployRequest } from "../deploy-request.ts";
import { servedBefore } from "../objects/goes-with.ts";
import { inventoryFor } from "../objects/keep-way-back.ts";
import { saveConfiguration } from "../objects/saved-configuration.ts";
import { comparedIfPossible } from "../plan/compare.ts";
import { clearedNote, goesOnNote, tracksPlan } from "../plan/release-plan.ts";
import { foldedPlan } from "../plan/render.ts";
import { planApply } from "../prepare.ts";
import { whatServes } from "../serving.ts";
import { judge } from "../start.ts";
import { takeBack } from "../take-back.ts";
import type { ReleaseTarget } from "../target.ts";
import { finishScaleDown, finishTracks } from "./finish-tracks.ts";
import { type PreparedTracks, prepareTracks } from "./prepare-tracks.ts";
import { rehearseTracks } from "./rehearse-tracks.ts";
import { runRelease } from "./run-release.ts";
import { refuseSlots } from "./serving-slot.ts";
import { survey } from "./survey.ts";
import type { TrackRelease } from "./track-engine.ts";
import type { TracksRequest } from "./tracks-request.ts";

/** To be called under the lock. @throws Failure for what keeps it from beginning. */
export async function deployTracks(
  request: DeployRequest,
  tracks: TracksRequest,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, signal } = context;
  const record = await readRecord(cluster, target.workload, { signal });
  if (tracks.strategy.name !== "blue-green") refuseSlots(record, target);
  const left = leftHalfWay(record);
  if (left !== undefined && mayResume(left, target, tracks))
    return resume(request, tracks, left, target, deferred, lock, context);
  const settled = left === undefined ? record : await clear(left, request, target, lock, context);
  const prepared = await prepareTracks(request, tracks, target, deferred, settled, context);
  const { plan, before } = prepared;
  const serving = whatServes(before, settled, plan.container);
  const situation = { record: settled, before, serving, changes: prepared.changes };
  const start = await judge(request, target, situation, context);
  if (start.kind === "quiet") {
    const served = { workload: target.workload, result: start.result, snapshot: before, lock };
    const result = await bakeAgain(request, stillBaking(settled), served, context);
    return finishScaleDown(tracks, { target, lock, serving: prepared.track.stable?.deployment, result }, context);
  }

  signal.throwIfAborted();
  lock.check();
  request.onBegin?.(target);
  const track = await withRoute(prepared, lock, context);
  const served = servedBefore(settled, serving);
  const inventory = await inventoryFor(prepared.seen, served, undefined, target.workload, context);
  const fresh: NewRelease = { ...newRelease(request, plan, serving, context, inventory), track };
  const release = await begin(fresh, undefined, target, context);
  await saveConfiguration(cluster, target.workload, release.id, inventory.changed, context);
  const planned = tracksPlan({
    target,
    track,
    strategy: tracks.strategy,
    request,
    scaleDownDelay: tracks.scaleDownDelay,
    differences: prepared.differences,
    notes: [
      `Router ${prepared.route.router}: ${prepared.route.why}.`,
      ...(left === undefined ? [] : [clearedNote(left)]),
    ],
  });
  return carryOut(request, tracks, { ...release, track }, prepared.plan, foldedPlan(planned), lock, context);
}

/** What a run that is over left in the middle of its acts. One that waits for a person is none of it. */
export function leftHalfWay(record: ReleaseRecord): Release | undefined {
  const open = openRelease(record);
  if (open === undefined || open.state === "promoted" || isPaused(open)) return undefined;
  return open;
}

/**
 * The same image by the same strategy with the same manifests, where the inputs do not say otherwise: what other manifests
 * bring was applied by no act, or seen by no gate, that is behind it. One that has not come to its first act may not have
 * saved what it was going to change: it is backed out, and begins anew.
 */
export function mayResume(
  { state, track, digest, image, content }: Release,
  target: ReleaseTarget,
  { interrupted, strategy }: TracksRequest,
): boolean {
  const same = target.digest === "" || digest === "" ? image === target.image : digest === target.digest;
  const asBegun = content === undefined || content === contentOf(target);
  const isBegun = track !== undefined && track.stage >= 0;
  return (
    interrupted === "resume" && state === "releasing" && isBegun && track.strategy === strategy.name && same && asBegun
  );
}

/** Goes on from the act that the record names, as a release of this run. */
async function resume(
  request: DeployRequest,
  tracks: TracksRequest,
  left: Release,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, log, run, signal } = context;
  const { track } = left;
  if (track === undefined) throw new Error("only a release with two tracks is gone on with");
  request.onBegin?.(target);
  const record = await updateRecord(cluster, target.workload, (before) =>
    amendRelease(before, left.id, { runKey: run.runKey, runUrl: run.runUrl, actor: run.actor }),
  );
  const ground = await survey(cluster, target, record, { signal });
  const before = ground.sideOf(track.stable?.deployment);
  const plan = { ...(await planApply(request, target, deferred, before, context)), releaseId: left.id };
  log.info(
    `Release ${left.id} of the same image was left at act ${track.stage + 1} of ${track.stages.length} by a run that is over: going on from there.`,
  );
  const rehearse = () => rehearseTracks({ plan, track, ground, readOnly: false }, context);
  const planned = tracksPlan({
    target,
    track,
    strategy: tracks.strategy,
    request,
    scaleDownDelay: tracks.scaleDownDelay,
    ...(await comparedIfPossible(async () => (await rehearse()).differences, signal)),
    notes: [goesOnNote(left)],
    resumed: { done: track.stage, begun: true },
  });
  const release: TrackRelease = { ...left, runKey: run.runKey, track };
  return carryOut(request, tracks, release, plan, foldedPlan(planned), lock, context);
}

/** Takes back what was left before anything new begins. */
export async function clear(
  left: Release,
  request: DeployRequest,
  { workload }: Pick<ReleaseTarget, "workload">,
  lock: Lock,
  context: RolloutContext,
): Promise<ReleaseRecord> {
  context.log.info(
    `Release ${left.id} was left ${left.state} by a run that is over: ${describeObject(workload)} goes back first.`,
  );
  const { timeout, logLines } = request;
  const reason = left.reason || "its run ended half-way";
  const { failure } = await takeBack(
    { workload, release: left, endsAs: left.endsAs || "aborted", reason, timeout, logLines, to: undefined, lock },
    context,
  );
  if (failure !== undefined) throw failure;
  return readRecord(context.cluster, workload, { signal: context.signal });
}

/** A route that is only among the manifests has to be there before its original can be saved. */
async function withRoute(
  { plan, track, route }: PreparedTracks,
  lock: Lock,
  { cluster, log, signal }: RolloutContext,
): Promise<PreparedTracks["track"]> {
  if (route.absent.length === 0) return track;
  for (const reference of route.absent) {
    const manifest = plan.target.manifests.find(
      ({ object }) => object.kind === reference.kind && object.metadata.name === reference.name,
    );
    const hooks = { log, beforeChange: () => lock.check(), stopped: () => signal.aborted };
    if (manifest !== undefined) await applyOne(cluster, manifest, plan, hooks);
  }
  const live = await Promise.all(route.absent.map((reference) => cluster.get(reference, { signal })));
  const objects = [...route.objects, ...live.filter((object) => object !== undefined)];
  const ends = {
    namespace: plan.target.workload.namespace,
    stable: { service: track.services[0]?.name ?? plan.target.workload.name },
    candidate: { service: track.preview.name },
  };
  return { ...track, route: await saveRoute({ ...route, objects, absent: [] }, ends, { cluster, log, signal }) };
}

async function carryOut(
  request: DeployRequest,
  tracks: TracksRequest,
  release: TrackRelease,
  plan: PreparedTracks["plan"],
  planned: string,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { workload } = plan.target;
  const watching = request.startWatching?.(plan.target);
  return watched(watching, context.log, async () => {
    const end = await runRelease(
      {
        workload,
        release,
        strategy: tracks.strategy,
        lock,
        timeout: request.timeout,
        logLines: request.logLines,
        onFailure: request.onFailure,
        plan,
        graces: request.graces,
        gates: request.gates,
        watching,
      },
      context,
    );
    return finishTracks(request, tracks, { end, planned, watching, target: plan.target, lock }, context);
  });
}
