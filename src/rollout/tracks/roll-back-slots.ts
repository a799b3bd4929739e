// How does a blue-green service get back to its other slot?

import { describeObject } from "../../kube/object.ts";
import { selectorText } from "../../kube/selectors.ts";
import { acquireLock, type Lock, requestAbort } from "../../release/lock.ts";
import type { Release, ReleaseRecord } from "../../release/record.ts";
import { readRecord } from "../../release/record-store.ts";
import { currentRelease, openRelease } from "../../release/states.ts";
import type { Track } from "../../release/track.ts";
import { underLock } from "../../release/under-lock.ts";
import { Failure } from "../../report/failure.ts";
import { backedOut, underWay } from "../backed-out.ts";
import type { RolloutContext, RolloutResult } from "../context.ts";
import type { RollBackRequest } from "../roll-back-request.ts";
import { takeBack } from "../take-back.ts";
import { currentReplicaSet } from "../template.ts";
import { type Deployment, type ReplicaSet, replicaSetKind, templateHashOf } from "../workload.ts";

type SlotRelease = Release & { readonly track: Track };

/** What is taken back where the service is blue-green; undefined where its releases are those of one Deployment. */
export function slotReleaseIn(record: ReleaseRecord): SlotRelease | undefined {
  const release = openRelease(record) ?? currentRelease(record);
  const { track } = release ?? {};
  if (release === undefined || track === undefined) return undefined;
  if (track.strategy === "blue-green" || (release.state === "releasing" && track.strategy === "canary"))
    return { ...release, track };
  return undefined;
}

/**
 * Users change over to the other slot first; only then is the one that they left taken away.
 * @throws Failure where the other slot does not stand any more, or was never verified.
 */
export async function rollBackSlots(
  request: RollBackRequest,
  seen: SlotRelease,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, log, signal, run } = context;
  const { workload, reason } = request;
  if (seen.state !== "releasing")
    await findWay(request, seen, await readRecord(cluster, workload, { signal }), context);
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
    return (await backedOut(underWay(seen), request, held)) ?? (await rollBackUnderLock(request, lock, held));
  } finally {
    await lock.release();
  }
}

async function rollBackUnderLock(
  request: RollBackRequest,
  lock: Lock,
  context: RolloutContext,
): Promise<RolloutResult> {
  const { cluster, signal } = context;
  const { workload, timeout, logLines, verify } = request;
  const record = await readRecord(cluster, workload, { signal });
  const release = slotReleaseIn(record);
  if (release === undefined) throw noWay(request, "what served has changed meanwhile");
  // One that was cut off before its promotion goes back to what serves still, verified or not.
  const open = release.state === "releasing" || release.state === "rolling-back";
  const to = open ? undefined : await findWay(request, release, record, context);
  const reason = request.reason || "it was asked for without a reason";
  return takeBack({ workload, release, endsAs: "rolled-back", reason, timeout, logLines, to, lock, verify }, context);
}

/** What the other slot runs, by the record; undefined where it stood there before the first release. */
async function findWay(
  request: RollBackRequest,
  { track, id }: SlotRelease,
  record: ReleaseRecord,
  { cluster, signal }: RolloutContext,
): Promise<Release | undefined> {
  const { workload, revision } = request;
  const { stable } = track;
  if (revision > 0)
    throw noWay(request, "`revision` counts the templates of one Deployment, and this service changes slots");
  if (stable === undefined) throw noWay(request, `release ${id} was its first one`);
  const reference = { ...workload, name: stable.deployment };
  const slot = await cluster.get<Deployment>(reference, { signal });
  if (slot === undefined) throw noWay(request, `its other slot ${describeObject(reference)} is not there any more`);
  const { items } = await cluster.list<ReplicaSet>(replicaSetKind, {
    namespace: workload.namespace,
    labelSelector: selectorText(slot.spec.selector),
    signal,
  });
  const current = currentReplicaSet(slot, items);
  if (current === undefined || templateHashOf(current) !== stable.templateHash)
    throw noWay(request, `its other slot ${stable.deployment} runs something else than what served before`);
  const known = record.releases.find(
    (release) => release.templateHash === stable.templateHash && release.templateHash !== "" && release.id !== id,
  );
  if (known !== undefined && known.state !== "verified")
    throw noWay(request, `what served before (release ${known.id} of ${known.image}) is ${known.state}, not verified`);
  return known;
}

function noWay({ workload }: RollBackRequest, found: string): Failure {
  return new Failure({
    attempted: `rolling ${describeObject(workload)} back`,
    found,
    advice: "Release the image that is wanted with `strategy: blue-green`. Nothing was changed.",
  });
}
