// Which object keeps the templates that a workload had, and which pods are of which?

import type { KubeObject, ObjectKind } from "../kube/object.ts";
import {
  isOwnedBy,
  type Pod,
  type PodTemplate,
  type ReplicaSet,
  replicaSetKind,
  revisionAnnotation,
  templateHashLabel,
  templateHashOf,
} from "./workload.ts";

/** How a StatefulSet and a DaemonSet keep a template: as the patch that would bring it back. */
interface ControllerRevision extends KubeObject {
  readonly revision: number;
  readonly data?: { readonly spec?: { readonly template?: PodTemplate & { readonly $patch?: string } } };
}

const controllerRevisionKind: ObjectKind = { apiVersion: "apps/v1", kind: "ControllerRevision" };

/** The label by which a StatefulSet and a DaemonSet tell their pods apart. */
const revisionHashLabel = "controller-revision-hash";

export function revisionKindOf({ kind }: { readonly kind: string }): ObjectKind {
  return kind === "Deployment" ? replicaSetKind : controllerRevisionKind;
}

/**
 * A revision in the shape of a ReplicaSet, which all else here reads: its number, its template, and the hash that its
 * pods are labelled with. That is the revision's name for a StatefulSet, and its own label for a DaemonSet.
 */
export function asReplicaSet(object: KubeObject, { kind }: { readonly kind: string }): ReplicaSet {
  if (kind === "Deployment") return object as ReplicaSet;
  const { revision, data, metadata } = object as ControllerRevision;
  const { $patch: _, ...template } = data?.spec?.template ?? { spec: { containers: [] } };
  const hash = kind === "StatefulSet" ? metadata.name : (metadata.labels?.[revisionHashLabel] ?? "");
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, [revisionAnnotation]: String(revision) },
      labels: { ...metadata.labels, [templateHashLabel]: hash },
    },
    spec: { template },
  };
}

export function isOfRevision(pod: Pod, workload: KubeObject, revision: ReplicaSet): boolean {
  if (workload.kind === "Deployment") return isOwnedBy(pod, revision);
  return isOwnedBy(pod, workload) && pod.metadata.labels?.[revisionHashLabel] === templateHashOf(revision);
}
