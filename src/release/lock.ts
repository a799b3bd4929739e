// Who may change a workload now, and how does one holder make way for another?

import { randomBytes } from "node:crypto";
import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { ObjectReference } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { withAccessExplained } from "./access.ts";
import { type Clock, systemClock } from "./clock.ts";
import { holdLease, type Lock, type LockDurations, lockDurations } from "./held-lease.ts";
import {
  type AbortRequest,
  abortRequestIn,
  claimed,
  holderOf,
  judgeHeld,
  type Lease,
  type LeaseHolder,
  type LeaseSighting,
  leaseKind,
  released,
  sight,
  withAbortRequest,
} from "./lease.ts";
import { recordName } from "./record-store.ts";

export type { Lock, LockDurations } from "./held-lease.ts";

export interface LockOptions {
  /** Who takes it, as others are to read it: a run key, or an actor. */
  readonly holder: string;
  /** What for: `release 1.4.0`. */
  readonly reason: string;
  readonly runUrl?: string | undefined;
  /** Ends the waiting. The lock, once held, is not given up by it: it is needed to back out. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** How long to wait for a holder to end, in milliseconds; not at all unless given. */
  readonly waitFor?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly durations?: LockDurations | undefined;
}

/**
 * Takes the lock of a workload: a Lease named like its record.
 * One whose holder has shown no sign of life for a minute, as watched from here, is taken over.
 * @throws Failure that says who holds it, since when and what to do.
 */
export async function acquireLock(cluster: Cluster, workload: ObjectReference, options: LockOptions): Promise<Lock> {
  const { clock = systemClock, durations = lockDurations, signal, log } = options;
  const reference = leaseReference(cluster, workload);
  const claim = {
    identity: `${options.holder}/${randomBytes(4).toString("hex")}`,
    reason: options.reason,
    runUrl: options.runUrl ?? "",
    durationMs: durations.stale,
  };
  for (;;) {
    const lease = await untilFree(cluster, workload, { ...options, clock, durations, identity: claim.identity });
    const free = lease ?? { ...leaseKind, metadata: metadataOf(reference) };
    const sentAt = clock.now();
    const taken = await taking(reference, () => take(cluster, claimed(free, claim, clock.date()), signal)).catch(
      async (error: unknown) => {
        // A request that is cut off may have come through: nobody would know for a minute that nobody holds it.
        await letGo(cluster, reference, claim.identity).catch(() => undefined);
        throw error;
      },
    );
    if (taken !== undefined) return holdLease(cluster, taken, { claim, clock, durations, log, renewedAt: sentAt });
  }
}

/**
 * Asks whoever holds the lock of a workload to back out. Wait for it with `acquireLock`.
 * @returns false where nobody holds it.
 */
export async function requestAbort(
  cluster: Cluster,
  workload: ObjectReference,
  request: AbortRequest,
  options: { signal?: AbortSignal | undefined; clock?: Clock | undefined } = {},
): Promise<boolean> {
  const { clock = systemClock, signal } = options;
  const reference = leaseReference(cluster, workload);
  for (;;) {
    signal?.throwIfAborted();
    const lease = await taking(reference, () => cluster.get<Lease>(reference, { signal }));
    if (lease === undefined || holderOf(lease) === undefined) return false;
    if (abortRequestIn(lease) !== undefined) return true;
    const asked = withAbortRequest(lease, request, clock.date());
    if ((await taking(reference, () => replace(cluster, asked, signal))) !== undefined) return true;
    await clock.sleep(Math.random() * 200, { signal });
  }
}

/** The Lease once it may be taken: free, abandoned, or not there at all. */
async function untilFree(
  cluster: Cluster,
  workload: ObjectReference,
  options: LockOptions & { clock: Clock; durations: LockDurations; identity: string },
): Promise<Lease | undefined> {
  const { clock, durations, signal, log, waitFor = 0 } = options;
  const { stale, lookEvery } = durations;
  const reference = leaseReference(cluster, workload);
  const began = clock.now();
  let sighting: LeaseSighting | undefined;
  let waitingFor = "";
  for (;;) {
    const lease = await taking(reference, () => cluster.get<Lease>(reference, { signal }));
    const holder = holderOf(lease);
    // One's own identity stands there where the answer to the request that took it was lost.
    if (lease === undefined || holder === undefined || holder.identity === options.identity) return lease;
    const now = clock.now();
    sighting = sight(sighting, lease, now);
    switch (judgeHeld(lease, sighting, { began, now, waitFor, stale, lookEvery, date: clock.date() })) {
      case "take over":
        log.warning(`Taking the lock over: it ${describe(holder)}, and showed no sign of life any more.`);
        return lease;
      case "give up":
        throw heldByAnother(workload, holder);
      case "wait":
        if (waitingFor !== holder.identity) log.info(`Waiting for the lock: it ${describe(holder)}.`);
        waitingFor = holder.identity;
        await clock.sleep(lookEvery, { signal });
    }
  }
}

function leaseReference(cluster: Cluster, workload: ObjectReference): ObjectReference & { namespace: string } {
  return { ...leaseKind, namespace: workload.namespace ?? cluster.namespace, name: recordName(workload) };
}

function metadataOf(reference: ObjectReference & { namespace: string }): Lease["metadata"] {
  const { namespace, name } = reference;
  return { namespace, name, labels: { "app.kubernetes.io/managed-by": "slipway" } };
}

function taking<T>(reference: ObjectReference & { namespace: string }, body: () => Promise<T>): Promise<T> {
  return withAccessExplained(
    `taking the lock (Lease ${reference.namespace}/${reference.name})`,
    reference.namespace,
    body,
  );
}

/** Undefined where another was faster. */
async function take(cluster: Cluster, lease: Lease, signal: AbortSignal): Promise<Lease | undefined> {
  if (lease.metadata.resourceVersion !== undefined) return replace(cluster, lease, signal);
  try {
    return await cluster.create(lease, { signal, fieldManager: "slipway" });
  } catch (error) {
    if (isApiError(error, 409)) return undefined;
    throw error;
  }
}

/** Undefined where it was changed or deleted meanwhile. */
async function replace(cluster: Cluster, lease: Lease, signal: AbortSignal | undefined): Promise<Lease | undefined> {
  try {
    return await cluster.replace(lease, { signal, fieldManager: "slipway" });
  } catch (error) {
    if (isApiError(error, 409) || isApiError(error, 404)) return undefined;
    throw error;
  }
}

/** Two seconds at most: it stands at the end of a cancelled job. */
async function letGo(cluster: Cluster, reference: ObjectReference, identity: string): Promise<void> {
  const signal = AbortSignal.timeout(2_000);
  const lease = await cluster.get<Lease>(reference, { signal });
  if (lease !== undefined && holderOf(lease)?.identity === identity) await replace(cluster, released(lease), signal);
}

function describe(holder: LeaseHolder): string {
  const what = holder.reason === "" ? "" : ` for ${holder.reason}`;
  const run = holder.runUrl === "" ? "" : `: ${holder.runUrl}`;
  // Kubernetes writes microseconds, which nobody reads.
  const since = holder.since.replace(/\.\d+Z$/, "Z");
  return `is held by ${holder.identity} since ${since}${what}${run}`;
}

function heldByAnother(workload: ObjectReference, holder: LeaseHolder): Failure {
  return new Failure({
    attempted: `taking the lock of ${workload.kind} ${workload.name}`,
    found: `it ${describe(holder)}`,
    advice:
      "Wait for that run to end and run this one again, or start the rollback workflow, which asks that run to back out. " +
      "If its runner is gone, the lock is taken over a minute after its last sign of life: run this one again then.",
  });
}
