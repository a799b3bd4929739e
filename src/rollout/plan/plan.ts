// What would this release do, found out without changing anything?

import { describePermission, missingPermissions } from "../../kube/access.ts";
import type { Manifest } from "../../manifests/manifest.ts";
import { readRecord } from "../../release/record-store.ts";
import { Failure } from "../../report/failure.ts";
import { escapeMarkdown } from "../../report/markdown.ts";
import type { ApplyPlan } from "../apply.ts";
import { wayBackOf } from "../begin.ts";
import { createBell } from "../bell.ts";
import { isFirstCanary } from "../canary/first-release.ts";
import type { RolloutContext, RolloutResult } from "../context.ts";
import type { DeployRequest } from "../deploy-request.ts";
import { refuseLedAway } from "../led-away.ts";
import {
  broughtAlong,
  checkImage,
  namespaceExists,
  releasePermissions,
  resolveKinds,
  trackPermissions,
} from "../preflight.ts";
import { planApply, watchTarget } from "../prepare.ts";
import { quietResult } from "../result.ts";
import { refuseUnprovable, whatServes } from "../serving.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import { judge } from "../start.ts";
import { type ReleaseTarget, resolveTarget } from "../target.ts";
import { leftHalfWay, mayResume } from "../tracks/deploy-tracks.ts";
import { prepareTracks } from "../tracks/prepare-tracks.ts";
import type { TracksRequest } from "../tracks/tracks-request.ts";
import { compareObjects } from "./compare.ts";
import { isChange } from "./difference.ts";
import { plannedObjects } from "./planned.ts";
import { goesOnNote, type ReleasePlan, rollingPlan, tracksPlan } from "./release-plan.ts";
import { planMarkdown, planText } from "./render.ts";

/**
 * Reads what a release reads, asks the server by dry run where this user may, and prints every act in its order. Needs
 * get, list and watch only; takes no lock and writes nothing.
 * @returns `failed` with the reason where the release would be refused; the plan is in the summary all the same.
 */
export async function plan(request: DeployRequest, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, log, signal } = context;
  const found = resolveTarget(request.source, cluster.namespace);
  const along = broughtAlong(found.manifests);
  await namespaceExists(cluster, found.workload.namespace, along, { signal });
  const types = await resolveKinds(cluster, found.manifests, along, { signal });
  const target = { ...found, digest: await checkImage(found, context.lookUpImage, log) };
  const deferred = new Set([...types].filter(([, type]) => type === undefined).map(([manifest]) => manifest));
  const beside = request.tracks === undefined ? [] : trackPermissions(target.workload);
  const needed = [...releasePermissions(target, types.values()), ...beside];
  const missing = await missingPermissions(cluster, needed, { signal });
  const { tracks } = request;
  const planned =
    tracks !== undefined && !(await isFirstCanary(tracks, target, context))
      ? await planTracks(request, tracks, target, deferred, context)
      : await planRolling(request, target, deferred, context);
  const notes = [
    ...planned.plan.notes,
    ...(missing.length === 0 ? [] : [permissionNote(missing.map(describePermission))]),
  ];
  return told({ ...planned, plan: { ...planned.plan, notes } }, target, context);
}

interface Planned {
  readonly plan: ReleasePlan;
  readonly previousDigest: string;
  readonly revision: number;
  /** What keeps it from beginning. */
  readonly obstacle: Failure | undefined;
  /** Why nothing would be done. */
  readonly quiet: string | undefined;
}

async function planRolling(
  request: DeployRequest,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  context: RolloutContext,
): Promise<Planned> {
  const live = await watchTarget(target, createBell(), context);
  try {
    const before = live.snapshot();
    return await planFrom(request, await planApply(request, target, deferred, before, context), before, context);
  } finally {
    live.stop();
  }
}

