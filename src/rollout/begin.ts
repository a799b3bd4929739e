// How is a release written down before its first change?

import { createHash } from "node:crypto";
import { describeObject } from "../kube/object.ts";
import type { NewRelease, Release, ReleaseRecord } from "../release/record.ts";
import { updateRecord } from "../release/record-store.ts";
import { beginRelease, moveRelease, openRelease } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import type { ApplyPlan } from "./apply.ts";
import type { RolloutContext } from "./context.ts";
import type { DeployRequest } from "./deploy-request.ts";
import { timestamp } from "./engine.ts";
import { type Inventory, noInventory } from "./objects/inventory.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import type { ReleaseTarget } from "./target.ts";
import { replicaSetOf, templateOf } from "./template.ts";
import type { Deployment, PodTemplate } from "./workload.ts";

export type WayBack = Pick<Release, "previousTemplateHash" | "previousRevision" | "previousImage" | "previousDigest">;

export function newRelease(
  request: DeployRequest,
  { target, releaseId }: ApplyPlan,
  previous: WayBack,
  { run }: RolloutContext,
  { applied, created }: Inventory = noInventory,
): NewRelease {
  return {
    id: releaseId,
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
    ...(applied.length > 0 ? { applied, created, prune: request.prune ?? false } : {}),
    ...((request.bakeTime ?? 0) > 0 ? { bakingUntil: "promotion" } : {}),
    content: contentOf(target),
  };
}

/** Whether another run has the same manifests, which a release that it goes on with was begun with. */
export function contentOf({ manifests, container }: Pick<ReleaseTarget, "manifests" | "container">): string {
  const written = JSON.stringify([container, manifests.map(({ object }) => object)]);
  return createHash("sha256").update(written).digest("hex").slice(0, 8);
}

/**
 * How the release changes the number of replicas, where it is what says how many run. Where it takes the place of one
 * that had changed it already, it is gone back to what was before both.
 */
export function sizeChange(
  { target, autoscaler }: Pick<ApplyPlan, "target" | "autoscaler">,
  live: Deployment | undefined,
  replaced: Pick<Release, "size"> | undefined,
): Release["size"] {
  const written = (target.manifest?.object as Deployment | undefined)?.spec.replicas;
  const now = live?.spec.replicas;
  if (autoscaler !== undefined || written === undefined || now === undefined) return undefined;
  const before = replaced?.size?.written === now ? replaced.size.before : now;
  // A way back to no pods would prove nothing.
  return before === written || before === 0 ? undefined : { before, written };
}

/**
 * What a release goes back to. One that takes the place of a release that is not verified takes over its way back;
 * a first release that is promoted is still better than nothing.
 */
export function wayBackOf(record: ReleaseRecord, leftOpen: Release | undefined, serving: WayBack): WayBack {
  const replaced = leftOpen ?? openRelease(record);
  return replaced !== undefined && (replaced === leftOpen || replaced.previousTemplateHash !== "") ? replaced : serving;
}

/** Writes the release down before its first change; one that a dead run left half-way is closed with the same write. */
export async function begin(
  release: NewRelease,
  leftOpen: Release | undefined,
  { workload, image }: ReleaseTarget,
  { cluster, log }: RolloutContext,
): Promise<Release> {
  if (leftOpen !== undefined)
    log.info(
      `Release ${leftOpen.id} was left ${leftOpen.state} by a run that is over: this release takes its place, and its way back.`,
    );
  const after = await updateRecord(cluster, workload, (record) => {
    const closed = leftOpen === undefined ? record : closeLeftOpen(record, leftOpen, release);
    return beginRelease(closed, release);
  });
  const written = after.releases.find(({ id }) => id === release.id);
  if (written === undefined) throw new Error("the release that was just begun is not in the record");
  const from = written.previousRevision > 0 ? `, from revision ${written.previousRevision}` : ", its first one";
  log.info(`Releasing ${image} to ${describeObject(workload)} (release ${written.id}${from}).`);
  return written;
}

/** What a release that fails goes back to; none for a first one. */
export function backTemplate(release: WayBack, { workload, replicaSets }: RolloutSnapshot): PodTemplate | undefined {
  if (workload === undefined || release.previousTemplateHash === "") return undefined;
  const replicaSet = replicaSetOf(release.previousTemplateHash, workload, replicaSets);
  if (replicaSet !== undefined) return templateOf(replicaSet);
  throw new Failure({
    attempted: `beginning a release of ${describeObject(workload)}`,
    found: `the ReplicaSet of revision ${release.previousRevision}, which it would go back to, is not there any more`,
    advice: "Raise spec.revisionHistoryLimit; then name a revision to the rollback action, or release again.",
  });
}

function closeLeftOpen(record: ReleaseRecord, leftOpen: Release, release: NewRelease): ReleaseRecord {
  const state = leftOpen.state === "rolling-back" && leftOpen.endsAs === "rolled-back" ? "rolled-back" : "aborted";
  return moveRelease(record, leftOpen.id, state, {
    reason: leftOpen.reason || `its run ended half-way; release ${release.id} took its place`,
    endedAt: release.startedAt,
  });
}
