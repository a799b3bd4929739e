// Where is kept what the ConfigMaps, Secrets and Services held that a release changes?

import { isApiError } from "../../kube/api-error.ts";
import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import type { KubeObject, ObjectReference } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import type { Release } from "../../release/record.ts";
import { recordName } from "../../release/record-store.ts";
import type { Log } from "../../report/log.ts";
import { fieldManager } from "../dry-run.ts";
import type { WorkloadReference } from "../workload.ts";
import { type ChangedConfiguration, referenceOf } from "./inventory.ts";

/** An object of the API server's holds 1 MiB; this leaves room for its metadata. */
const mostBytes = 900_000;
const field = "saved.json";

interface Saved {
  /** Of the release that changed them. */
  readonly release: string;
  /** Of one whose place it takes: where a run ends before the record knows of the change, it is that one's still. */
  readonly replaces?: string | undefined;
  readonly objects: readonly ChangedConfiguration[];
}

/**
 * Keeps them for one release, the latest: values of Secrets in one Secret per workload, all others in a ConfigMap,
 * so that who may release only ConfigMaps needs no right to Secrets. To be called before the first change.
 */
export async function saveConfiguration(
  cluster: Cluster,
  workload: WorkloadReference,
  release: string,
  changed: readonly ChangedConfiguration[],
  { log, signal }: CallOptions & { readonly log: Log },
  replaces?: string,
): Promise<void> {
  for (const kind of ["ConfigMap", "Secret"] as const) {
    const own = changed.filter(({ object }) => (referenceOf(object).kind === "Secret") === (kind === "Secret"));
    if (own.length === 0) continue;
    const objects = fitting(own, log);
    const body = savedObject(kind, workload, { release, replaces, objects });
    try {
      await cluster.apply(body, { fieldManager, force: true, signal });
    } catch (error) {
      throw explainRefusal(error, `keeping what the ${kind}s hold that release ${release} changes`);
    }
  }
}

/** Nothing where another release was the last to change any. */
export async function readSavedConfiguration(
  cluster: Cluster,
  workload: WorkloadReference,
  release: Pick<Release, "id" | "applied">,
  options: CallOptions = {},
): Promise<readonly ChangedConfiguration[]> {
  const found = await Promise.all(
    (["ConfigMap", "Secret"] as const).map((kind) =>
      cluster.get(savedReference(kind, workload), options).catch((error: unknown) => {
        // Who releases no Secrets needs no right to them, and has saved none.
        if (isApiError(error, 403) && !brings(release, kind)) return undefined;
        throw explainRefusal(error, `reading what the ${kind}s held before release ${release.id}`);
      }),
    ),
  );
  return found.flatMap((object) => {
    const saved = object === undefined ? undefined : parseSaved(object);
    return saved?.release === release.id || saved?.replaces === release.id ? saved.objects : [];
  });
}

/** A record of an earlier version does not say what a release applied: it may have been any kind. */
function brings({ applied }: Pick<Release, "applied">, kind: "ConfigMap" | "Secret"): boolean {
  return applied?.some((object) => referenceOf(object).kind === kind) ?? true;
}

function savedReference(kind: "ConfigMap" | "Secret", workload: WorkloadReference): ObjectReference & { name: string } {
  // Not after the name: `orders-before` may be a workload with a record of its own.
  const name = recordName({ kind: `before-${workload.kind}`, name: workload.name });
  return { apiVersion: "v1", kind, name, namespace: workload.namespace };
}

function savedObject(kind: "ConfigMap" | "Secret", workload: WorkloadReference, saved: Saved): KubeObject {
  const { apiVersion, name, namespace } = savedReference(kind, workload);
  const text = JSON.stringify(saved);
  const content = kind === "Secret" ? Buffer.from(text).toString("base64") : text;
  const labels = { "app.kubernetes.io/managed-by": "slipway" };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: namespace ?? "", labels },
    data: { [field]: content },
  } as KubeObject;
}

function parseSaved(object: KubeObject): Saved | undefined {
  const text = (object as KubeObject & { data?: Record<string, string> }).data?.[field];
  if (text === undefined) return undefined;
  return JSON.parse(object.kind === "Secret" ? Buffer.from(text, "base64").toString("utf8") : text) as Saved;
}

/** The small ones first: one huge object must not cost the others their way back. */
function fitting(objects: readonly ChangedConfiguration[], log: Log): ChangedConfiguration[] {
  let bytes = 0;
  return objects
    .map((object) => ({ object, size: Buffer.byteLength(JSON.stringify(object)) }))
    .toSorted((one, other) => one.size - other.size)
    .filter(({ object, size }) => {
      bytes += size;
      if (bytes <= mostBytes) return true;
      log.warning(`${object.object} is too large to be kept: a release that fails leaves it as it made it.`);
      return false;
    })
    .map(({ object }) => object);
}
