// What must be written down of a release's objects before its first change, so that they can be taken back?

import type { Release } from "../../release/record.ts";
import type { RolloutContext } from "../context.ts";
import type { WorkloadReference } from "../workload.ts";
import { type Inventory, inherit, inventoryOf, type SeenObject } from "./inventory.ts";
import { readSavedConfiguration } from "./saved-configuration.ts";

/** @param replaced a release that was never verified, whose place and way back this one takes. */
export async function inventoryFor(
  seen: readonly SeenObject[],
  replaced: Release | undefined,
  workload: WorkloadReference,
  { cluster, signal }: RolloutContext,
): Promise<Inventory> {
  const own = inventoryOf(seen);
  if (replaced === undefined) return own;
  const changed = await readSavedConfiguration(cluster, workload, replaced, { signal });
  return inherit(own, { applied: [], created: replaced.created ?? [], changed });
}
