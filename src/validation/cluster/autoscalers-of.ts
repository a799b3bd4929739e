// Which HorizontalPodAutoscalers scale the workloads?

import type { KubeObject } from "../../kube/object.ts";
import type { Examination } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, withScope } from "../live-scope.ts";
import type { Subject } from "../subject.ts";

export interface AutoscalerSpec {
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/** Those that stand in the cluster, KEDA's too. */
export function eachAutoscaler(
  subject: Subject,
  judge: (autoscaler: KubeObject, now: number) => readonly string[],
): Examination {
  return withScope(subject, ["HorizontalPodAutoscaler"], ({ live, workloadNamed }) =>
    eachLive(
      itemsOf(live, "HorizontalPodAutoscaler").filter(({ spec }) => {
        const { kind = "Deployment", name = "" } = (spec as AutoscalerSpec | undefined)?.scaleTargetRef ?? {};
        return workloadNamed(kind, name) !== undefined;
      }),
      (autoscaler) => judge(autoscaler, live.readAt),
      "no HorizontalPodAutoscaler in the cluster scales a workload",
    ),
  );
}
