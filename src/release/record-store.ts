// Where does the cluster keep the record of a workload, and how do two writers not lose each other's part?

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject, ObjectReference } from "../kube/object.ts";
import { Failure } from "../report/failure.ts";
import { withAccessExplained } from "./access.ts";
import type { ReleaseRecord } from "./record.ts";
import { formatRecord, parseRecord } from "./record-format.ts";

/** The name of the ConfigMap and of the Lease of a workload. */
export function recordName(workload: Pick<ObjectReference, "kind" | "name">): string {
  const name = `slipway-${workload.kind.toLowerCase()}-${workload.name}`;
  if (name.length <= longestName) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, longestName - 9).replace(/[.-]+$/, "")}-${hash}`;
}

/**
 * The record of a workload; an empty one where none was written yet.
 * @throws Failure for a record that is damaged or of a newer schema, and where it may not be read.
 */
export async function readRecord(
  cluster: Cluster,
  workload: ObjectReference,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<ReleaseRecord> {
  const { namespace } = placeOf(cluster, workload);
  const stored = await withAccessExplained(attempt("reading", cluster, workload), namespace, () =>
    cluster.get<RecordMap>(recordReference(cluster, workload), options),
  );
  return stored === undefined ? emptyRecord(workload) : recordIn(stored, cluster, workload);
}

/**
 * Changes the record by `change`, which is pure and repeated on what another writer wrote meanwhile;
 * it must give the same where it is applied twice, because the answer to a write can be lost.
 * Writes nothing where `change` gives back what it got.
 * @returns the record as it was written.
 */
export async function updateRecord(
  cluster: Cluster,
  workload: ObjectReference,
  change: (record: ReleaseRecord) => ReleaseRecord,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<ReleaseRecord> {
  const { namespace } = placeOf(cluster, workload);
  for (let round = 1; ; round++) {
    const written = await withAccessExplained(attempt("writing", cluster, workload), namespace, () =>
      tryUpdate(cluster, workload, change, options),
    );
    if (written !== undefined) return written;
    if (round === mostRounds) throw tooManyWriters(cluster, workload);
    await sleep(Math.random() * Math.min(1_000, 50 * 2 ** round), undefined, options);
  }
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const longestName = 253;
const mostRounds = 10;
const recordKey = "record.json";

interface RecordMap extends KubeObject {
  data?: Record<string, string>;
}

/** Undefined where another writer came first. */
async function tryUpdate(
  cluster: Cluster,
  workload: ObjectReference,
  change: (record: ReleaseRecord) => ReleaseRecord,
  options: { signal?: AbortSignal | undefined },
): Promise<ReleaseRecord | undefined> {
  const stored = await cluster.get<RecordMap>(recordReference(cluster, workload), options);
  const before = stored === undefined ? emptyRecord(workload) : recordIn(stored, cluster, workload);
  const after = change(before);
  if (after === before) return before;
  const text = formatRecord(after);
  const write = { ...options, fieldManager: "slipway" };
  try {
    if (stored === undefined) await cluster.create(newMap(cluster, workload, text), write);
    else await cluster.replace({ ...stored, data: { ...stored.data, [recordKey]: text } }, write);
  } catch (error) {
    // 409: written, or created, by another since it was read; 404: deleted since.
    if (isApiError(error, 409) || (stored !== undefined && isApiError(error, 404))) return undefined;
    throw error;
  }
  return parseRecord(text, placeOf(cluster, workload));
}

function recordReference(cluster: Cluster, workload: ObjectReference): ObjectReference {
  return { apiVersion: "v1", kind: "ConfigMap", ...placeOf(cluster, workload) };
}

function placeOf(cluster: Cluster, workload: ObjectReference) {
  return { namespace: workload.namespace ?? cluster.namespace, name: recordName(workload) };
}

function emptyRecord(workload: ObjectReference): ReleaseRecord {
  return { schema: 1, workload: `${workload.kind}/${workload.name}`, releases: [] };
}

function recordIn(stored: RecordMap, cluster: Cluster, workload: ObjectReference): ReleaseRecord {
  return parseRecord(stored.data?.[recordKey] ?? "", placeOf(cluster, workload));
}

function newMap(cluster: Cluster, workload: ObjectReference, text: string): RecordMap {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { ...placeOf(cluster, workload), labels: { "app.kubernetes.io/managed-by": "slipway" } },
    data: { [recordKey]: text },
  };
}

function attempt(act: "reading" | "writing", cluster: Cluster, workload: ObjectReference): string {
  const { namespace, name } = placeOf(cluster, workload);
  return `${act} the record of releases (ConfigMap ${namespace}/${name})`;
}

function tooManyWriters(cluster: Cluster, workload: ObjectReference): Failure {
  return new Failure({
    attempted: attempt("writing", cluster, workload),
    found: `another writer was faster ${mostRounds} times`,
    advice: "Find out what else writes this ConfigMap: only Slipway should.",
  });
}
