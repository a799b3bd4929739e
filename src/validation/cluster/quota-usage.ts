// Is a quota of the namespace nearly used up?

import { z } from "zod";
import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, withScope } from "../live-scope.ts";

const settings = z.strictObject({
  percent: z.number().min(1).max(100).default(90).describe("Share of a quota from which it counts as nearly used up."),
});

export const quotaUsage: Check<z.output<typeof settings>> = {
  id: "cluster/quota-usage",
  severity: "medium",
  title: "No quota of the namespace is nearly used up",
  why: "The next rollout, which runs more pods for a while, or the next scale-up is refused.",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  recommendation: "Raise the quota, or lower what the workloads request.",
  settings,
  run: (subject, { percent }) =>
    withScope(subject, ["ResourceQuota"], ({ live }) =>
      eachLive(
        itemsOf(live, "ResourceQuota").filter(({ status }) => (status as QuotaStatus | undefined)?.hard !== undefined),
        ({ status }) => {
          const { hard = {}, used = {} } = status as QuotaStatus;
          return Object.entries(hard).flatMap(([resource, most]) => {
            const limit = readQuantity(most) ?? 0;
            const share = limit === 0 ? 0 : Math.round(((readQuantity(used[resource]) ?? 0) / limit) * 100);
            return share < percent ? [] : [`${share} % of ${resource} is used (${used[resource]} of ${most})`];
          });
        },
        "the namespace has no ResourceQuota",
      ),
    ),
};

interface QuotaStatus {
  readonly hard?: Readonly<Record<string, string>>;
  readonly used?: Readonly<Record<string, string>>;
}
