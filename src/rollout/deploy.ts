// How is one service in one environment brought to one image?

import { describeObject, type KubeObject } from "../kube/object.ts";
import type { LabelSelector } from "../kube/selectors.ts";
import type { Manifest } from "../manifests/load.ts";
import { isAncestor } from "../release/ancestry.ts";
import { judgeStart } from "../release/judge-start.ts";
import { acquireLock, type Lock } from "../release/lock.ts";
import type { NewRelease, Release, ReleaseRecord } from "../release/record.ts";
import { readRecord, updateRecord } from "../release/record-store.ts";
import { beginRelease, currentRelease, moveRelease, newReleaseId } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import { type ApplyPlan, applyRelease, imageBody, inNamespace, workloadBody } from "./apply.ts";
import { findAutoscaler } from "./autoscaler.ts";
import { type Bell, createBell } from "./bell.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { fieldManager, imageManager, rehearse } from "./dry-run.ts";
import { runEngine, timestamp } from "./engine.ts";
import { broughtAlong, checkImage, checkPermissions, namespaceExists, resolveKinds } from "./preflight.ts";
import { readinessOf } from "./readiness/readiness.ts";
import { endedResult, quietResult } from "./result.ts";
import { followRollout, type LiveRollout, type RolloutSnapshot } from "./snapshot.ts";
import { containerOf, type ReleaseSource, type ReleaseTarget, resolveTarget } from "./target.ts";
import { replicaSetOf, templateOf } from "./template.ts";
import { type Deployment, digestOf, revisionOf, templateHashOf } from "./workload.ts";

export interface DeployRequest {
  readonly source: ReleaseSource;
  /** In milliseconds, as all durations here. */
  readonly timeout: number;
  readonly waitForLock: number;
  readonly logLines: number;
  readonly onFailure: "rollback" | "keep";
  readonly takeOver: boolean;
  readonly allowOlder: boolean;
  readonly force: boolean;
  readonly reason: string;
  readonly version: string;
  readonly commit: string;
  /** Where the history of the repository is, to tell older commits. */
  readonly directory: string;
  /** Called when something is about to be changed, so that a later step can settle what this process may leave. */
  readonly onBegin?: ((target: ReleaseTarget) => void) | undefined;
}

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
  await checkPermissions(cluster, target, types.values(), options);
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
    return await deployUnderLock(request, { ...target, digest }, deferred, lock, context);
  } finally {
    await lock.release();
  }
}

