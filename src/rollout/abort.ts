// How is a release withdrawn from outside, before it is promoted?

import { describeObject } from "../kube/object.ts";
import { acquireLock, requestAbort } from "../release/lock.ts";
import type { Release } from "../release/record.ts";
import { readRecord } from "../release/record-store.ts";
import { openRelease } from "../release/states.ts";
import { underLock } from "../release/under-lock.ts";
import { Failure } from "../report/failure.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { requirePermissions, trackPermissions, workloadPermissions } from "./preflight.ts";
import { quietResult } from "./result.ts";
import { takeBack } from "./take-back.ts";
import type { WorkloadReference } from "./workload.ts";

export interface AbortReleaseRequest {
  readonly workload: WorkloadReference;
  readonly reason: string;
  /** In milliseconds. */
  readonly timeout: number;
  /** How long a run that is still releasing may take to back out. */
  readonly waitForLock: number;
  readonly logLines: number;
}

/** A run that was asked to back out needs some time for it. */
const leastWait = 60_000;

/**
 * Takes back the release that is paused, or that a run is in the middle of: that run is asked to back out, and ends as
 * `aborted`. Whose run it was does not matter. Nothing open is a success that changes nothing.
 * @throws Failure for a release that is promoted: that one is rolled back, not aborted.
 */
export async function abortRelease(request: AbortReleaseRequest, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, log, signal, run } = context;
  const { workload, timeout, logLines } = request;
  const seen = openRelease(await readRecord(cluster, workload, { signal }));
  if (seen === undefined) return nothingToAbort(workload);
  refusePromoted(seen, workload);
  const beside = seen.track === undefined ? [] : trackPermissions(workload);
  const needed = [...workloadPermissions(workload), ...beside];
  await requirePermissions(cluster, needed, workload.namespace, { signal });
  const by = run.actor === "" ? run.runKey : run.actor;
  const reason = `${by} aborted it${request.reason === "" ? "" : `: ${request.reason}`}`;
  const asked = await requestAbort(cluster, workload, { by, reason: request.reason }, { signal });
  if (asked) log.info(`Release ${seen.id} holds the lock: its run was asked to back out.`);
  const lock = await acquireLock(cluster, workload, {
    holder: run.runKey,
    reason: `aborting release ${seen.id}`,
    runUrl: run.runUrl,
    signal,
    log,
    waitFor: asked ? Math.max(request.waitForLock, leastWait) : request.waitForLock,
  });
  try {
    const open = openRelease(await readRecord(cluster, workload, { signal }));
    if (open === undefined)
      return { ...nothingToAbort(workload), reason: `release ${seen.id} has backed out`, changed: asked };
    refusePromoted(open, workload);
    const endsAs = open.endsAs || "aborted";
    const held = { ...context, cluster: underLock(cluster, lock) };
    return await takeBack({ workload, release: open, endsAs, reason, timeout, logLines, to: undefined, lock }, held);
  } finally {
    await lock.release();
  }
}

function nothingToAbort(workload: WorkloadReference): RolloutResult {
  const reason = `no release of ${describeObject(workload)} is open: there is nothing to abort`;
  return quietResult("succeeded", { digest: "", previousDigest: "", revision: 0, reason });
}

function refusePromoted(release: Release, workload: WorkloadReference): void {
  if (release.state !== "promoted") return;
  throw new Failure({
    attempted: `aborting the release of ${describeObject(workload)}`,
    found: `release ${release.id} is promoted already`,
    advice:
      "Take it back with the rollback workflow (`operation: settle`, or a rollback to the last verified release).",
  });
}
