// Can a node be drained?

import type { LabelSelector } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { conditionOf } from "../live-pods.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { since, spanText } from "./age.ts";

/** During a rollout no disruption may be allowed for a while. */
const patience = 15 * 60_000;

export const disruptionsAllowed: Check = {
  id: "cluster/disruptions-allowed",
  severity: "medium",
  title: "The disruption budgets let a pod go",
  why: "A budget that never lets a pod go blocks every drain: nodes are not upgraded, or by force, which is worse.",
  source:
    "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions",
  recommendation: "Find out which pods are not healthy, run more of them, or let maxUnavailable be 1.",
  run: (subject) =>
    withScope(subject, ["PodDisruptionBudget"], ({ live, selectedBy }) =>
      eachLive(
        itemsOf(live, "PodDisruptionBudget").filter(({ spec, status }) => {
          const { selector } = (spec ?? {}) as { selector?: LabelSelector };
          const { expectedPods = 0 } = (status ?? {}) as BudgetStatus;
          return selector !== undefined && expectedPods > 0 && selectedBy(selector).length > 0;
        }),
        (budget) => {
          const { disruptionsAllowed: allowed = 0, currentHealthy, desiredHealthy } = budget.status as BudgetStatus;
          const lasted = since(conditionOf(budget, "DisruptionAllowed")?.lastTransitionTime, live.readAt) ?? patience;
          if (allowed > 0 || lasted < patience) return [];
          return [
            `it has let no pod go for ${spanText(lasted)} (${currentHealthy} healthy pods, ${desiredHealthy} are to be)`,
          ];
        },
        "no PodDisruptionBudget of a workload has pods",
      ),
    ),
};

interface BudgetStatus {
  readonly expectedPods?: number;
  readonly disruptionsAllowed?: number;
  readonly currentHealthy?: number;
  readonly desiredHealthy?: number;
}
