// May the autoscalers go where they are allowed to go?

import type { Check } from "../check.ts";
import { examineQuotas } from "./quotas.ts";

export const quotaHeadroom: Check = {
  id: "performance/quota-headroom",
  severity: "low",
  title: "The quota has room for all autoscalers at their maximum",
  why: "An autoscaler that meets the quota on the busiest day makes no pod, and says so in events that nobody reads.",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  recommendation: "Raise the quota, or lower maxReplicas to what it can hold.",
  run: (subject) => examineQuotas(subject, "most"),
};
