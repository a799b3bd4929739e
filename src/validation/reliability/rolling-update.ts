// Does a release leave pods that serve?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { leastReplicas } from "./least-replicas.ts";

export const rollingUpdate: Check = {
  id: "reliability/rolling-update",
  severity: "high",
  title: "A release keeps pods that serve",
  why: "With Recreate, or with all pods allowed to be unavailable, each release is an outage.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy",
  recommendation: "Use RollingUpdate with maxUnavailable: 0 and maxSurge: 1.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => {
        const strategy = (workload.spec.strategy ?? {}) as {
          type?: string;
          rollingUpdate?: { maxUnavailable?: unknown };
        };
        if (strategy.type === "Recreate") return { evidence: "the strategy is Recreate", path: ["spec", "strategy"] };
        const most = strategy.rollingUpdate?.maxUnavailable;
        const pods = leastReplicas(subject, workload);
        if (most === undefined || unavailable(most, pods) < pods) return undefined;
        return {
          evidence: `maxUnavailable is ${String(most)} of ${pods} pods`,
          path: ["spec", "strategy", "rollingUpdate", "maxUnavailable"],
        };
      },
      ({ object }) => object.kind === "Deployment",
      "there is no Deployment",
    ),
};

/** Kubernetes rounds a percentage of maxUnavailable down. */
function unavailable(most: unknown, pods: number): number {
  const text = String(most);
  return text.endsWith("%") ? Math.floor((Number.parseFloat(text) / 100) * pods) : Number(text);
}