async function deployUnderLock(
  request: DeployRequest,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, log, signal, run, now } = context;
  const { workload } = target;
  const record = await readRecord(cluster, workload, { signal });
  const bell = createBell();
  const live = await watch(target, bell, context);
  try {
    const before = live.snapshot();
    const container = containerToRelease(target, before);
    const releaseId = newReleaseId(run.runKey);
    const applyPlan: ApplyPlan = {
      target,
      container,
      releaseId,
      changeCause: changeCauseOf(request, target, context),
      takeOver: request.takeOver,
      autoscaler: await findAutoscaler(
        cluster,
        workload,
        target.manifests.map(({ object }) => inNamespace(object, { target })),
        { signal },
      ),
      deferred,
    };
    if (applyPlan.autoscaler !== undefined)
      log.info(`${applyPlan.autoscaler} decides how many replicas run: the manifest's number is not applied.`);
    const changes = await rehearseAll(applyPlan, before, context);
    const serving = whatServes(before, record, container);
    refuseZero(target, before, applyPlan);

    const judgement = judgeStart(
      record,
      { digest: target.digest, commit: request.commit },
      {
        allowOlder: request.allowOlder,
        force: request.force,
        isOlder: await isOlder(request, record, signal),
        live: {
          digest: serving.digest,
          healthy: !changes && before.workload !== undefined && readinessOf(before.workload).kind === "ready",
        },
      },
      run.runKey,
    );
    switch (judgement.kind) {
      case "unchanged":
        return quietResult("succeeded", {
          digest: target.digest,
          previousDigest: serving.digest,
          revision: serving.revision,
          reason: `${target.image} serves already and is healthy: nothing was changed`,
        });
      case "skip":
        return quietResult("skipped", {
          digest: target.digest,
          previousDigest: serving.digest,
          revision: serving.revision,
          reason: judgement.reason,
        });
      case "refuse":
        throw new Failure(judgement.failure);
      case "start":
        break;
    }

    signal.throwIfAborted();
    lock.check();
    const { leftOpen } = judgement;
    const previous = leftOpen ?? serving;
    const begun = newRelease(request, target, applyPlan, previous, context);
    request.onBegin?.(target);
    const release = await begin(begun, leftOpen, context, target);
    log.info(
      `Releasing ${target.image} to ${describeObject(workload)} (release ${release.id}${release.previousRevision > 0 ? `, from revision ${release.previousRevision}` : ", its first one"}).`,
    );

    let report: readonly string[] = [];
    const end = await runEngine({
      cluster,
      workload,
      live,
      bell,
      lock,
      log,
      signal,
      now,
      release,
      begun: leftOpen !== undefined,
      plan: { back: backTemplate(release, before), onFailure: request.onFailure, timeout: request.timeout },
      logLines: request.logLines,
      apply: async () => {
        const hooks = { log, beforeChange: () => lock.check(), stopped: () => signal.aborted || lock.signal.aborted };
        const { workload: applied, changed } = await applyRelease(cluster, applyPlan, hooks);
        report = changed;
        return applied;
      },
    });
    return endedResult(end, { target, applied: report, previousDigest: release.previousDigest });
  } catch (error) {
    throw await withLeftovers(error, target, context);
  } finally {
    live.stop();
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

async function watch(target: ReleaseTarget, bell: Bell, { cluster, signal }: RolloutContext): Promise<LiveRollout> {
  const written = (target.manifest?.object as Deployment | undefined)?.spec.selector;
  const selector: LabelSelector = written ?? (await liveSelector(target, { cluster, signal }));
  // The signal of the job ends the wait, not the watch: it is needed to see the way back.
  return followRollout(cluster, target.workload, selector, {
    signal: new AbortController().signal,
    onChange: () => bell.ring(),
  });
}

async function liveSelector(
  target: ReleaseTarget,
  { cluster, signal }: Pick<RolloutContext, "cluster" | "signal">,
): Promise<LabelSelector> {
  const found = await cluster.get<Deployment>(target.workload, { signal });
  if (found !== undefined) return found.spec.selector;
  throw new Failure({
    attempted: `setting the image of ${describeObject(target.workload)}`,
    found: "the cluster has no such workload",
    advice: "Correct `workload` and `namespace`, or give its `manifests` so that it can be created.",
  });
}

function containerToRelease(target: ReleaseTarget, { workload }: RolloutSnapshot): string {
  if (target.manifest !== undefined || workload === undefined) return target.container;
  return containerOf(workload.spec.template, target).name;
}

/** The first and the last thing to be checked before a change: would the API server take each object? */
async function rehearseAll(
  plan: ApplyPlan,
  before: RolloutSnapshot,
  { cluster, log, signal }: RolloutContext,
): Promise<boolean> {
  const { target, takeOver } = plan;
  if (target.manifest === undefined) {
    const { changes } = await rehearse(cluster, imageBody(plan), undefined, {
      signal,
      log,
      takeOver,
      manager: imageManager,
    });
    return changes && !sameImage(plan, before);
  }
  let changes = false;
  for (const manifest of target.manifests) {
    if (plan.deferred.has(manifest)) {
      changes = true;
      continue;
    }
    const object = inNamespace(manifest.object, plan);
    const body = manifest === target.manifest ? withoutVersion(workloadBody(object, before.workload, plan)) : object;
    const rehearsal = await rehearse(cluster, body, manifest, { signal, log, takeOver, manager: fieldManager });
    changes ||= rehearsal.changes;
  }
  return changes;
}

/** A dry run of the live replicas must not fail because they have just changed. */
function withoutVersion(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function sameImage({ target, container }: ApplyPlan, { workload }: RolloutSnapshot): boolean {
  return (
    workload?.spec.template.spec.containers.some((each) => each.name === container && each.image === target.image) ??
    false
  );
}

interface Serving {
  readonly previousTemplateHash: string;
  readonly previousRevision: number;
  readonly previousImage: string;
  readonly previousDigest: string;
  readonly digest: string;
  readonly revision: number;
}

/** What serves now. A workload at zero serves nothing, so it is no way back. */
export function whatServes({ workload, current }: RolloutSnapshot, record: ReleaseRecord, container: string): Serving {
  const image = workload?.spec.template.spec.containers.find((each) => each.name === container)?.image ?? "";
  const known = currentRelease(record);
  const hash = current === undefined ? "" : templateHashOf(current);
  const digest =
    digestOf(image) || (known !== undefined && known.templateHash === hash && hash !== "" ? known.digest : "");
  const revision = current === undefined ? 0 : revisionOf(current);
  const serves = workload !== undefined && current !== undefined && (workload.spec.replicas ?? 1) > 0;
  const previous = serves
    ? { previousTemplateHash: hash, previousRevision: revision, previousImage: image, previousDigest: digest }
    : { previousTemplateHash: "", previousRevision: 0, previousImage: "", previousDigest: "" };
  return { ...previous, digest, revision };
}

/** A release is proven by pods: with none, nothing could be said about it. */
function refuseZero(target: ReleaseTarget, { workload }: RolloutSnapshot, plan: ApplyPlan): void {
  const written = (target.manifest?.object as Deployment | undefined)?.spec.replicas;
  const kept = target.manifest === undefined || plan.autoscaler !== undefined || written === undefined;
  const replicas = kept ? (workload === undefined ? (written ?? 1) : (workload.spec.replicas ?? 1)) : written;
  if (replicas > 0) return;
  throw new Failure({
    attempted: `releasing ${target.image} to ${describeObject(target.workload)}`,
    found: kept && workload !== undefined ? "it is scaled to 0" : "its manifest says 0 replicas",
    advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release. Nothing was changed.",
    at: kept ? undefined : target.manifest?.position(["spec", "replicas"]),
  });
}

async function isOlder(request: DeployRequest, record: ReleaseRecord, signal: AbortSignal): Promise<boolean> {
  const current = currentRelease(record);
  if (current === undefined || current.commit === "" || request.commit === "" || current.commit === request.commit)
    return false;
  return (await isAncestor(request.commit, current.commit, { directory: request.directory, signal })) ?? false;
}

function newRelease(
  request: DeployRequest,
  target: ReleaseTarget,
  plan: ApplyPlan,
  previous: Pick<Release, "previousTemplateHash" | "previousRevision" | "previousImage" | "previousDigest">,
  { run }: RolloutContext,
): NewRelease {
  return {
    id: plan.releaseId,
    runKey: run.runKey,
    image: target.image,
    digest: target.digest,
    version: request.version,
    commit: request.commit,
    runUrl: run.runUrl,
    actor: run.actor,
    reason: request.reason,
    revision: 0,
    templateHash: "",
    previousTemplateHash: previous.previousTemplateHash,
    previousRevision: previous.previousRevision,
    previousImage: previous.previousImage,
    previousDigest: previous.previousDigest,
    startedAt: timestamp(),
  };
}

/** Writes the release down before its first change; one that a dead run left half-way is closed with the same write. */
async function begin(
  release: NewRelease,
  leftOpen: Release | undefined,
  { cluster, log }: RolloutContext,
  target: ReleaseTarget,
): Promise<Release> {
  if (leftOpen !== undefined)
    log.info(
      `Release ${leftOpen.id} was left ${leftOpen.state} by a run that is over: this release takes its place, and its way back.`,
    );
  const after = await updateRecord(cluster, target.workload, (record) => {
    const closed = leftOpen === undefined ? record : closeLeftOpen(record, leftOpen, release);
    return beginRelease(closed, release);
  });
  const written = after.releases.find(({ id }) => id === release.id);
  if (written === undefined) throw new Error("the release that was just begun is not in the record");
  return written;
}

function closeLeftOpen(record: ReleaseRecord, leftOpen: Release, release: NewRelease): ReleaseRecord {
  const state = leftOpen.state === "rolling-back" && leftOpen.endsAs === "rolled-back" ? "rolled-back" : "aborted";
  return moveRelease(record, leftOpen.id, state, {
    reason: leftOpen.reason || `its run ended half-way; release ${release.id} took its place`,
    endedAt: release.startedAt,
  });
}

function backTemplate(release: Release, { workload, replicaSets }: RolloutSnapshot) {
  if (workload === undefined || release.previousTemplateHash === "") return undefined;
  const replicaSet = replicaSetOf(release.previousTemplateHash, workload, replicaSets);
  if (replicaSet !== undefined) return templateOf(replicaSet);
  throw new Failure({
    attempted: `beginning a release of ${describeObject(workload)}`,
    found: `the ReplicaSet of revision ${release.previousRevision}, which it would go back to, is not there any more`,
    advice: "Raise spec.revisionHistoryLimit; then name a revision to the rollback action, or release again.",
  });
}

/** As `kubectl rollout history` shows it. */
function changeCauseOf(request: DeployRequest, target: ReleaseTarget, { run }: RolloutContext): string {
  if (request.reason !== "") return request.reason;
  const version = request.version === "" ? "" : `${request.version}: `;
  const commit = request.commit === "" ? "" : `, commit ${request.commit.slice(0, 12)}`;
  return `${version}${target.image}${commit}${run.runUrl === "" ? "" : `, ${run.runUrl}`}`;
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
