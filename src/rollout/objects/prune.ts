// Which objects did earlier releases of a service apply that it no longer has?

import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import { applyRank } from "../../manifests/order.ts";
import type { Release, ReleaseRecord } from "../../release/record.ts";
import { currentRelease, openRelease } from "../../release/states.ts";
import type { WorkloadReference } from "../workload.ts";
import { type ObjectName, referenceOf, sameObject } from "./inventory.ts";
import { appliedByOthers, type OthersObjects } from "./others.ts";
import { join, nothingTakenBack, removeObject, type TakenBackObjects } from "./take-back-objects.ts";

/**
 * Pure: what a verified release need not keep. What the release before it applied stays until the next one, so that
 * there is a way back to it: to the one of another image, and to the one of the same image with other manifests. Of a
 * release that was taken back only what it brought is looked at: the rest was there before. Nothing where another release
 * has begun since: it may need what this one does not.
 */
export function toPrune(record: ReleaseRecord, release: Release): ObjectName[] {
  if (openRelease(record) !== undefined || currentRelease(record)?.id !== release.id) return [];
  const earlier = record.releases.filter(({ id }) => id !== release.id);
  const verified = earlier.filter(({ state }) => state === "verified");
  const other = verified.find(({ digest }) => digest === "" || digest !== release.digest);
  const needed = [release, verified[0], other].flatMap((each) => (each === undefined ? [] : objectsOf(each, verified)));
  const seen = new Set(needed.map(sameObject));
  const gone = earlier.flatMap(broughtBy).filter((object) => {
    const isKnown = seen.has(sameObject(object));
    seen.add(sameObject(object));
    return !isKnown;
  });
  return gone.toSorted((one, two) => applyRank(referenceOf(two)) - applyRank(referenceOf(one)));
}

/** A release that set only the image goes on with what the one before it applied. */
function objectsOf(release: Release, verified: readonly Release[]): readonly ObjectName[] {
  if (release.applied !== undefined) return release.applied;
  return verified.slice(verified.indexOf(release) + 1).find(({ applied }) => applied !== undefined)?.applied ?? [];
}

function broughtBy({ state, applied, created }: Release): readonly ObjectName[] {
  return (state === "rolled-back" || state === "aborted" ? created : applied) ?? [];
}

/**
 * Deletes them, but for what is never deleted, has another owner, or is applied by another service, too: that is named.
 * Who may not list the records of others is not told of the last one; what lives in no namespace stays then.
 */
export async function prune(
  cluster: Cluster,
  workload: WorkloadReference,
  objects: readonly ObjectName[],
  options: CallOptions = {},
): Promise<TakenBackObjects> {
  const isLocal = (object: ObjectName): boolean => referenceOf(object).namespace !== undefined;
  const ask = (where: "in its namespace" | "anywhere") => appliedByOthers(cluster, workload, where, options);
  const near = objects.some(isLocal) ? await ask("in its namespace") : undefined;
  const far = objects.every(isLocal) ? undefined : await ask("anywhere");
  const results: TakenBackObjects[] = [];
  for (const object of objects) {
    const why = othersNeed(object, isLocal(object) ? near : far);
    results.push(
      why === undefined
        ? await removeObject(cluster, referenceOf(object), options)
        : { ...nothingTakenBack, left: [{ object, why }] },
    );
  }
  return join(results);
}

function othersNeed(object: ObjectName, others: OthersObjects | undefined): string | undefined {
  if (others === undefined && referenceOf(object).namespace === undefined)
    return "another environment may apply it, and this user may not list the ConfigMaps that tell";
  const other = others?.get(sameObject(object));
  return other === undefined ? undefined : `${other} applies it, too`;
}

export function tellPruned({ removed, left }: TakenBackObjects): string[] {
  return [
    ...(removed.length === 0 ? [] : [`Pruned what the service no longer has: ${removed.join(", ")}.`]),
    ...left.map(({ object, why }) => `${object} is no longer among the manifests, and stays: ${why}.`),
  ];
}
