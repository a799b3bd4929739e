// Which objects does another service, or another environment, of the cluster apply, too?

import { isApiError } from "../../kube/api-error.ts";
import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import { parseRecord } from "../../release/record-format.ts";
import { recordName } from "../../release/record-store.ts";
import { isOpen } from "../../release/states.ts";
import type { WorkloadReference } from "../workload.ts";
import { sameObject } from "./inventory.ts";

/** By `sameObject`: whose record has it, as `Deployment/orders`. */
export type OthersObjects = ReadonlyMap<string, string>;

/** What the records of others say. Undefined where this user may not list ConfigMaps there. */
export async function appliedByOthers(
  cluster: Cluster,
  workload: WorkloadReference,
  where: "in its namespace" | "anywhere",
  { signal }: CallOptions,
): Promise<OthersObjects | undefined> {
  const place = where === "anywhere" ? "" : `/namespaces/${workload.namespace}`;
  const path = `/api/v1${place}/configmaps?labelSelector=${encodeURIComponent("app.kubernetes.io/managed-by=slipway")}`;
  try {
    const { items } = await cluster.request<{ items: RecordMap[] }>("GET", path, { signal });
    const own = recordName(workload);
    const others = items.filter(
      ({ metadata }) => metadata.name !== own || (metadata.namespace ?? workload.namespace) !== workload.namespace,
    );
    return new Map(others.flatMap(recordIn).flatMap(neededBy));
  } catch (error) {
    if (isApiError(error, 403)) return undefined;
    throw error;
  }
}

type RecordMap = KubeObject & { readonly data?: Readonly<Record<string, string>> };

/** One that cannot be read says nothing: its own next run does. */
function recordIn({ metadata, data }: RecordMap): ReleaseRecord[] {
  const text = data?.["record.json"];
  if (text === undefined) return [];
  try {
    return [parseRecord(text, { namespace: metadata.namespace ?? "", name: metadata.name })];
  } catch {
    return [];
  }
}

/** What serves, what is on its way, and the way back. */
function neededBy({ workload, releases }: ReleaseRecord): [string, string][] {
  const held = releases.filter(({ state }) => state === "verified").slice(0, 2);
  const needed = [...releases.filter(isOpen), ...held];
  return needed.flatMap(({ applied = [] }) =>
    applied.map((object): [string, string] => [sameObject(object), workload]),
  );
}
