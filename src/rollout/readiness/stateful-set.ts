// When is a StatefulSet rolled out?

import type { KubeObject } from "../../kube/object.ts";
import { progressing, type Readiness, stillThere, stuck } from "./verdict.ts";

interface StatefulSet extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly updatedReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
  };
}

/**
 * The rules of `kubectl rollout status` and kstatus, but that a release is all pods: a partition or `OnDelete` leaves old
 * ones for ever.
 *
 * @see https://github.com/kubernetes/kubectl/blob/v0.34.0/pkg/polymorphichelpers/rollout_status.go
 */
export function statefulSetReadiness(object: KubeObject): Readiness {
  const { metadata, spec, status = {} } = object as StatefulSet;
  if (metadata.deletionTimestamp !== undefined) return stuck("Deleted", "it is being deleted");
  if (spec.updateStrategy?.type === "OnDelete")
    return stuck("OnDelete", "its updateStrategy is OnDelete, so its controller replaces no pod");
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (partition > 0) return stuck("Partition", `its partition is ${partition}, so the pods below it stay as they are`);
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return progressing("the controller has not seen the change yet");
  const wanted = spec.replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = readyReplicas } = status;
  // A controller that is done counts the updated ones as the current ones, and may leave this at 0.
  const updated =
    status.updateRevision === status.currentRevision ? Math.max(updatedReplicas, replicas) : updatedReplicas;
  if (updated < wanted) return progressing(`${updated} of ${wanted} pods are of the new revision`);
  if (replicas > wanted) return stillThere(replicas - wanted, "too many");
  if (readyReplicas < wanted) return progressing(`${readyReplicas} of ${wanted} pods are ready`);
  if (availableReplicas < wanted) return progressing(`${availableReplicas} of ${wanted} pods are available`);
  if (status.updateRevision !== status.currentRevision)
    return progressing("the controller has not closed the update yet");
  return { kind: "ready" };
}
