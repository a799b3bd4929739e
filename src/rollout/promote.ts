// How does a release that waits for a person go on?

import { describeObject } from "../kube/object.ts";
import type { Manifest } from "../manifests/manifest.ts";
import { acquireLock, type Lock } from "../release/lock.ts";
import type { Release, ReleaseRecord } from "../release/record.ts";
import { readRecord, updateRecord } from "../release/record-store.ts";
import { amendRelease, isPaused, openRelease } from "../release/states.ts";
import type { Track } from "../release/track.ts";
import { underLock } from "../release/under-lock.ts";
import { Failure } from "../report/failure.ts";
import type { ApplyPlan } from "./apply.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import type { DeployRequest } from "./deploy-request.ts";
import { comparedIfPossible, compareObjects } from "./plan/compare.ts";
import type { Difference } from "./plan/difference.ts";
import { selectionDifferences, templateDifference } from "./plan/live-differences.ts";
import { plannedObjects } from "./plan/planned.ts";
import { goesOnNote, type ReleasePlan, tracksPlan } from "./plan/release-plan.ts";
import {
  broughtAlong,
  checkPermissions,
  requirePermissions,
  resolveKinds,
  trackPermissions,
  workloadPermissions,
} from "./preflight.ts";
import { planApply } from "./prepare.ts";
import { quietResult } from "./result.ts";
import { wayOf } from "./strategies.ts";
import { type ReleaseSource, type ReleaseTarget, resolveTarget } from "./target.ts";
import { withoutSideLabels } from "./tracks/bodies.ts";
import type { TracksSnapshot } from "./tracks/decide-tracks.ts";
import { finishTracks } from "./tracks/finish-tracks.ts";
import { type Found, runRelease } from "./tracks/run-release.ts";
import { survey } from "./tracks/survey.ts";
import type { TrackRelease } from "./tracks/track-engine.ts";
import type { TracksRequest } from "./tracks/tracks-request.ts";
import type { WorkloadReference } from "./workload.ts";

export interface PromoteRequest extends Omit<DeployRequest, "source" | "tracks"> {
  readonly workload: WorkloadReference;
  /** What the user said that the release is of; empty where nothing. */
  readonly image: string;
  /** The manifests with the image of the release in them; undefined where none are given. */
  readonly source: (image: string) => Promise<ReleaseSource | undefined>;
  readonly scaleDownDelay: TracksRequest["scaleDownDelay"];
}

/**
 * Goes on with the release that is paused, from the act at which it waits. Its acts, sizes and router are those of the
 * record. It becomes this run's release.
 * @throws Failure where no release waits.
 */
export async function promote(request: PromoteRequest, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, log, signal, run } = context;
  const { workload } = request;
  const needed = [...workloadPermissions(workload), ...trackPermissions(workload)];
  await requirePermissions(cluster, needed, workload.namespace, { signal });
  const seen = waiting(await readRecord(cluster, workload, { signal }), request);
  if (seen.kind === "over") return seen.result;
  const { target, deferred } = await targetOf(seen.release, request, context);
  const lock = await acquireLock(cluster, workload, {
    holder: run.runKey,
    reason: `promoting release ${seen.release.id}`,
    runUrl: run.runUrl,
    signal,
    log,
    waitFor: request.waitForLock,
  });
  try {
    // Somebody may have gone on with it, or aborted it, while the lock was waited for.
    const now = waiting(await readRecord(cluster, workload, { signal }), request);
    if (now.kind === "over") return now.result;
    const held = { ...context, cluster: underLock(cluster, lock) };
    return await goOn(now.release, target, deferred, request, lock, held);
  } finally {
    await lock.release();
  }
}

type Waiting =
  | { readonly kind: "waits"; readonly release: TrackRelease }
  | { readonly kind: "over"; readonly result: RolloutResult };

function waiting(record: ReleaseRecord, { workload, image }: PromoteRequest): Waiting {
  const open = openRelease(record);
  const attempted = `promoting the release of ${describeObject(workload)}`;
  if (open === undefined) {
    throw new Failure({
      attempted,
      found: "no release of it is open",
      advice: "There is nothing to promote: see the record and the summary of the run that released last.",
    });
  }
  if (open.state === "promoted") {
    const { digest, previousDigest, revision } = open;
    const reason = `release ${open.id} is promoted already`;
    return { kind: "over", result: quietResult("succeeded", { digest, previousDigest, revision, reason }) };
  }
  const { track } = open;
  if (!isPaused(open) || track === undefined) {
    throw new Failure({
      attempted,
      found: `release ${open.id} is ${open.state} and does not wait for anybody`,
      advice:
        "If its run is still going on, wait for it. If that run is over, release the same image again to go on, or take it back with `operation: abort`.",
    });
  }
  if (image !== "" && image !== open.image && !image.endsWith(`@${open.digest}`)) {
    throw new Failure({
      attempted,
      found: `release ${open.id} waits with ${open.image}, and \`image\` is ${image}`,
      advice: "Leave `image` out, or name the image of the release that waits.",
    });
  }
  return { kind: "waits", release: { ...open, track } };
}

