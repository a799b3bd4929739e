// Does the service outlive one pod?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { isCounted, leastReplicas } from "./least-replicas.ts";

export const replicas: Check = {
  id: "reliability/replicas",
  severity: "high",
  title: "At least two pods serve",
  why: "With one pod, each drained node, crash and eviction is an outage.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
  recommendation: "Set spec.replicas to 2 or more, or the autoscaler's minimum.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => {
        const least = leastReplicas(subject, workload);
        return least >= 2
          ? undefined
          : { evidence: `it has at least ${least} pod${least === 1 ? "" : "s"}`, path: ["spec", "replicas"] };
      },
      isCounted,
    ),
};
