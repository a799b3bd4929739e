// Which disruption budgets guard a workload?

import type { LabelSelector } from "../../kube/selectors.ts";
import { selects } from "../../kube/selectors.ts";
import { inNamespaceOf } from "../examine.ts";
import type { Seen, Workload } from "../subject.ts";

/** An empty selector of policy/v1 selects every pod of the namespace; none selects nothing. */
export function guards(budget: Seen, workload: Workload): boolean {
  const selector = budget.spec.selector as LabelSelector | undefined;
  return selector !== undefined && inNamespaceOf(workload)(budget) && selects(selector, workload.podLabels);
}
