// Can the autoscaler do anything, and does it keep enough pods?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { type Autoscaler, autoscalerOf } from "./autoscaler-of.ts";

export const autoscalerBounds: Check = {
  id: "reliability/autoscaler-bounds",
  severity: "medium",
  title: "The autoscaler has room, and a floor of two",
  why: "Between equal bounds it never scales; with a floor of 0 or 1 a quiet hour leaves the service to one pod.",
  source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
  recommendation: "Set the minimum to 2 or more and the maximum above it.",
  run: (subject) => {
    const found = subject.workloads.flatMap((workload) => autoscalerOf(subject, workload) ?? []);
    return eachObject(
      found.map((autoscaler) => ({ ...autoscaler.seen, autoscaler })),
      ({ autoscaler }) => judge(autoscaler),
      "no autoscaler targets a workload",
    );
  },
};

function judge({ seen, least, most }: Autoscaler): Complaint[] {
  const isKeda = seen.object.kind === "ScaledObject";
  const found: Complaint[] = [];
  if (least < 2)
    found.push({ evidence: `its minimum is ${least}`, path: ["spec", isKeda ? "minReplicaCount" : "minReplicas"] });
  if (most <= least) {
    const path = ["spec", isKeda ? "maxReplicaCount" : "maxReplicas"];
    found.push({ evidence: `its maximum is ${most} and its minimum ${least}`, path });
  }
  return found;
}
