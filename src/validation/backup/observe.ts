// Which objects of CloudNativePG and Velero stand in the cluster, and how did their last runs end?

import { isApiError } from "../../kube/api-error.ts";
import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject, ObjectKind } from "../../kube/object.ts";
import { listPaged } from "../../kube/paged-list.ts";
import type { Observation } from "../observation.ts";
import { type BackupKind, type BackupsSeen, backupKinds } from "./seen.ts";

export interface BackupsRequest {
  /** Undefined where only manifests are judged. */
  readonly cluster: Cluster | undefined;
  /** Beside the service's own: where Velero or a backup of all services runs. */
  readonly namespaces: readonly string[];
  readonly named: readonly string[];
  readonly rpoMs: number;
  readonly destinations: readonly string[];
}

/** One list for each kind and namespace. A kind that the cluster does not have is no trouble. */
export async function observeBackups(
  { cluster, namespaces, named, rpoMs, destinations }: BackupsRequest,
  { signal, now = Date.now }: { readonly signal: AbortSignal; readonly now?: () => number },
): Promise<Observation<BackupsSeen>> {
  const found: Partial<Record<BackupKind, readonly KubeObject[]>> = {};
  const refusals: string[] = [];
  const list = async (kind: ObjectKind, where: readonly string[]): Promise<KubeObject[]> => {
    // One namespace that may not be read leaves what the others hold.
    const lists = await Promise.all(where.map((namespace) => listIn(kind, namespace)));
    return lists.flat();
  };
  const listIn = async (kind: ObjectKind, namespace: string): Promise<KubeObject[]> => {
    if (cluster === undefined) return [];
    try {
      const type = await cluster.resourceType(kind, { signal });
      if (type === undefined) return [];
      // Backups are kept for months, one object each.
      const items = await listPaged(cluster, type, { namespace, signal });
      return items.map((item) => ({ ...item, ...kind }));
    } catch (error) {
      signal.throwIfAborted();
      refusals.push(isApiError(error) ? (error.status.message ?? String(error.code)) : messageOf(error));
      return [];
    }
  };
  const all = cluster === undefined ? [] : [...new Set([cluster.namespace, ...namespaces])];
  const reading = Object.entries(backupKinds).map(async ([name, kind]) => {
    found[name as BackupKind] = await list(kind, all);
  });
  const others = all.filter((namespace) => namespace !== cluster?.namespace);
  const cronJobs = await list({ apiVersion: "batch/v1", kind: "CronJob" }, others);
  await Promise.all(reading);
  const objects = found as Record<BackupKind, readonly KubeObject[]>;
  const value = { readAt: now(), objects, cronJobs, unreadable: refusals[0], named, rpoMs, destinations };
  return { kind: "seen", value };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
