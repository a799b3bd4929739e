// Which autoscaler decides a workload's number of pods?

import { inNamespaceOf } from "../examine.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

export interface Autoscaler {
  readonly seen: Seen;
  readonly least: number;
  readonly most: number;
}

/** A HorizontalPodAutoscaler or a ScaledObject of KEDA that targets the workload. */
export function autoscalerOf(subject: Subject, workload: Workload): Autoscaler | undefined {
  return autoscalers(subject).find(({ seen }) => {
    const target = seen.spec.scaleTargetRef as { kind?: string; name?: string } | undefined;
    const { kind, metadata } = workload.object;
    return inNamespaceOf(workload)(seen) && target?.name === metadata.name && (target.kind ?? "Deployment") === kind;
  });
}

export function autoscalers(subject: Subject): Autoscaler[] {
  const horizontal = subject.related("HorizontalPodAutoscaler").objects.filter(({ object }) => !isOfKeda(object));
  return [
    ...horizontal.map((seen) => ({
      seen,
      least: number(seen.spec.minReplicas, 1),
      most: number(seen.spec.maxReplicas, 1),
    })),
    ...subject.related("ScaledObject").objects.map((seen) => ({
      seen,
      least: number(seen.spec.minReplicaCount, 0),
      most: number(seen.spec.maxReplicaCount, 100),
    })),
  ];
}

/** KEDA makes a HorizontalPodAutoscaler of each ScaledObject; its bounds are those of the ScaledObject. */
function isOfKeda(object: Seen["object"]): boolean {
  return object.metadata.ownerReferences?.some(({ kind }) => kind === "ScaledObject") ?? false;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
