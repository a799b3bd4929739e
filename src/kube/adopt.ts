// How does ownership of fields move on a live object that its controllers change at the same time?

import { isApiError } from "./api-error.ts";
import type { CallOptions, Cluster } from "./cluster.ts";
import { adoptFields, type OwnershipMove } from "./managed-fields.ts";
import { type KubeObject, referenceTo } from "./object.ts";

export interface Adoption<T extends KubeObject> {
  /** The object as it stands afterwards. */
  readonly object: T;
  /** Whose fields are `manager`'s now; empty where nothing was to move. */
  readonly from: OwnershipMove["from"];
}

/** Controllers write the status of a rolling workload several times a second. */
const TRIES = 10;

/**
 * Moves the fields of people's tools to `manager` (see `adoptFields`), reading the object again
 * where it changed meanwhile. Sends nothing where nothing is to move; changes no field's value.
 * @throws ApiError 409 where the object does not stand still, 404 where it is gone.
 */
export async function adopt<T extends KubeObject>(
  cluster: Cluster,
  live: T,
  manager: string,
  options: CallOptions = {},
): Promise<Adoption<T>> {
  const reference = referenceTo(live);
  let object = live;
  for (let tries = 1; ; tries++) {
    const move = adoptFields(object, manager);
    if (!move) return { object, from: [] };
    try {
      return { object: await cluster.patch<T>(reference, "json", move.patch, options), from: move.from };
    } catch (error) {
      if (!isApiError(error, 409) || tries === TRIES) throw error;
      const again = await cluster.get<T>(reference, options);
      if (!again) throw error;
      object = again;
    }
  }
}
