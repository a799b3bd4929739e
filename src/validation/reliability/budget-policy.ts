// Does a disruption budget say what it allows?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { budgetSelector, relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";

export const budgetPolicy: Check = {
  id: "reliability/budget-policy",
  severity: "medium",
  title: "A PodDisruptionBudget names pods of its own, and how many must stay",
  why: "A budget whose selector was mistyped guards nothing; one with an empty selector guards every pod of the namespace together; one without numbers is read as minAvailable: 1.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets",
  recommendation: "Set maxUnavailable or minAvailable, and let the selector name labels of the pod template.",
  run: (subject) =>
    eachObject(
      subject.related("PodDisruptionBudget").objects.filter((budget) => budget.position([]) !== undefined),
      (budget) => judge(budget, subject),
      "the manifests have no PodDisruptionBudget",
    ),
};

function judge(budget: Seen, subject: Subject): Complaint[] {
  const found: Complaint[] = [];
  const { minAvailable, maxUnavailable } = budget.spec;
  if (minAvailable === undefined && maxUnavailable === undefined) {
    const fix = { path: ["spec", "maxUnavailable"], value: 1 };
    found.push({ evidence: "it has neither maxUnavailable nor minAvailable", path: ["spec"], fix });
  }
  const selector = budgetSelector(budget);
  const isEmpty = Object.values(selector ?? {}).every((part) => Object.keys(part ?? {}).length === 0);
  const selected = relationsOf(subject).selected(budget, selector);
  if (selector === undefined) found.push({ evidence: "it has no selector, so it guards no pod", path: ["spec"] });
  else if (isEmpty && selected.length > 1) {
    found.push({
      evidence: `its selector is empty: it guards ${selected.length} workloads as one`,
      path: ["spec", "selector"],
    });
  } else if (selected.length === 0) {
    found.push({ evidence: "its selector fits no workload's pods", path: ["spec", "selector"] });
  }
  return found;
}