interface Given {
  readonly target: ReleaseTarget;
  readonly deferred: ReadonlySet<Manifest>;
}

/** What stable gets in the end: the manifests as they are given now, otherwise the candidate's template. */
async function targetOf(release: Release, request: PromoteRequest, context: RolloutContext): Promise<Given> {
  const { cluster, signal } = context;
  const { image, digest } = release;
  const source = await request.source(image);
  if (source === undefined) {
    const { workload } = request;
    const bare = { workload, manifests: [], manifest: undefined, container: "", image, digest };
    return { target: bare, deferred: new Set() };
  }
  const target = { ...resolveTarget(source, cluster.namespace), digest };
  const types = await resolveKinds(cluster, target.manifests, broughtAlong(target.manifests), { signal });
  await checkPermissions(cluster, target, types.values(), { signal });
  const deferred = [...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest);
  return { target, deferred: new Set(deferred) };
}

async function goOn(
  release: TrackRelease,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  request: PromoteRequest,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, log, run } = context;
  const { workload } = request;
  const { track } = release;
  const plan = await planOf(release, target, deferred, request, context);
  request.onBegin?.(target);
  const going = { ...track, pausedAt: "" };
  const mine = { runKey: run.runKey, runUrl: run.runUrl, actor: run.actor, track: going };
  const record = await updateRecord(cluster, workload, (before) => amendRelease(before, release.id, mine));
  const written = record.releases.find(({ id }) => id === release.id) ?? release;
  log.info(
    `Going on with release ${release.id} of ${release.image} from act ${track.stage + 1} of ${track.stages.length}.`,
  );
  const watching = request.startWatching?.(target);
  const end = await runRelease(
    {
      workload,
      release: { ...written, track: going },
      strategy: wayOf(track),
      lock,
      timeout: request.timeout,
      logLines: request.logLines,
      onFailure: request.onFailure,
      plan,
      gates: request.gates,
      watching,
      passed: track.stage,
      foretell: (found) => foretold({ release, track: going, target, plan, request }, found, context),
    },
    context,
  );
  const { scaleDownDelay } = request;
  return finishTracks(request, { scaleDownDelay }, { end, planned: end.planned, watching, target, lock }, context);
}

interface GoingOn {
  readonly release: Release;
  readonly track: Track;
  readonly target: ReleaseTarget;
  readonly plan: ApplyPlan | undefined;
  readonly request: PromoteRequest;
}

/** Its objects stand since before it paused: what is left changes what serves, and whom the Services lead to. */
async function foretold(
  { release, track: waiting, target, plan, request }: GoingOn,
  { snapshot, services }: Found,
  context: RolloutContext,
): Promise<ReleasePlan> {
  const { stable } = snapshot;
  const strategy = wayOf(waiting);
  const replicas = stable?.workload?.spec.replicas;
  const track = replicas === undefined ? waiting : (strategy.refit?.(waiting, { stable: replicas }) ?? waiting);
  const rest = track.stages.slice(track.stage + 1);
  const look = async () => [
    ...selectionDifferences(await services(), rest, track, stable),
    ...(rest.some(({ kind }) => kind === "replace-stable")
      ? await stableDifferences(plan, track, snapshot, context)
      : []),
  ];
  return tracksPlan({
    target: { ...target, workload: request.workload, image: release.image },
    track,
    strategy,
    request,
    scaleDownDelay: request.scaleDownDelay,
    ...(await comparedIfPossible(look, context.signal)),
    notes: [goesOnNote(release)],
    resumed: { done: track.stage + 1, begun: false },
  });
}

/** What stable gets: the manifest as it is given now, otherwise the candidate's template. */
async function stableDifferences(
  plan: ApplyPlan | undefined,
  track: Track,
  { stable, candidate }: TracksSnapshot,
  { cluster, log, signal }: RolloutContext,
): Promise<readonly Difference[]> {
  if (stable?.workload === undefined || candidate.workload === undefined) return [];
  if (plan?.target.manifest === undefined)
    return [templateDifference(stable.workload, withoutSideLabels(candidate.workload.spec.template, track))];
  const own = { ...plan, target: { ...plan.target, manifests: [plan.target.manifest] } };
  const { takeOver } = plan;
  return (await compareObjects(cluster, plannedObjects(own, stable), { log, signal, takeOver })).differences;
}

async function planOf(
  { id, track, version, commit, reason }: TrackRelease,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  request: PromoteRequest,
  context: RolloutContext,
): Promise<ApplyPlan | undefined> {
  if (target.manifest === undefined) return undefined;
  const { cluster, signal } = context;
  const record = await readRecord(cluster, request.workload, { signal });
  const ground = await survey(cluster, target, record, { signal });
  const before = ground.sideOf(track.stable?.deployment);
  // As the release was begun, not as the run that goes on was started.
  const told = { takeOver: request.takeOver, reason: request.reason || reason, version, commit };
  return { ...(await planApply(told, target, deferred, before, context)), releaseId: id };
}
