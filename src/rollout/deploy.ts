// How is one service in one environment brought to one image?

import { describeObject } from "../kube/object.ts";
import type { Manifest } from "../manifests/load.ts";
import { acquireLock, type Lock } from "../release/lock.ts";
import type { Release } from "../release/record.ts";
import { readRecord } from "../release/record-store.ts";
import { underLock } from "../release/under-lock.ts";
import { Failure } from "../report/failure.ts";
import { type ApplyPlan, applyRelease } from "./apply.ts";
import { stillBaking } from "./bake.ts";
import { bakeAgain, bakeServing, watched } from "./bake-serving.ts";
import { backTemplate, begin, newRelease, sizeChange, wayBackOf } from "./begin.ts";
import { type Bell, createBell } from "./bell.ts";
import { isFirstCanary } from "./canary/first-release.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import type { DeployRequest } from "./deploy-request.ts";
import { fieldManager } from "./dry-run.ts";
import { runEngine } from "./engine.ts";
import type { Watching } from "./gates.ts";
import { refuseLedAway } from "./led-away.ts";
import { servedBefore } from "./objects/goes-with.ts";
import { isGivenBack } from "./objects/inventory.ts";
import { inventoryFor } from "./objects/keep-way-back.ts";
import { saveConfiguration } from "./objects/saved-configuration.ts";
import { plannedObjects } from "./plan/planned.ts";
import { rollingPlan } from "./plan/release-plan.ts";
import { foldedPlan } from "./plan/render.ts";
import {
  broughtAlong,
  checkImage,
  checkPermissions,
  namespaceExists,
  resolveKinds,
  trackPermissions,
} from "./preflight.ts";
import { planApply, rehearseAll, watchTarget } from "./prepare.ts";
import { endedResult } from "./result.ts";
import { refuseUnprovable, whatServes } from "./serving.ts";
import type { LiveRollout } from "./snapshot.ts";
import { judge } from "./start.ts";
import { type ReleaseTarget, resolveTarget } from "./target.ts";
import { clear, deployTracks, leftHalfWay } from "./tracks/deploy-tracks.ts";
import { refuseNarrowed } from "./tracks/narrowed.ts";
import { refuseSlots } from "./tracks/serving-slot.ts";
import type { PodTemplate } from "./workload.ts";

/**
 * Checks everything that can be checked, takes the lock, and brings the workload to the image, or back.
 * @throws Failure for what keeps it from beginning; how it ended from there on is in the result.
 */
export async function deploy(request: DeployRequest, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, log, signal, run } = context;
  const target = resolveTarget(request.source, cluster.namespace);
  const { workload } = target;
  const along = broughtAlong(target.manifests);
  const options = { signal };

  const there = await namespaceExists(cluster, workload.namespace, along, options);
  const types = await resolveKinds(cluster, target.manifests, along, options);
  const beside = request.tracks === undefined ? [] : trackPermissions(workload);
  await checkPermissions(cluster, target, types.values(), options, beside);
  const digest = await checkImage(target, context.lookUpImage, log);
  if (!there) await createNamespace(target, context);

  const lock = await acquireLock(cluster, workload, {
    holder: run.runKey,
    reason: `the release of ${target.image}`,
    runUrl: run.runUrl,
    signal,
    log,
    waitFor: request.waitForLock,
  });
  try {
    const deferred = new Set([...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest));
    const held = { ...context, cluster: underLock(cluster, lock) };
    return await deployUnderLock(request, { ...target, digest }, deferred, lock, held);
  } finally {
    await lock.release();
  }
}

/** The Namespace has to be there before the lock, which lives in it. */
async function createNamespace(target: ReleaseTarget, { cluster, log }: RolloutContext): Promise<void> {
  const manifest = target.manifests.find(
    ({ object }) => object.kind === "Namespace" && object.metadata.name === target.workload.namespace,
  );
  if (manifest === undefined) return;
  await cluster.apply(manifest.object, { fieldManager });
  log.info(`Created ${describeObject(manifest.object)}.`);
}

