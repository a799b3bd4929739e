// What does a Lease say about who holds a workload, and what is written into it?

import type { KubeObject, ObjectKind } from "../kube/object.ts";

export const leaseKind: ObjectKind = { apiVersion: "coordination.k8s.io/v1", kind: "Lease" };

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/ */
export interface Lease extends KubeObject {
  spec?: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
    leaseTransitions?: number;
  };
}

/** Who holds it, as the holder wrote it. */
export interface LeaseHolder {
  readonly identity: string;
  readonly since: string;
  readonly reason: string;
  readonly runUrl: string;
}

/** What a rollback asks of the holder. */
export interface AbortRequest {
  readonly by: string;
  readonly reason: string;
}

/** What was last seen of a Lease, and since when, on one's own monotonic clock, it has looked like that. */
export interface LeaseSighting {
  readonly look: string;
  readonly since: number;
}

const abortAnnotation = "slipway.dev/abort-requested";
const reasonAnnotation = "slipway.dev/reason";
const runAnnotation = "slipway.dev/run-url";

/** Undefined where it is free. */
export function holderOf(lease: Lease | undefined): LeaseHolder | undefined {
  const identity = lease?.spec?.holderIdentity ?? "";
  if (identity === "") return undefined;
  const annotations = lease?.metadata.annotations ?? {};
  return {
    identity,
    since: lease?.spec?.acquireTime ?? "",
    reason: annotations[reasonAnnotation] ?? "",
    runUrl: annotations[runAnnotation] ?? "",
  };
}

export function abortRequestIn(lease: Lease): AbortRequest | undefined {
  const text = lease.metadata.annotations?.[abortAnnotation];
  if (text === undefined) return undefined;
  try {
    const { by, reason } = JSON.parse(text);
    return { by: String(by), reason: String(reason) };
  } catch {
    // Written by hand: that an abort is asked for is clear all the same.
    return { by: "an annotation that was set by hand", reason: text };
  }
}

/**
 * A sign of life is a change in what the holder writes. The time in it is compared as a text
 * and never with a clock, because the clocks of two runners do not agree. An abort request is no sign of life.
 */
export function sight(before: LeaseSighting | undefined, lease: Lease, now: number): LeaseSighting {
  const { spec, metadata } = lease;
  const look = JSON.stringify([metadata.uid, spec?.holderIdentity, spec?.renewTime, spec?.leaseTransitions]);
  return before?.look === look ? before : { look, since: now };
}

/** How long one waits for a holder, in milliseconds on the monotonic clock, `date` apart. */
export interface Patience {
  readonly began: number;
  readonly now: number;
  readonly waitFor: number;
  /** Where the Lease does not say how long it lasts. */
  readonly stale: number;
  readonly lookEvery: number;
  readonly date: Date;
}

/** What to do about a Lease that another holds. */
export function judgeHeld(lease: Lease, sighting: LeaseSighting, patience: Patience): "take over" | "wait" | "give up" {
  const lasts = staleAfter(lease, patience.stale);
  if (patience.now - sighting.since >= lasts) return "take over";
  const abandoned = looksAbandoned(lease, patience.date, patience.stale);
  const most = abandoned ? Math.max(patience.waitFor, lasts + patience.lookEvery) : patience.waitFor;
  return patience.now - patience.began >= most ? "give up" : "wait";
}

export interface LeaseClaim {
  readonly identity: string;
  readonly reason: string;
  readonly runUrl: string;
  readonly durationMs: number;
}

/** The Lease with a new holder; abort requests were for the one before. */
export function claimed(lease: Lease, claim: LeaseClaim, date: Date): Lease {
  const transitions = lease.spec?.leaseTransitions;
  return {
    ...withAnnotations(lease, {
      [reasonAnnotation]: claim.reason,
      [runAnnotation]: claim.runUrl,
      [abortAnnotation]: undefined,
    }),
    spec: {
      holderIdentity: claim.identity,
      leaseDurationSeconds: Math.ceil(claim.durationMs / 1_000),
      acquireTime: microTime(date),
      renewTime: microTime(date),
      leaseTransitions: transitions === undefined ? 0 : transitions + 1,
    },
  };
}

export function renewed(lease: Lease, date: Date): Lease {
  return { ...lease, spec: { ...lease.spec, renewTime: microTime(date) } };
}

export function released(lease: Lease): Lease {
  const { holderIdentity: _holder, acquireTime: _since, ...spec } = lease.spec ?? {};
  const free = { [reasonAnnotation]: undefined, [runAnnotation]: undefined, [abortAnnotation]: undefined };
  return { ...withAnnotations(lease, free), spec };
}

export function withAbortRequest(lease: Lease, request: AbortRequest, date: Date): Lease {
  return withAnnotations(lease, { [abortAnnotation]: JSON.stringify({ ...request, at: date.toISOString() }) });
}

/** For how long a Lease must be seen without a change to be taken over, in milliseconds. */
function staleAfter(lease: Lease, fallback: number): number {
  const seconds = lease.spec?.leaseDurationSeconds ?? 0;
  return seconds > 0 ? seconds * 1_000 : fallback;
}

/**
 * Whether it is worth a minute of watching: by its own date the last renewal is long ago. A clock that is wrong
 * makes one watch for nothing, or give up too early, and can never make one take what is held.
 */
function looksAbandoned(lease: Lease, date: Date, fallback: number): boolean {
  const renewed = Date.parse(lease.spec?.renewTime ?? "");
  return Number.isNaN(renewed) || date.getTime() - renewed > staleAfter(lease, fallback);
}

function withAnnotations(lease: Lease, changes: Record<string, string | undefined>): Lease {
  const merged = Object.entries({ ...lease.metadata.annotations, ...changes });
  const annotations = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined));
  return { ...lease, metadata: { ...lease.metadata, annotations } };
}

/** `metav1.MicroTime` is read with exactly six digits after the point. */
function microTime(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}
