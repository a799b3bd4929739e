// How was the user's route before the release, and what is applied in its place while a split is in it?

import { describeObject, type KubeObject, type ObjectReference, referenceTo } from "../kube/object.ts";
import { groupOf } from "../kube/resource-types.ts";
import { Failure } from "../report/failure.ts";
import { readRequired } from "./change-object.ts";
import { ownersOfParts } from "./ownership.ts";
import type { FoundRoute, Router, SavedObject, SavedTraffic, Split, TrafficContext, TrafficTarget } from "./router.ts";
import { routers } from "./routers.ts";

/**
 * The original of every weighted part, exactly, and the objects that the split needs beside the user's.
 * To be put into the record before the first change.
 */
export async function saveRoute(
  found: FoundRoute,
  target: TrafficTarget,
  context: TrafficContext,
): Promise<SavedTraffic> {
  const router: Router = routers[found.router];
  const live = await Promise.all(found.objects.map((object) => readRequired(referenceTo(object), context)));
  const objects = live.map((object) => savedObject(router, object, target));
  return { router: found.router, target, objects, companions: router.companions(live, found.related, target) };
}

/**
 * The release's own manifest of an object of the route with the split that is live, so that applying it moves no
 * traffic; any other object as it is.
 */
export function applyBody(saved: SavedTraffic, object: KubeObject, split: Split | undefined): KubeObject {
  if (split === undefined || !isAmong(saved, object)) return object;
  return routers[saved.router].split(object, saved.target, split);
}

/** What is given back at the end where the release's own manifest of an object of the route was applied. */
export function saveAfter(saved: SavedTraffic, object: KubeObject): SavedTraffic {
  const reading = routers[saved.router].read(object, saved.target);
  if (!isAmong(saved, object) || reading.kind !== "routes") return saved;
  const objects = saved.objects.map((one) =>
    isSameObject(one.reference, object, saved.target) ? { ...one, parts: reading.parts } : one,
  );
  return { ...saved, objects };
}

function savedObject(router: Router, object: KubeObject, target: TrafficTarget): SavedObject {
  const reading = router.read(object, target);
  if (reading.kind !== "routes") {
    throw new Failure({
      attempted: `saving how ${describeObject(object)} is before the release`,
      found: `it does not send to Service ${target.stable.service} any more`,
      advice: "Somebody changed it at the same time: run the job again.",
    });
  }
  return { reference: referenceTo(object), parts: reading.parts, owners: ownersOfParts(object, reading.parts) };
}

function isAmong(saved: SavedTraffic, object: KubeObject): boolean {
  return saved.objects.some(({ reference }) => isSameObject(reference, object, saved.target));
}

function isSameObject(reference: ObjectReference, object: KubeObject, { namespace }: TrafficTarget): boolean {
  return (
    reference.kind === object.kind &&
    reference.name === object.metadata.name &&
    (reference.namespace ?? namespace) === (object.metadata.namespace ?? namespace) &&
    groupOf(reference.apiVersion) === groupOf(object.apiVersion)
  );
}
