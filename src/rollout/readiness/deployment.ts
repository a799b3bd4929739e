// When is a Deployment rolled out?

import { conditionOf, type Deployment } from "../workload.ts";
import { progressing, type Readiness, stillThere, stuck } from "./verdict.ts";

/**
 * The rules of `kubectl rollout status` and kstatus together. Pods that are only terminating are in
 * none of the status' counts (they may take a long grace period) and do not hold it up.
 *
 * @see https://github.com/kubernetes/kubectl/blob/v0.34.0/pkg/polymorphichelpers/rollout_status.go
 * @see https://github.com/kubernetes-sigs/cli-utils/blob/v0.37.2/pkg/kstatus/status/core.go
 */
export function deploymentReadiness({ metadata, spec, status = {} }: Deployment): Readiness {
  if (metadata.deletionTimestamp !== undefined) return stuck("Deleted", "it is being deleted");
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return progressing("the controller has not seen the change yet");
  }
  const progress = conditionOf(status.conditions, "Progressing");
  if (progress?.reason === "ProgressDeadlineExceeded") {
    return stuck("ProgressDeadlineExceeded", progress.message ?? "it exceeded its progress deadline");
  }
  if (spec.paused === true) return stuck("Paused", "it is paused, so its controller rolls out nothing");

  const wanted = spec.replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  if (updatedReplicas < wanted) return progressing(`${updatedReplicas} of ${wanted} pods are of the new revision`);
  if (replicas > updatedReplicas) return stillThere(replicas - updatedReplicas, "of the old revision");
  // The status follows a scale-down later than the controller has seen it.
  if (wanted > 0 && replicas > wanted) return stillThere(replicas - wanted, "too many");
  if (readyReplicas < wanted) return progressing(`${readyReplicas} of ${wanted} pods are ready`);
  if (availableReplicas < updatedReplicas)
    return progressing(`${availableReplicas} of ${updatedReplicas} pods are available`);
  if (conditionOf(status.conditions, "Available")?.status === "False") return progressing("it is not available yet");
  return { kind: "ready" };
}
