// What must be written down of a release's objects before its first change, so that they can be taken back?

import type { Release } from "../../release/record.ts";
import type { RolloutContext } from "../context.ts";
import type { WorkloadReference } from "../workload.ts";
import { notOf } from "./goes-with.ts";
import { type Inventory, inherit, inventoryOf, isConfiguration, type SeenObject } from "./inventory.ts";
import { readSavedConfiguration } from "./saved-configuration.ts";

/**
 * @param served what it goes back to: what that has is not new, also where somebody has deleted it meanwhile
 * @param replaced a release that was never verified, whose place and way back this one takes
 * @param isKept of which kinds the content is kept; only configuration where Services and routes have acts of their own
 */
export async function inventoryFor(
  seen: readonly SeenObject[],
  served: Release | undefined,
  replaced: Release | undefined,
  workload: WorkloadReference,
  { cluster, signal }: RolloutContext,
  isKept: (kind: string) => boolean = isConfiguration,
): Promise<Inventory> {
  const all = inventoryOf(seen, isKept);
  const own = { ...all, created: notOf(all.created, served) };
  if (replaced === undefined) return own;
  const changed = await readSavedConfiguration(cluster, workload, replaced, { signal });
  return inherit(own, { applied: [], created: replaced.created ?? [], changed });
}
