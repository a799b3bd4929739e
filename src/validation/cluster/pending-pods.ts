// Is there a pod that finds no place?

import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachPod } from "../live-scope.ts";
import { since } from "./age.ts";

/** Between its creation and its start a pod is pending for some seconds. */
const patience = 60_000;

export const pendingPods: Check = {
  id: "cluster/pending-pods",
  severity: "critical",
  title: "No pod is pending",
  why: "The service runs with fewer pods than it should, and the next node that goes takes another one.",
  source: "https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/#my-pod-stays-pending",
  recommendation:
    "Do what the scheduler's words ask for: more nodes, smaller requests, other affinities, a volume that can be had.",
  run: (subject) =>
    eachPod(subject, (pod, _workload, { live }) => {
      if (pod.status?.phase !== "Pending") return [];
      if ((since(pod.metadata.creationTimestamp, live.readAt) ?? patience) < patience) return [];
      const scheduled = conditionOf(pod, "PodScheduled");
      if (scheduled?.status !== "False") return ["it has a node, and has not started there"];
      return [`it has no node: ${scheduled.message ?? scheduled.reason ?? "the scheduler does not say why"}`];
    }),
};
