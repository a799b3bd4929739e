// Does a release fit into the namespace's quota?

import type { Check } from "../check.ts";
import { examineQuotas } from "./quotas.ts";

export const resourceQuota: Check = {
  id: "performance/resource-quota",
  severity: "high",
  title: "A release of all workloads fits into the quota",
  why: "The new pods of a release stand beside the old ones. Where the quota has no room for them, no new pod is made and the release hangs.",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota",
  recommendation: "Raise the quota, or lower requests, replicas or maxSurge.",
  run: (subject) => examineQuotas(subject, "least"),
};
