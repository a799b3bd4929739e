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
          rollingUpdate?: { maxUnavailable?: unknown; maxSurge?: unknown };
        };
        if (strategy.type === "Recreate") return { evidence: "the strategy is Recreate", path: ["spec", "strategy"] };
        const { maxUnavailable: most, maxSurge } = strategy.rollingUpdate ?? {};
        const pods = leastReplicas(subject, workload);
        const path = ["spec", "strategy", "rollingUpdate", "maxUnavailable"];
        if (isZero(most) && isZero(maxSurge)) return { evidence: "maxUnavailable and maxSurge are both 0", path };
        if (most === undefined || unavailable(most, pods) < pods) return undefined;
        return { evidence: `maxUnavailable is ${String(most)} of ${pods} pods`, path };
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

function isZero(value: unknown): boolean {
  return value !== undefined && Number.parseFloat(String(value)) === 0;
}
