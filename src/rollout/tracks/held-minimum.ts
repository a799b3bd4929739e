// How does KEDA take no pods away for a while, and get its numbers back?

import type { KubeObject } from "../../kube/object.ts";

/** As far as it is held. */
export interface ScaledObject extends KubeObject {
  readonly spec?: {
    readonly minReplicaCount?: number;
    readonly maxReplicaCount?: number;
    readonly idleReplicaCount?: number;
  };
}

/** Of a merge patch; null takes a field away. */
export interface MinimumPatch {
  readonly metadata?: { readonly annotations: Readonly<Record<string, string | null>> };
  readonly spec?: { readonly minReplicaCount?: number | null; readonly idleReplicaCount?: number | null };
}

/**
 * Stands on a ScaledObject while it is held: what it had, and the minimum that it was given. Written and taken away by
 * the very patch that changes the numbers, so that whoever finds it held, also after a kill, knows what to give back.
 */
export const heldAnnotation = "slipway.dev/held";

interface Held {
  readonly minReplicaCount: number | null;
  readonly idleReplicaCount: number | null;
  readonly held: number;
}

/** https://keda.sh/docs/latest/reference/scaledobject-spec/#maxreplicacount */
const defaultMaximum = 100;

/**
 * Pure. Its minimum becomes what serves now: KEDA gives it to the HorizontalPodAutoscaler that it makes and goes by it
 * where no trigger is active. Of `idleReplicaCount`, which goes below any minimum, nothing is left meanwhile.
 *
 * Not `behavior` of that HorizontalPodAutoscaler: KEDA does not write one there that has been taken out again, and with
 * its annotations for a pause it would not scale up either.
 *
 * @see https://github.com/kedacore/keda/blob/v2.15.0/controllers/keda/hpa.go (`DeepDerivative`)
 * @param serving how many pods are wanted of what serves
 */
export function holdMinimum(live: ScaledObject, serving: number): MinimumPatch {
  const { minReplicaCount = null, maxReplicaCount = defaultMaximum, idleReplicaCount = null } = live.spec ?? {};
  const before = heldOf(live);
  // What somebody has changed since it was held is what it is to have again.
  const own: Held = {
    minReplicaCount: before !== undefined && minReplicaCount === before.held ? before.minReplicaCount : minReplicaCount,
    idleReplicaCount: idleReplicaCount ?? before?.idleReplicaCount ?? null,
    held: 0,
  };
  const held = Math.max(own.minReplicaCount ?? 0, Math.min(serving, maxReplicaCount), 1);
  if (before === undefined && held === own.minReplicaCount && own.idleReplicaCount === null) return {};
  return {
    metadata: { annotations: { [heldAnnotation]: JSON.stringify({ ...own, held }) } },
    spec: { minReplicaCount: held, idleReplicaCount: null },
  };
}

/** Pure. As it was, but for what somebody has changed since; nothing where it is not held. */
export function giveMinimumBack(live: ScaledObject): MinimumPatch {
  const before = heldOf(live);
  if (before === undefined) return {};
  const { minReplicaCount, idleReplicaCount } = live.spec ?? {};
  return {
    metadata: { annotations: { [heldAnnotation]: null } },
    spec: {
      ...(minReplicaCount === before.held ? { minReplicaCount: before.minReplicaCount } : {}),
      ...(idleReplicaCount === undefined ? { idleReplicaCount: before.idleReplicaCount } : {}),
    },
  };
}

function heldOf({ metadata }: ScaledObject): Held | undefined {
  const text = metadata.annotations?.[heldAnnotation];
  if (text === undefined) return undefined;
  try {
    const { held, minReplicaCount, idleReplicaCount } = JSON.parse(text) as Record<string, unknown>;
    if (typeof held !== "number" || !isCount(minReplicaCount) || !isCount(idleReplicaCount)) return undefined;
    return { held, minReplicaCount, idleReplicaCount };
  } catch {
    // Not ours any more.
    return undefined;
  }
}

function isCount(value: unknown): value is number | null {
  return value === null || typeof value === "number";
}
