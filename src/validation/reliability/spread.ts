// Does the service outlive one node?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { isCounted, leastReplicas } from "./least-replicas.ts";

export const spread: Check = {
  id: "reliability/spread",
  severity: "medium",
  title: "Pods are spread over nodes",
  why: "All pods may stand on one node, and then all of them are gone with it.",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  recommendation: "Add topologySpreadConstraints on kubernetes.io/hostname, or a podAntiAffinity.",
  run: (subject) =>
    eachWorkload(
      subject,
      ({ podSpec, podSpecPath }) => {
        const isSpread =
          (podSpec.topologySpreadConstraints ?? []).length > 0 || podSpec.affinity?.podAntiAffinity !== undefined;
        if (isSpread) return undefined;
        return { evidence: "it has neither topologySpreadConstraints nor a podAntiAffinity", path: podSpecPath };
      },
      (workload) => isCounted(workload) && leastReplicas(subject, workload) >= 2,
    ),
};
