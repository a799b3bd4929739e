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
  const tried = <T>(body: () => Promise<T>): Promise<T> =>
    withAccessExplained(attempt("writing", cluster, workload), namespace, body);
  const quick = await tried(() => tryLastWritten(cluster, workload, change, options));
  if (quick !== undefined) return quick;
  for (let round = 1; ; round++) {
    const written = await tried(() => tryUpdate(cluster, workload, change, options));
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

/**
 * What this process has last written, by cluster and record. A release writes its record at every act, and hardly ever
 * does anybody else meanwhile: it need not read it each time. Who did is found out by the resource version.
 */
const lastWritten = new WeakMap<Cluster, Map<string, RecordMap>>();

/** Undefined where this process has written nothing yet, or where the record has to be read to know what is to be done. */
async function tryLastWritten(
  cluster: Cluster,
  workload: ObjectReference,
  change: (record: ReleaseRecord) => ReleaseRecord,
  options: { signal?: AbortSignal | undefined },
): Promise<ReleaseRecord | undefined> {
  const known = lastWritten.get(cluster)?.get(keyOf(cluster, workload));
  if (known === undefined) return undefined;
  const before = recordIn(known, cluster, workload);
  let after: ReleaseRecord;
  try {
    after = change(before);
  } catch {
    // It may be wrong only about a record that another has changed.
    return undefined;
  }
  return after === before ? undefined : write(cluster, workload, known, after, options);
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
  return after === before ? before : write(cluster, workload, stored, after, options);
}

/** Undefined where it is not any more as it was `stored`. */
async function write(
  cluster: Cluster,
  workload: ObjectReference,
  stored: RecordMap | undefined,
  record: ReleaseRecord,
  options: { signal?: AbortSignal | undefined },
): Promise<ReleaseRecord | undefined> {
  const text = formatRecord(record);
  const how = { ...options, fieldManager: "slipway" };
  const known = lastWritten.get(cluster) ?? new Map<string, RecordMap>();
  lastWritten.set(cluster, known);
  known.delete(keyOf(cluster, workload));
  try {
    const written =
      stored === undefined
        ? await cluster.create(newMap(cluster, workload, text), how)
        : await cluster.replace({ ...stored, data: { ...stored.data, [recordKey]: text } }, how);
    known.set(keyOf(cluster, workload), written);
  } catch (error) {
    // 409: written, or created, by another since it was read; 404: deleted since.
    if (isApiError(error, 409) || (stored !== undefined && isApiError(error, 404))) return undefined;
    throw error;
  }
  return parseRecord(text, placeOf(cluster, workload));
}

function keyOf(cluster: Cluster, workload: ObjectReference): string {
  const { namespace, name } = placeOf(cluster, workload);
  return `${namespace}/${name}`;
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
