// Has the release that a rollback asked to back out gone back by itself, before the rollback had the lock?

import { describeObject } from "../kube/object.ts";
import type { Release } from "../release/record.ts";
import { readRecord } from "../release/record-store.ts";
import { openRelease } from "../release/states.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { quietResult } from "./result.ts";
import type { RollBackRequest } from "./roll-back-request.ts";
import { servingPods } from "./tracks/take-back-tracks.ts";

/** The release that a run may be in the middle of: a rollback that comes now is about this one. */
export function underWay(open: Release | undefined): Release | undefined {
  return open?.state === "releasing" || open?.state === "rolling-back" ? open : undefined;
}

/**
 * Where it has, that was the rollback: one that went on from there would take back what was verified before, too.
 * To be called under the lock.
 *
 * @param seen what `underWay` gave before the lock was waited for
 * @returns undefined where there is something left to be taken back
 */
export async function backedOut(
  seen: Release | undefined,
  { workload, revision, verify }: RollBackRequest,
  { cluster, signal, log }: RolloutContext,
): Promise<RolloutResult | undefined> {
  if (seen === undefined || revision > 0) return undefined;
  const record = await readRecord(cluster, workload, { signal });
  const release = record.releases.find(({ id }) => id === seen.id);
  const isBack = release?.state === "aborted" || release?.state === "rolled-back";
  if (release === undefined || !isBack || openRelease(record) !== undefined) return undefined;
  const to = release.previousImage === "" ? "what was before it" : release.previousImage;
  const reason = `release ${release.id} was asked to back out and has gone back to ${to}: ${release.reason}`;
  log.info(`${describeObject(workload)}: ${reason}.`);
  const parts = {
    digest: release.previousDigest,
    previousDigest: release.digest,
    revision: release.previousRevision,
    reason,
  };
  const well: RolloutResult = { ...quietResult("succeeded", parts), changed: true, releaseId: release.id };
  const { track } = release;
  const failure = await verify?.(track === undefined ? { workload, labels: {} } : servingPods(track, workload));
  return failure === undefined ? well : { ...well, outcome: "failed", reason: failure.found, failure };
}
