// Which of a router's kinds does the cluster serve?

import type { ResourceType } from "../kube/cluster.ts";
import type { ObjectKind } from "../kube/object.ts";
import { groupOf } from "../kube/resource-types.ts";
import type { TrafficContext } from "./router.ts";

/** Of the versions of a kind the first that the cluster serves. */
export async function servedKinds(
  kinds: readonly ObjectKind[],
  { cluster, signal }: TrafficContext,
): Promise<ResourceType[]> {
  const served = new Map<string, ResourceType>();
  for (const kind of kinds) {
    const key = `${groupOf(kind.apiVersion)}/${kind.kind}`;
    const type = served.has(key) ? undefined : await cluster.resourceType(kind, { signal });
    if (type !== undefined) served.set(key, type);
  }
  return [...served.values()];
}
