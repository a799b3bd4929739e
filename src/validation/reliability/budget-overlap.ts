// Can the pods be evicted under more than one budget?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { relationsOf } from "../relations.ts";

export const budgetOverlap: Check = {
  id: "reliability/budget-overlap",
  severity: "high",
  title: "One PodDisruptionBudget guards a pod",
  why: "Where two select the same pod, the eviction API refuses with an error, whatever they allow: a node with the pod is never drained.",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors",
  recommendation: "Keep one budget for these pods.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => {
        const budgets = relationsOf(subject).budgetsOf(workload);
        if (budgets.length < 2) return undefined;
        const names = budgets.map(({ object }) => object.metadata.name).join(", ");
        return {
          evidence: `${budgets.length} PodDisruptionBudgets select its pods: ${names}`,
          path: workload.podSpecPath,
        };
      },
      (workload) => relationsOf(subject).budgetsOf(workload).length > 0,
      "no PodDisruptionBudget selects the pods",
    ),
};
