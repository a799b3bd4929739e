// How is a part of an object changed that others change at the same time?

import { isApiError } from "../kube/api-error.ts";
import {
  describeObject,
  type KubeObject,
  type ManagedFieldsEntry,
  type ObjectReference,
  referenceTo,
} from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { Failure } from "../report/failure.ts";
import { patchBetween } from "./json-patch.ts";
import { ownershipGivenBack } from "./ownership.ts";
import { routerManager, type TrafficContext } from "./router.ts";

/** Others write the status of routes: an object seldom stands still for long. */
const tries = 10;
/** Nothing but the version tells whether somebody else has just taken a field, so a busy controller is outlasted. */
const ownershipTries = 30;
/** After so many, what others write elsewhere in the object no longer counts. */
const triesByVersion = 3;

/**
 * Reads, changes and patches the object, again from the start where somebody else was faster. Sends nothing where
 * nothing is to change. Gives the object as it stands afterwards, `undefined` where it is gone.
 * @throws Failure with the server's words where it refuses the change.
 */
export async function changeObject(
  reference: ObjectReference,
  context: TrafficContext,
  make: (live: KubeObject) => KubeObject,
  options: { readonly dryRun?: boolean } = {},
): Promise<KubeObject | undefined> {
  let seen: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const live = await readObject(reference, context);
    const guard = attempt <= triesByVersion ? "version" : "content";
    const patch = live === undefined ? [] : patchBetween(live, make(live), guard);
    if (live === undefined || patch.length === 0) return live;
    try {
      return await send(reference, patch, context, options);
    } catch (error) {
      // The same object twice: it is not a conflict that the server complains of.
      if (attempt === tries || live.metadata.resourceVersion === seen || !isConflict(error)) {
        throw explainRefusal(error, `changing the weights of ${describeObject(reference)}`);
      }
      seen = live.metadata.resourceVersion;
    }
  }
}

/** Our hold of the object's fields goes back to those who had it; changes no field's value. */
export async function giveOwnershipBack(
  object: KubeObject,
  owners: readonly ManagedFieldsEntry[],
  context: TrafficContext,
): Promise<void> {
  const reference = referenceTo(object);
  let live: KubeObject | undefined = object;
  for (let attempt = 1; live !== undefined; attempt++) {
    const value = ownershipGivenBack(live, owners);
    if (value === undefined) return;
    const patch = [
      { op: "test", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion },
      { op: "replace", path: "/metadata/managedFields", value },
    ];
    try {
      await send(reference, patch, context, {});
      return;
    } catch (error) {
      if (!isConflict(error) || attempt === ownershipTries) {
        throw explainRefusal(error, `giving the fields of ${describeObject(reference)} back to their owners`);
      }
      live = await readObject(reference, context);
    }
  }
}

export async function readRequired(reference: ObjectReference, context: TrafficContext): Promise<KubeObject> {
  const object = await readObject(reference, context);
  if (object === undefined) throw routeGone(reference);
  return object;
}

export function readObject(reference: ObjectReference, context: TrafficContext): Promise<KubeObject | undefined> {
  const { cluster, signal } = context;
  return cluster.get<KubeObject>(reference, { signal }).catch((error: unknown) => {
    throw explainRefusal(error, `reading ${describeObject(reference)}`);
  });
}

export function routeGone(reference: ObjectReference): Failure {
  return new Failure({
    attempted: `weighting ${describeObject(reference)}`,
    found: "it is gone",
    advice: "Create it again as it was, then run the job again.",
  });
}

/** A `test` that fails is a 422. */
function isConflict(error: unknown): boolean {
  return isApiError(error, 409) || isApiError(error, 422);
}

function send(
  reference: ObjectReference,
  patch: readonly unknown[],
  { cluster, signal }: TrafficContext,
  { dryRun }: { readonly dryRun?: boolean },
): Promise<KubeObject> {
  return cluster.patch<KubeObject>(reference, "json", patch, { fieldManager: routerManager, dryRun, signal });
}
