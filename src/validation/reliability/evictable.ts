// Can a node be drained at all?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { budgetSelector, relationsOf } from "../relations.ts";
import type { Seen, Subject, Workload } from "../subject.ts";
import { isCounted, leastReplicas } from "./least-replicas.ts";

export const evictable: Check = {
  id: "reliability/evictable",
  severity: "high",
  title: "Disruption budgets let pods be evicted",
  why: "A budget that allows no eviction blocks every drain: nodes are not upgraded, or are at last ended by force.",
  source:
    "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions",
  recommendation: "Use maxUnavailable: 1, or a minAvailable below the smallest number of pods.",
  run: (subject) => {
    const guarding = subject
      .related("PodDisruptionBudget")
      .objects.map((budget) => ({ ...budget, guarded: guardedBy(subject, budget) }))
      .filter(({ guarded }) => guarded.length > 0);
    return eachObject(
      guarding,
      (budget) => judge(budget, budget.guarded, subject),
      "no PodDisruptionBudget selects the pods",
    );
  },
};

function guardedBy(subject: Subject, budget: Seen): Workload[] {
  return relationsOf(subject).selected(budget, budgetSelector(budget)).filter(isCounted);
}

function judge(budget: Seen, guarded: readonly Workload[], subject: Subject): Complaint | undefined {
  // The autoscaler's minimum is what counts: a quiet night has no more pods.
  const pods = guarded.reduce((sum, workload) => sum + leastReplicas(subject, workload), 0);
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable !== undefined) {
    if (Number.parseInt(String(maxUnavailable), 10) !== 0) return undefined;
    const fix = { path: ["spec", "maxUnavailable"], value: 1 };
    return { evidence: `maxUnavailable is ${maxUnavailable}`, path: ["spec", "maxUnavailable"], fix };
  }
  if (minAvailable === undefined || needed(minAvailable, pods) < pods) return undefined;
  return { evidence: `minAvailable is ${minAvailable} of ${pods} pods`, path: ["spec", "minAvailable"] };
}

/** Kubernetes rounds a percentage of minAvailable up. */
function needed(minAvailable: unknown, pods: number): number {
  const text = String(minAvailable);
  return text.endsWith("%") ? Math.ceil((Number.parseFloat(text) / 100) * pods) : Number(text);
}
