// Which objects did earlier releases of a service apply that it no longer has?

import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import { applyRank } from "../../manifests/order.ts";
import type { Release, ReleaseRecord } from "../../release/record.ts";
import { type ObjectName, referenceOf } from "./inventory.ts";
import { join, removeObject, type TakenBackObjects } from "./take-back-objects.ts";

/**
 * Pure: what a verified release need not keep. What the release before it applied stays until the next one, so that
 * there is a way back to it.
 */
export function toPrune(record: ReleaseRecord, release: Release): ObjectName[] {
  const earlier = record.releases.filter(({ id }) => id !== release.id);
  const [wayBack] = earlier.filter(({ state, digest }) => state === "verified" && digest !== release.digest);
  const kept = new Set([...(release.applied ?? []), ...(wayBack?.applied ?? [])]);
  const gone = earlier.flatMap(({ applied }) => applied ?? []).filter((object) => !kept.has(object));
  return [...new Set(gone)].toSorted((one, other) => applyRank(referenceOf(other)) - applyRank(referenceOf(one)));
}

/** Deletes them, but for what is never deleted or has another owner, which is named. */
export async function prune(
  cluster: Cluster,
  objects: readonly ObjectName[],
  options: CallOptions = {},
): Promise<TakenBackObjects> {
  const results: TakenBackObjects[] = [];
  for (const object of objects) results.push(await removeObject(cluster, referenceOf(object), options));
  return join(results);
}

export function tellPruned({ removed, left }: TakenBackObjects): string[] {
  return [
    ...(removed.length === 0 ? [] : [`Pruned what the service no longer has: ${removed.join(", ")}.`]),
    ...left.map(({ object, why }) => `${object} is no longer among the manifests, and stays: ${why}.`),
  ];
}
