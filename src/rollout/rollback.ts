// How does a service get back to the last release that was verified, or to a revision that someone names?

import { describeObject } from "../kube/object.ts";
import { selectorText } from "../kube/selectors.ts";
import { acquireLock, type Lock, requestAbort } from "../release/lock.ts";
import type { Release, ReleaseRecord } from "../release/record.ts";
import { readRecord, updateRecord } from "../release/record-store.ts";
import { beginRelease, currentRelease, moveRelease, newReleaseId, openRelease } from "../release/states.ts";
import { underLock } from "../release/under-lock.ts";
import { Failure } from "../report/failure.ts";
import { backedOut, underWay } from "./backed-out.ts";
import type { RolloutContext, RolloutResult } from "./context.ts";
import { timestamp } from "./engine.ts";
import { configurationAnnotation } from "./objects/configuration-hash.ts";
import { goesWith } from "./objects/goes-with.ts";
import { missingReferences } from "./objects/missing-references.ts";
import { requirePermissions, workloadPermissions } from "./preflight.ts";
import { asReplicaSet, revisionKindOf } from "./revisions.ts";
import type { RollBackRequest } from "./roll-back-request.ts";
import { takeBack } from "./take-back.ts";
import { ownedReplicaSets, sameTemplate, templateOf } from "./template.ts";
import { rollBackSlots, slotReleaseIn } from "./tracks/roll-back-slots.ts";
import {
  changeCauseAnnotation,
  type Deployment,
  digestOf,
  type ReplicaSet,
  revisionOf,
  templateHashOf,
} from "./workload.ts";

/**
 * Asks a release that is going on to back out, and goes back.
 * @throws Failure where it is not clear where to; it lists the revisions that there are.
 */
export async function rollBack(request: RollBackRequest, context: RolloutContext): Promise<RolloutResult> {
  const { cluster, log, signal, run } = context;
  const { workload, reason } = request;
  await requirePermissions(cluster, workloadPermissions(workload), workload.namespace, { signal });
  const record = await readRecord(cluster, workload, { signal });
  const slots = slotReleaseIn(record);
  if (slots !== undefined) return rollBackSlots(request, slots, context);
  const seen = underWay(openRelease(record));
  // Before anybody is asked to back out: is there a way back at all?
  await chooseWay(request, context);
  const by = run.actor === "" ? run.runKey : run.actor;
  if (await requestAbort(cluster, workload, { by, reason }, { signal }))
    log.info("A release holds the lock: it was asked to back out.");
  const lock = await acquireLock(cluster, workload, {
    holder: run.runKey,
    reason: `a rollback by ${by}`,
    runUrl: run.runUrl,
    signal,
    log,
    waitFor: request.waitForLock,
  });
  try {
    const held = { ...context, cluster: underLock(cluster, lock) };
    return (await backedOut(seen, request, held)) ?? (await rollBackUnderLock(request, lock, held));
  } finally {
    await lock.release();
  }
}

interface Way {
  readonly live: Deployment;
  readonly current: ReplicaSet | undefined;
  readonly record: ReleaseRecord;
  readonly to: Release;
  readonly replicaSets: readonly ReplicaSet[];
}

async function rollBackUnderLock(
  request: RollBackRequest,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { workload, timeout, logLines, verify } = request;
  const way = await chooseWay(request, context);
  const release = await releaseToTakeBack(way, request, lock, context);
  const reason = request.reason || "it was asked for without a reason";
  if (findsOtherConfiguration(way, release))
    context.log.warning(
      `Revision ${way.to.revision} ran with other ConfigMaps or Secrets than its pods find now: only those that the last release has changed are given back. Where they need theirs, release its manifests again.`,
    );
  return takeBack(
    { workload, release, endsAs: "rolled-back", reason, timeout, logLines, to: way.to, lock, verify },
    context,
  );
}

