// How many pods does a workload have at least?

import type { Subject, Workload } from "../subject.ts";
import { autoscalerOf } from "./autoscaler-of.ts";

/** The autoscaler's minimum, otherwise what is written, otherwise what lives, otherwise Kubernetes' default of 1. */
export function leastReplicas(subject: Subject, workload: Workload): number {
  const autoscaler = autoscalerOf(subject, workload);
  if (autoscaler !== undefined) return autoscaler.least;
  const living = (workload.alive?.spec as { replicas?: number } | undefined)?.replicas;
  return workload.replicas ?? living ?? 1;
}

/** A DaemonSet has as many as there are nodes. */
export function isCounted({ object, serves }: Workload): boolean {
  return serves && object.kind !== "DaemonSet";
}
