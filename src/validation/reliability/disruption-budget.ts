// Does a drained node leave enough pods?

import type { Check } from "../check.ts";
import { requireRelated } from "../examine.ts";
import { relationsOf } from "../relations.ts";
import { isCounted, leastReplicas } from "./least-replicas.ts";

export const disruptionBudget: Check = {
  id: "reliability/disruption-budget",
  severity: "medium",
  title: "A PodDisruptionBudget guards the pods",
  why: "Without one, draining nodes for an upgrade may end all pods of the service at once.",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  recommendation: "Add a PodDisruptionBudget with maxUnavailable: 1 that selects the pods.",
  run: (subject) =>
    requireRelated(
      subject,
      [subject.related("PodDisruptionBudget")],
      (workload) => relationsOf(subject).budgetsOf(workload).length > 0,
      () => ({ evidence: "no PodDisruptionBudget selects its pods" }),
      (workload) => isCounted(workload) && leastReplicas(subject, workload) >= 2,
    ),
};
