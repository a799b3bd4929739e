// Can the autoscaler do its work?

import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { since } from "./age.ts";
import { eachAutoscaler } from "./autoscalers-of.ts";

/** The controller looks at it every 15 seconds. */
const patience = 60_000;

export const autoscalerWorks: Check = {
  id: "cluster/autoscaler-works",
  severity: "high",
  title: "The autoscaler can read its metrics and scale",
  why: "An autoscaler without metrics leaves the number of pods as it is, through every peak, and says so nowhere else.",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale-walkthrough/#appendix-horizontal-pod-autoscaler-status-conditions",
  recommendation:
    "Install what serves the metric (metrics-server, an adapter), and give each container a request for what is scaled by.",
  run: (subject) =>
    eachAutoscaler(subject, (autoscaler, now) => {
      const { conditions = [] } = (autoscaler.status ?? {}) as { conditions?: readonly unknown[] | null };
      const age = since(autoscaler.metadata.creationTimestamp, now) ?? patience;
      if ((conditions ?? []).length === 0) return age < patience ? [] : ["no controller has looked at it"];
      return ["AbleToScale", "ScalingActive"].flatMap((type) => {
        const { status, reason = "", message = "" } = conditionOf(autoscaler, type) ?? {};
        // Scaled to zero on purpose.
        if (status !== "False" || reason === "ScalingDisabled") return [];
        return [`${type} is False: ${reason}${message === "" ? "" : ` (${message.slice(0, 200)})`}`];
      });
    }),
};