/** What is live, and where it can go. @throws Failure where that is nowhere. */
async function chooseWay(request: RollBackRequest, { cluster, signal }: RolloutContext): Promise<Way> {
  const { workload, revision } = request;
  const live = await cluster.get<Deployment>(workload, { signal });
  if (live === undefined) {
    throw new Failure({
      attempted: `rolling ${describeObject(workload)} back`,
      found: "the cluster has no such workload",
      advice: "Correct `workload` and `namespace`.",
    });
  }
  const [record, { items }] = await Promise.all([
    readRecord(cluster, workload, { signal }),
    cluster.list(revisionKindOf(workload), {
      namespace: workload.namespace,
      labelSelector: selectorText(live.spec.selector),
      signal,
    }),
  ]);
  const replicaSets = ownedReplicaSets(
    live,
    items.map((item) => asReplicaSet(item, workload)),
  );
  const current = replicaSets.find((each) => sameTemplate(templateOf(each), live.spec.template));
  const to =
    revision > 0 ? namedRevision(request, record, replicaSets) : lastGood(request, record, current, replicaSets);
  if (to.templateHash === awayFrom(record, current) && to.templateHash !== "")
    throw noWay(request, `revision ${to.revision} is what runs now`, replicaSets);
  const there = replicaSets.find((each) => templateHashOf(each) === to.templateHash);
  const missing =
    there === undefined ? [] : await missingReferences(cluster, templateOf(there), workload.namespace, { signal });
  if (missing.length > 0)
    throw noWay(request, `the pods of revision ${to.revision} need what is gone: ${missing.join(", ")}`, replicaSets);
  return { live, current, record, to, replicaSets };
}

/** Pure. Whether the pods that come back find other ConfigMaps or Secrets than those that they ran with. */
function findsOtherConfiguration({ current, record, to, replicaSets }: Way, release: Release): boolean {
  if (release.previousTemplateHash === to.templateHash) return false;
  const of = (hash: string) => replicaSets.find((each) => templateHashOf(each) === hash);
  const stays = goesWith(record, release, to).keepsConfiguration
    ? current
    : (of(release.previousTemplateHash) ?? current);
  return configurationOf(stays) !== configurationOf(of(to.templateHash));
}

function configurationOf(replicaSet: ReplicaSet | undefined): string | undefined {
  return replicaSet?.spec.template.metadata?.annotations?.[configurationAnnotation];
}

/** The template that is left: that of the release that is open, or else of what runs now. */
function awayFrom(record: ReleaseRecord, current: ReplicaSet | undefined): string {
  const open = openRelease(record);
  return open === undefined ? (current === undefined ? "" : templateHashOf(current)) : open.templateHash;
}

function namedRevision(request: RollBackRequest, record: ReleaseRecord, replicaSets: readonly ReplicaSet[]): Release {
  const replicaSet = replicaSets.find((each) => revisionOf(each) === request.revision);
  if (replicaSet === undefined) throw noWay(request, `it has no revision ${request.revision}`, replicaSets);
  const hash = templateHashOf(replicaSet);
  const known = record.releases.find((release) => release.templateHash === hash && release.templateHash !== "");
  return known === undefined ? releaseOf(replicaSet, request) : { ...known, revision: request.revision };
}

/**
 * The newest verified release whose ReplicaSet is still there. What is being released, or else what
 * runs now, is no way back; where an open release has already gone back, what runs now is the way.
 */
function lastGood(
  request: RollBackRequest,
  record: ReleaseRecord,
  current: ReplicaSet | undefined,
  replicaSets: readonly ReplicaSet[],
): Release {
  const away = awayFrom(record, current);
  const verified = record.releases.filter((release) => release.state === "verified" && release.templateHash !== away);
  if (record.releases.length === 0)
    throw noWay(request, "it has no record of releases, so nothing says which revision was good", replicaSets);
  const [newest] = verified;
  if (newest === undefined)
    throw noWay(request, "its record has no verified release other than what runs now", replicaSets);
  const there = replicaSets.find((each) => templateHashOf(each) === newest.templateHash);
  if (there === undefined)
    throw noWay(
      request,
      `the ReplicaSet of its last verified release ${newest.id} (${newest.image}) is not there any more`,
      replicaSets,
    );
  return { ...newest, revision: revisionOf(there) };
}

