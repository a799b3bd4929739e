// Does something else than the manifest decide how many replicas run?

import { isApiError } from "../kube/api-error.ts";
import type { CallOptions, Cluster, ListOptions } from "../kube/cluster.ts";
import { ownersOf } from "../kube/managed-fields.ts";
import { describeObject, type KubeObject, type ObjectKind } from "../kube/object.ts";
import type { Deployment, WorkloadReference } from "./workload.ts";

interface ScaleTarget {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
}

const autoscalerKinds = [
  { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
  { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject" },
];

/**
 * The autoscaler of a workload, live or among the objects that are applied with it; undefined where there is none.
 * KEDA makes a HorizontalPodAutoscaler of its own, but not while it is paused or scaled to zero.
 */
export async function findAutoscaler(
  cluster: Cluster,
  workload: WorkloadReference,
  applied: readonly KubeObject[],
  options: CallOptions,
): Promise<string | undefined> {
  const found = await autoscalerObject(cluster, workload, applied, options);
  return found === undefined ? undefined : describeObject(found);
}

/** As `findAutoscaler`, the object itself. One that another object made (KEDA's own) is not it. */
export async function autoscalerObject(
  cluster: Cluster,
  workload: WorkloadReference,
  applied: readonly KubeObject[],
  options: CallOptions,
): Promise<KubeObject | undefined> {
  const written = applied.find((object) => isAutoscalerOf(object, workload));
  if (written !== undefined) return written;
  let made: KubeObject | undefined;
  for (const kind of autoscalerKinds) {
    const served = await cluster.resourceType(kind, options);
    if (served === undefined) continue;
    const items = await listServed(cluster, kind, { namespace: workload.namespace, ...options });
    const found = items.map((object) => ({ ...object, ...kind })).find((object) => isAutoscalerOf(object, workload));
    if (found?.metadata.ownerReferences === undefined && found !== undefined) return found;
    made ??= found;
  }
  return made;
}

/** A kind can go with its definition after the server was asked whether it has it. */
async function listServed(cluster: Cluster, kind: ObjectKind, options: ListOptions): Promise<readonly KubeObject[]> {
  try {
    return (await cluster.list(kind, options)).items;
  } catch (error) {
    if (isApiError(error, 404)) return [];
    throw error;
  }
}

/** Pure. An autoscaler names its target by kind and name; KEDA's kind is a Deployment unless it says otherwise. */
export function isAutoscalerOf(object: KubeObject, workload: WorkloadReference): boolean {
  if (!autoscalerKinds.some(({ kind }) => kind === object.kind)) return false;
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
