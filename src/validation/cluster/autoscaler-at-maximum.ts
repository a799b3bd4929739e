// Is the autoscaler at its end?

import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { type AutoscalerSpec, eachAutoscaler } from "./autoscalers-of.ts";

export const autoscalerAtMaximum: Check = {
  id: "cluster/autoscaler-at-maximum",
  severity: "medium",
  title: "The autoscaler is below its maximum",
  why: "At its maximum it adds nothing any more: the next peak is carried by the pods that are there.",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale-walkthrough/#appendix-horizontal-pod-autoscaler-status-conditions",
  recommendation: "Raise maxReplicas and the room for it, or find out what drives the load.",
  run: (subject) =>
    eachAutoscaler(subject, (autoscaler) => {
      const { minReplicas = 1, maxReplicas = 1 } = autoscaler.spec as AutoscalerSpec;
      const { currentReplicas = 0, desiredReplicas = 0 } = (autoscaler.status ?? {}) as AutoscalerStatus;
      const limited = conditionOf(autoscaler, "ScalingLimited");
      const wantsMore = limited?.status === "True" && limited.reason === "TooManyReplicas";
      const isFull = minReplicas < maxReplicas && Math.min(currentReplicas, desiredReplicas) >= maxReplicas;
      if (!wantsMore && !isFull) return [];
      return [
        `${currentReplicas} of at most ${maxReplicas} pods run${wantsMore ? ", and its metrics ask for more" : ""}`,
      ];
    }),
};

interface AutoscalerStatus {
  readonly currentReplicas?: number;
  readonly desiredReplicas?: number;
}