async function deployUnderLock(
  request: DeployRequest,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, signal } = context;
  if (request.tracks !== undefined && !(await isFirstCanary(request.tracks, target, context))) {
    return deployTracks(request, request.tracks, target, deferred, lock, context).catch(async (error: unknown) => {
      throw await withLeftovers(error, target, context);
    });
  }
  const found = await readRecord(cluster, target.workload, { signal });
  const left = leftHalfWay(found);
  const record = left?.track === undefined ? found : await clear(left, request, target, lock, context);
  refuseSlots(record, target);
  await refuseNarrowed(record, target, context);
  const bell = createBell();
  const live = await watchTarget(target, bell, context);
  try {
    const before = live.snapshot();
    const plan = await planApply(request, target, deferred, before, context);
    const { changes, differences, seen } = await rehearseAll(plan, before, context);
    await refuseLedAway(plannedObjects(plan, before), context);
    const serving = whatServes(before, record, plan.container);
    refuseUnprovable(target, before, plan);
    const start = await judge(request, target, { record, before, serving, changes }, context);
    if (start.kind === "quiet") {
      const served = { workload: target.workload, result: start.result, snapshot: before, lock };
      return await bakeAgain(request, stillBaking(record), served, context);
    }

    signal.throwIfAborted();
    lock.check();
    const { leftOpen } = start;
    const wayBack = wayBackOf(record, leftOpen, serving);
    const back = backTemplate(wayBack, before);
    const replaced = record.releases.find((known) => known === wayBack);
    const inventory = await inventoryFor(
      seen,
      servedBefore(record, wayBack),
      replaced,
      target.workload,
      context,
      isGivenBack,
    );
    request.onBegin?.(target);
    const size = sizeChange(plan, before.workload, replaced);
    const fresh = { ...newRelease(request, plan, wayBack, context, inventory), ...(size && { size }) };
    const save = () => saveConfiguration(cluster, target.workload, fresh.id, inventory.changed, context, replaced?.id);
    // What was saved for a release whose place is taken is saved again with this one's: before the record forgets that one.
    if (replaced !== undefined) await save();
    const release = await begin(fresh, leftOpen, target, context);
    // Otherwise it may be what a release that stands goes back to, until this one begins.
    if (replaced === undefined) await save();
    const begun = leftOpen !== undefined;
    const planned = foldedPlan(
      rollingPlan({ request, applyPlan: plan, differences, wayBack, leftOpen, cleared: left?.track && left }),
    );
    const watching = request.startWatching?.(target);
    return await watched(watching, context.log, () =>
      carryOut(request, plan, { release, begun, back, live, bell, lock, planned, watching }, context),
    );
  } catch (error) {
    throw await withLeftovers(error, target, context);
  } finally {
    live.stop();
  }
}

interface Begun {
  readonly release: Release;
  /** An earlier run may have changed something for it. */
  readonly begun: boolean;
  readonly back: PodTemplate | undefined;
  readonly live: LiveRollout;
  readonly bell: Bell;
  readonly lock: Lock;
  /** Markdown. */
  readonly planned: string;
  readonly watching: Watching | undefined;
}

async function carryOut(
  request: DeployRequest,
  applyPlan: ApplyPlan,
  { release, begun, back, live, bell, lock, planned, watching }: Begun,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, log, signal, now } = context;
  const { target } = applyPlan;
  let applied: readonly string[] = [];
  const end = await runEngine({
    cluster,
    workload: target.workload,
    live,
    bell,
    lock,
    log,
    signal,
    now,
    release,
    begun,
    plan: { back, onFailure: request.onFailure, timeout: request.timeout, graces: request.graces },
    logLines: request.logLines,
    onAct: context.onAct,
    apply: async () => {
      const hooks = { log, beforeChange: () => lock.check(), stopped: () => signal.aborted || lock.signal.aborted };
      const { workload, changed } = await applyRelease(cluster, applyPlan, hooks);
      applied = changed;
      return workload;
    },
  });
  const result = endedResult(end, { target, applied, previousDigest: release.previousDigest, planned });
  const served = { workload: target.workload, release: end.release, result, snapshot: end.snapshot, lock };
  return bakeServing(request, watching, served, context);
}

/** Nothing is left half-way without being named. */
async function withLeftovers(
  error: unknown,
  target: ReleaseTarget,
  { cluster, run, signal }: RolloutContext,
): Promise<unknown> {
  if (signal.aborted && !(error instanceof Failure)) return signal.reason;
  const record = await readRecord(cluster, target.workload, { signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  );
  const open = record?.releases.find(
    ({ runKey, state }) => runKey === run.runKey && (state === "releasing" || state === "rolling-back"),
  );
  if (open === undefined) return error;
  const failure = error instanceof Failure ? error : undefined;
  if (failure === undefined) return error;
  return new Failure({
    attempted: failure.attempted,
    found: `${failure.found}; release ${open.id} is left ${open.state}`,
    advice: `${failure.advice} Then bring the environment back with \`operation: settle\`.`,
    at: failure.at,
    evidence: failure.evidence,
    cause: error,
  });
}
