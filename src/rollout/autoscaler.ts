// Does something else than the manifest decide how many replicas run?

import { isApiError } from "../kube/api-error.ts";
import type { CallOptions, Cluster, ListOptions, ResourceType } from "../kube/cluster.ts";
import { ownersOf } from "../kube/managed-fields.ts";
import { describeObject, type KubeObject, type ObjectKind } from "../kube/object.ts";
import { groupOf } from "../kube/resource-types.ts";
import { Failure } from "../report/failure.ts";
import type { Deployment, WorkloadReference } from "./workload.ts";

interface ScaleTarget {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
}

const horizontal: ObjectKind = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };
const keda: ObjectKind = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject" };

/**
 * The autoscaler of a workload, live or among the objects that are applied with it; undefined where there is none.
 * KEDA makes a HorizontalPodAutoscaler of its own, but not while it is paused or scaled to zero. Who may not look at
 * KEDA's objects still sees that one, and is not held up.
 */
export async function findAutoscaler(
  cluster: Cluster,
  workload: WorkloadReference,
  applied: readonly KubeObject[],
  options: CallOptions,
): Promise<string | undefined> {
  const { found } = await look(cluster, workload, applied, options);
  return found === undefined ? undefined : describeObject(found);
}

/**
 * As `findAutoscaler`, the object itself, to be changed. One that another object made (KEDA's own) is not it.
 * @throws Failure where another object made it that this user may not look at
 */
export async function autoscalerObject(
  cluster: Cluster,
  workload: WorkloadReference,
  applied: readonly KubeObject[],
  options: CallOptions,
): Promise<KubeObject | undefined> {
  const { found, unseen } = await look(cluster, workload, applied, options);
  const [owner] = found?.metadata.ownerReferences ?? [];
  if (found === undefined || owner === undefined || unseen === undefined) return found;
  const resource = `${unseen.plural}.${groupOf(unseen.apiVersion)}`;
  throw new Failure({
    attempted: `finding out what scales ${describeObject(workload)}`,
    found: `${describeObject(found)} belongs to ${owner.kind} ${owner.name}, and this user may not list ${resource}`,
    advice: `Permit get, list and patch of ${resource}: docs/permissions.md has the Role. Nothing was changed.`,
  });
}

interface Looked {
  readonly found: KubeObject | undefined;
  /** What this user may not list. */
  readonly unseen: ResourceType | undefined;
}

async function look(
  cluster: Cluster,
  workload: WorkloadReference,
  applied: readonly KubeObject[],
  options: CallOptions,
): Promise<Looked> {
  const written = applied.find((object) => isAutoscalerOf(object, workload));
  if (written !== undefined) return { found: written, unseen: undefined };
  let made: KubeObject | undefined;
  let unseen: ResourceType | undefined;
  for (const kind of [horizontal, keda]) {
    const served = await cluster.resourceType(kind, options);
    if (served === undefined) continue;
    const items = await listServed(cluster, kind, { namespace: workload.namespace, ...options });
    if (items === "forbidden") {
      unseen = served;
      continue;
    }
    const found = items.map((object) => ({ ...object, ...kind })).find((object) => isAutoscalerOf(object, workload));
    if (found !== undefined && found.metadata.ownerReferences === undefined) return { found, unseen: undefined };
    made ??= found;
  }
  return { found: made, unseen };
}

/** A kind can go with its definition after the server was asked whether it has it. */
async function listServed(
  cluster: Cluster,
  kind: ObjectKind,
  options: ListOptions,
): Promise<readonly KubeObject[] | "forbidden"> {
  try {
    return (await cluster.list(kind, options)).items;
  } catch (error) {
    if (isApiError(error, 404)) return [];
    // Without the other one, nobody would know what scales the workload.
    if (kind === keda && isApiError(error, 403)) return "forbidden";
    throw error;
  }
}

/** Pure. An autoscaler names its target by kind and name; KEDA's kind is a Deployment unless it says otherwise. */
export function isAutoscalerOf(object: KubeObject, workload: WorkloadReference): boolean {
  if (object.kind !== horizontal.kind && object.kind !== keda.kind) return false;
  const target = (object.spec as { scaleTargetRef?: ScaleTarget } | undefined)?.scaleTargetRef;
  const { kind = "Deployment", name } = target ?? {};
  return (
    kind === workload.kind &&
    name === workload.name &&
    (object.metadata.namespace ?? workload.namespace) === workload.namespace
  );
}

/**
 * The workload as it is to be applied where its replicas are not the manifest's to say. Where our
 * manager owns the field it is applied with the live value, at the version that was read: a field that
 * its only owner no longer applies falls back to its default, 1. Otherwise it is left out.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
 */
export function withLiveReplicas(manifest: KubeObject, live: Deployment, manager: string): KubeObject {
  const { replicas: _, ...spec } = manifest.spec as Record<string, unknown>;
  const owned = ownersOf(live, ["spec", "replicas"]).some(
    (entry) => entry.manager === manager && entry.operation === "Apply" && !entry.subresource,
  );
  if (!owned) return { ...manifest, spec };
  const { resourceVersion } = live.metadata;
  return {
    ...manifest,
    metadata: { ...manifest.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    spec: { ...spec, replicas: live.spec.replicas },
  };
}