async function planFrom(
  request: DeployRequest,
  applyPlan: ApplyPlan,
  before: RolloutSnapshot,
  context: RolloutContext,
): Promise<Planned> {
  const { cluster, log, signal } = context;
  const { target, container, takeOver } = applyPlan;
  const record = await readRecord(cluster, target.workload, { signal });
  const objects = plannedObjects(applyPlan, before);
  const { differences, refusals } = await compareObjects(cluster, objects, { log, signal, takeOver });
  const serving = whatServes(before, record, container);
  const changes = differences.some(isChange);
  const start = await caught(async () => {
    await refuseLedAway(objects, context);
    refuseUnprovable(target, before, applyPlan);
    return judge(request, target, { record, before, serving, changes }, context);
  });
  const leftOpen = start.value?.kind === "begin" ? start.value.leftOpen : undefined;
  const wayBack = wayBackOf(record, leftOpen, serving);
  const [refusal] = refusals;
  return {
    plan: rollingPlan({ request, applyPlan, differences, wayBack, leftOpen }),
    previousDigest: serving.digest,
    revision: serving.revision,
    obstacle: refusal ?? start.failure,
    quiet: start.value?.kind === "quiet" ? start.value.result.reason : undefined,
  };
}

async function planTracks(
  request: DeployRequest,
  tracks: TracksRequest,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  context: RolloutContext,
): Promise<Planned> {
  const { cluster, signal } = context;
  const { strategy } = tracks;
  const record = await readRecord(cluster, target.workload, { signal });
  const left = leftHalfWay(record);
  const prepared = await prepareTracks(request, tracks, target, deferred, record, context, { readOnly: true });
  const { plan, before, differences, changes, route } = prepared;
  const serving = whatServes(before, record, plan.container);
  const start = await caught(() => judge(request, target, { record, before, serving, changes }, context));
  const goesOn = left !== undefined && mayResume(left, target, tracks);
  const track = goesOn && left.track !== undefined ? left.track : prepared.track;
  const leftNote =
    left &&
    (goesOn
      ? goesOnNote(left)
      : `Release ${left.id} was left ${left.state} by a run that is over: it is taken back before anything else.`);
  const notes = [`Router ${route.router}: ${route.why}.`, ...(leftNote === undefined ? [] : [leftNote])];
  const resumed = goesOn ? { done: track.stage, begun: true } : undefined;
  return {
    plan: tracksPlan({
      ...{ target, track, strategy, request, differences, notes, resumed },
      scaleDownDelay: tracks.scaleDownDelay,
    }),
    previousDigest: serving.digest,
    revision: serving.revision,
    obstacle: start.failure,
    quiet: start.value?.kind === "quiet" ? start.value.result.reason : undefined,
  };
}

async function told(
  { plan, obstacle, quiet, ...serving }: Planned,
  target: ReleaseTarget,
  { log }: RolloutContext,
): Promise<RolloutResult> {
  await log.group("Plan", async () => log.foreign(planText(plan)));
  const changing = plan.differences.filter(isChange).length;
  const first = quiet ?? `${plan.acts.length} acts, which change ${changing} of ${plan.differences.length} objects`;
  const reason = `planned: ${first}; nothing was changed`;
  const result = quietResult("succeeded", { digest: target.digest, ...serving, reason });
  const lead = obstacle === undefined ? `${escapeMarkdown(reason)}\n\n` : "";
  const summary = `${lead}${planMarkdown(plan)}`;
  if (obstacle === undefined) return { ...result, summary };
  const failure = new Failure({
    attempted: `planning the release of ${target.image}: ${obstacle.attempted}`,
    found: obstacle.found,
    advice: obstacle.advice,
    at: obstacle.at,
    evidence: obstacle.evidence,
    cause: obstacle,
  });
  return { ...result, outcome: "failed", reason: failure.found, summary, failure };
}

function permissionNote(missing: readonly string[]): string {
  return `This user may not carry it out: the release also needs ${[...new Set(missing)].join(", ")}.`;
}

async function caught<T>(body: () => Promise<T>): Promise<{ value?: T; failure?: Failure }> {
  try {
    return { value: await body() };
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}
