// Does the quota refuse pods that do not say what they need?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import type { Subject, Workload } from "../subject.ts";
import { amountOf } from "./demand.ts";
import { computeResource, hardOf } from "./quota-resources.ts";
import { countsPods } from "./quota-scopes.ts";

export const quotaRequires: Check = {
  id: "performance/quota-requires",
  severity: "high",
  title: "Containers say what the quota counts",
  why: "Where a quota counts limits.memory, the API server refuses each pod without one: no pod of the release is made, and the Deployment only shows it in an event.",
  source: "https://kubernetes.io/docs/concepts/policy/resource-quotas/#requests-compared-to-limits",
  recommendation: "Set what is missing, or give the namespace a LimitRange with defaults.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container, workload }) => {
        const missing = counted(subject, workload).filter(
          ({ side, resource }) => amountOf(container, side, resource) === undefined,
        );
        if (missing.length === 0) return undefined;
        const names = [...new Set(missing.map(({ side, resource }) => `${side}.${resource}`))].join(", ");
        return { evidence: `a ResourceQuota counts ${names}, which it does not set`, path: ["resources"] };
      },
      ({ workload }) => counted(subject, workload).length > 0,
    ),
};

/** Only CPU and memory are asked of every pod. */
function counted(subject: Subject, workload: Workload) {
  return subject
    .near("ResourceQuota", workload)
    .objects.filter((quota) => countsPods(subject, quota, workload.podSpec))
    .flatMap(hardOf)
    .flatMap(([name]) => computeResource(name) ?? [])
    .filter(({ resource }) => resource === "cpu" || resource === "memory");
}
