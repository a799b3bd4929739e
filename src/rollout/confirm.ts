// Has the last gate of a release's chain passed?

import { describeObject } from "../kube/object.ts";
import { acquireLock, type Lock } from "../release/lock.ts";
import type { Release, ReleaseRecord } from "../release/record.ts";
import { readRecord, updateRecord } from "../release/record-store.ts";
import { sameRun } from "../release/run.ts";
import { currentRelease, isPaused, moveRelease, releaseOfRun } from "../release/states.ts";
import { underLock } from "../release/under-lock.ts";
import { Failure } from "../report/failure.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { timestamp } from "./engine.ts";
import { prune, tellPruned, toPrune } from "./objects/prune.ts";
import { readinessOf } from "./readiness/readiness.ts";
import { quietResult } from "./result.ts";
import { servingWorkload } from "./tracks/serving-slot.ts";
import { type Deployment, digestOf, releaseAnnotation, revisionOf, type WorkloadReference } from "./workload.ts";

export interface ConfirmRequest {
  readonly workload: WorkloadReference;
  /** What this run released; empty where not given. Lets a run that had nothing to change confirm that. */
  readonly image: string;
  /** How long to wait for another run before what the service no longer has is pruned, in milliseconds; not at all unless given. */
  readonly waitForLock?: number | undefined;
}

/**
 * Makes this run's release a verified one: from then on it is a way back. Only then is what the service no longer has
 * pruned, under the lock: another run may apply it anew meanwhile.
 * @throws Failure where this run has no release to confirm, or the release is not what serves any more.
 */
export async function confirm(request: ConfirmRequest, context: RolloutContext): Promise<RolloutResult> {
  const { workload, image } = request;
  const { cluster, log, signal, run } = context;
  const attempted = `confirming the release of ${describeObject(workload)}`;
  const record = await readRecord(cluster, workload, { signal });
  const live = await cluster.get<Deployment>(servingWorkload(record, workload), { signal });
  if (live === undefined) {
    throw new Failure({
      attempted,
      found: "the cluster has no such workload",
      advice: "Correct `workload` and `namespace`.",
    });
  }
  const release = toConfirm(record, image, run.runKey, attempted);
  if (live.metadata.annotations?.[releaseAnnotation] !== release.id) {
    throw new Failure({
      attempted,
      found: `release ${release.id} is not what serves any more`,
      advice:
        "Somebody else has released or rolled back since. Look at the record and at `kubectl rollout history`; release again if that was not meant.",
    });
  }
  const readiness = readinessOf(live);
  if (readiness.kind !== "ready") {
    throw new Failure({
      attempted,
      found: `it is not healthy any more: ${readiness.message}`,
      advice: "Look at its pods, and take the release back with `operation: settle`.",
    });
  }
  if (release.state === "promoted" && (release.bakingUntil ?? "") !== "") {
    throw new Failure({
      attempted,
      found: `release ${release.id} has not held for its bake time (${release.bakingUntil})`,
      advice:
        "Confirm it in a job after the one that bakes. Where that job is over, run it again: it bakes anew; or take the release back with `operation: settle`.",
    });
  }
  const told = { digest: release.digest, previousDigest: release.previousDigest, revision: revisionOf(live) };
  if (release.state === "verified") {
    // What this run was kept from when it confirmed it.
    if (sameRun(release.runKey, run.runKey)) await pruneEarlier(release, record, request, context);
    return quietResult("succeeded", {
      ...told,
      reason: `release ${release.id} of ${release.image} is verified already`,
    });
  }
  const after = await updateRecord(
    cluster,
    workload,
    (before) => moveRelease(before, release.id, "verified", { verifiedAt: timestamp(), endedAt: timestamp() }),
    { signal },
  );
  log.info(`Release ${release.id} of ${release.image} is verified: it is a way back from now on.`);
  await pruneEarlier(release, after, request, context);
  return {
    ...quietResult("succeeded", { ...told, reason: `release ${release.id} of ${release.image} is verified` }),
    changed: true,
    releaseId: release.id,
  };
}

/** What cannot be pruned now is only told: the confirmation stands, and the next one finds it again. */
async function pruneEarlier(
  release: Release,
  record: ReleaseRecord,
  request: ConfirmRequest,
  context: RolloutContext,
): Promise<void> {
  if (release.prune !== true || toPrune(record, release).length === 0) return;
  const { cluster, log, signal, run } = context;
  const { workload } = request;
  try {
    const lock = await acquireLock(cluster, workload, {
      holder: run.runKey,
      reason: `pruning after release ${release.id}`,
      runUrl: run.runUrl,
      signal,
      log,
      waitFor: request.waitForLock,
    });
    try {
      await pruneUnderLock(release, lock, request, context);
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.warning(
      `What the service no longer has was not pruned (${error.attempted}: ${error.found}). It is once this step runs again, or with the next release that is confirmed.`,
    );
  }
}

async function pruneUnderLock(
  release: Release,
  lock: Lock,
  { workload }: ConfirmRequest,
  { cluster, log, signal }: RolloutContext,
): Promise<void> {
  // What another run has begun meanwhile may need what this one does not.
  const record = await readRecord(cluster, workload, { signal });
  const objects = toPrune(record, release);
  if (objects.length === 0)
    return log.info("Nothing is pruned: another release has begun meanwhile, whose confirmation sees to it.");
  lock.check();
  const pruned = await prune(underLock(cluster, lock), workload, objects, { signal });
  for (const line of tellPruned(pruned)) log.info(line);
}

function toConfirm(record: ReleaseRecord, image: string, runKey: string, attempted: string): Release {
  const own = releaseOfRun(record, runKey);
  if (own?.state === "promoted" || own?.state === "verified") return own;
  const current = currentRelease(record);
  const digest = digestOf(image);
  // A run whose image served already has changed nothing, and has no release of its own.
  if (own === undefined && current?.state === "verified" && digest !== "" && digest === current.digest) return current;
  if (own !== undefined && isPaused(own))
    throw new Failure({
      attempted,
      found: `release ${own.id} of this run is paused`,
      advice: "Let it go on with `operation: promote` first, or take it back with `operation: abort`.",
    });
  throw new Failure({
    attempted,
    found:
      own === undefined
        ? "this run has released nothing"
        : `release ${own.id} of this run is ${own.state}, not promoted`,
    advice:
      own === undefined
        ? "Run `operation: deploy` in a job before; where it had nothing to change, give `image` here too."
        : "There is nothing to confirm: see the summary of the deploy step.",
  });
}
