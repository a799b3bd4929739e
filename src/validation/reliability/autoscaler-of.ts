// Which autoscaler decides a workload's number of pods?

import { relationsOf } from "../relations.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

export interface Autoscaler {
  readonly seen: Seen;
  readonly least: number;
  readonly most: number;
}

/** A HorizontalPodAutoscaler or a ScaledObject of KEDA that targets the workload. */
export function autoscalerOf(subject: Subject, workload: Workload): Autoscaler | undefined {
  const [seen] = relationsOf(subject).autoscalersOf(workload);
  if (seen === undefined) return undefined;
  if (seen.object.kind === "ScaledObject") {
    return { seen, least: number(seen.spec.minReplicaCount, 0), most: number(seen.spec.maxReplicaCount, 100) };
  }
  return { seen, least: number(seen.spec.minReplicas, 1), most: number(seen.spec.maxReplicas, 1) };
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
