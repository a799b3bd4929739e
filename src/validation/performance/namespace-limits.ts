// Is the namespace kept from taking the whole cluster?

import type { Check } from "../check.ts";
import { withLive } from "../examine.ts";

export const namespaceLimits: Check = {
  id: "performance/namespace-limits",
  severity: "low",
  title: "The namespace has a quota or default limits",
  why: "An autoscaler that runs wild, or a job without limits, otherwise takes what other services need.",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  recommendation: "Add a ResourceQuota, and a LimitRange with defaults, to the namespace.",
  run: (subject) =>
    withLive(subject, ({ namespace }) => {
      const quotas = subject.related("ResourceQuota");
      const ranges = subject.related("LimitRange");
      if (quotas.objects.length + ranges.objects.length > 0) return { kind: "examined", count: 1, findings: [] };
      const reason = quotas.unreadable ?? ranges.unreadable;
      if (reason !== undefined) return { kind: "unknown", reason };
      const evidence = "it has neither a ResourceQuota nor a LimitRange";
      return { kind: "examined", count: 1, findings: [{ subject: `Namespace ${namespace}`, evidence }] };
    }),
};
