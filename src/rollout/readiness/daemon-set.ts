// When is a DaemonSet rolled out?

import type { KubeObject } from "../../kube/object.ts";
import { progressing, type Readiness, stuck } from "./verdict.ts";

interface DaemonSet extends KubeObject {
  readonly spec: { readonly updateStrategy?: { readonly type?: string } };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly desiredNumberScheduled?: number;
    readonly numberMisscheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberReady?: number;
    readonly numberAvailable?: number;
  };
}

/**
 * The rules of `kubectl rollout status` and kstatus, but that no node at all proves nothing.
 *
 * @see https://github.com/kubernetes/kubectl/blob/v0.34.0/pkg/polymorphichelpers/rollout_status.go
 */
export function daemonSetReadiness(object: KubeObject): Readiness {
  const { metadata, spec, status = {} } = object as DaemonSet;
  if (metadata.deletionTimestamp !== undefined) return stuck("Deleted", "it is being deleted");
  if (spec.updateStrategy?.type === "OnDelete")
    return stuck("OnDelete", "its updateStrategy is OnDelete, so its controller replaces no pod");
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return progressing("the controller has not seen the change yet");
  const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0 } = status;
  const { numberReady = 0, numberAvailable = 0 } = status;
  // A node that does not answer takes no new pod and keeps its old one: it may come back.
  if (wanted === 0 && (status.numberMisscheduled ?? 0) > 0)
    return progressing("no node takes a new pod now, while some still have an old one");
  if (wanted === 0) return stuck("NoNode", "no node takes its pods, so none proves the release");
  if (updated < wanted) return progressing(`${updated} of ${wanted} pods are of the new revision`);
  if (numberReady < wanted) return progressing(`${numberReady} of ${wanted} pods are ready`);
  if (numberAvailable < wanted) return progressing(`${numberAvailable} of ${wanted} pods are available`);
  return { kind: "ready" };
}