function noWay({ workload }: RollBackRequest, found: string, replicaSets: readonly ReplicaSet[]): Failure {
  const rows = replicaSets.map((each) => {
    const images = each.spec.template.spec.containers.map(({ image }) => image).join(", ");
    const told = each.metadata.annotations?.[changeCauseAnnotation];
    // Unless somebody gave a reason, it begins with the image, which stands there already.
    const cause = told?.startsWith(`${images}, `) ? told.slice(images.length + 2) : told;
    return `revision ${revisionOf(each)}: ${images}, ${ageOf(each)} old, ${each.status?.readyReplicas ?? 0} ready${cause === undefined ? "" : `, ${cause}`}`;
  });
  return new Failure({
    attempted: `rolling ${describeObject(workload)} back`,
    found,
    advice: "Set the input `revision` to one of those that are listed. Nothing was changed.",
    evidence: [{ title: "revisions that the cluster still has", text: rows.join("\n") || "none" }],
  });
}

function ageOf({ metadata }: ReplicaSet): string {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(metadata.creationTimestamp ?? "")) / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

/** What the record is to say of a revision that it never knew. */
function releaseOf(
  replicaSet: ReplicaSet,
  { container, workload }: Pick<RollBackRequest, "container" | "workload">,
): Release {
  const { containers } = replicaSet.spec.template.spec;
  const image = (containers.find(({ name }) => name === (container || workload.name)) ?? containers[0])?.image ?? "";
  return {
    id: `revision-${revisionOf(replicaSet)}`,
    runKey: "",
    state: "verified",
    image,
    digest: digestOf(image),
    version: "",
    commit: "",
    runUrl: "",
    actor: "",
    reason: "",
    revision: revisionOf(replicaSet),
    templateHash: templateHashOf(replicaSet),
    previousTemplateHash: "",
    previousRevision: 0,
    previousImage: "",
    previousDigest: "",
    endsAs: "",
    startedAt: replicaSet.metadata.creationTimestamp ?? timestamp(),
    verifiedAt: "",
    endedAt: "",
  };
}

/** The entry of the record that is taken back: the open one, what serves by the record, or a new one for what it never knew. */
async function releaseToTakeBack(
  { live, current, record, to }: Way,
  request: RollBackRequest,
  lock: Lock,
  { cluster, run }: RolloutContext,
): Promise<Release> {
  const hash = current === undefined ? "" : templateHashOf(current);
  const known = openRelease(record) ?? servingRelease(record, hash);
  if (known !== undefined) return known;
  const unknown = current === undefined ? undefined : releaseOf(current, request);
  lock.check();
  const id = newReleaseId(run.runKey);
  const after = await updateRecord(cluster, request.workload, (before) => {
    const begun = beginRelease(before, {
      ...(unknown ?? to),
      id,
      runKey: run.runKey,
      runUrl: run.runUrl,
      actor: run.actor,
      reason: request.reason,
      revision: revisionOf(live),
      templateHash: hash,
      startedAt: timestamp(),
    });
    return moveRelease(begun, id, "rolling-back", {
      endsAs: "rolled-back",
      previousTemplateHash: to.templateHash,
      previousRevision: to.revision,
    });
  });
  const written = after.releases.find((release) => release.id === id);
  if (written === undefined) throw new Error("the release to take back is not in the record");
  return written;
}

function servingRelease(record: ReleaseRecord, hash: string): Release | undefined {
  const current = currentRelease(record);
  return current !== undefined && current.templateHash === hash ? current : undefined;
}
