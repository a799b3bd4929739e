// Is a release given up while its pods may still start?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import type { Workload } from "../subject.ts";
import { startupBudget } from "./probes-of.ts";

/** Kubernetes' own default. */
const defaultDeadline = 600;

export const progressDeadline: Check = {
  id: "reliability/progress-deadline",
  severity: "high",
  title: "A release may take as long as a pod may take to start",
  why: "A progressDeadlineSeconds below the startup probe's time fails releases whose pods would still have come up.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds",
  recommendation:
    "Set progressDeadlineSeconds above the startup probe's initialDelaySeconds + periodSeconds × failureThreshold, plus minReadySeconds.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => {
        const deadline = number(workload.spec.progressDeadlineSeconds, defaultDeadline);
        const needed = longestStart(workload) + number(workload.spec.minReadySeconds, 0);
        if (deadline > needed) return undefined;
        const evidence = `progressDeadlineSeconds is ${deadline}, a pod may take ${needed} s until it counts as available`;
        return { evidence, path: ["spec", "progressDeadlineSeconds"] };
      },
      ({ object }) => object.kind === "Deployment",
      "there is no Deployment",
    ),
};

function longestStart({ podSpec }: Workload): number {
  return Math.max(
    ...podSpec.containers.map((container) => startupBudget(container) ?? delayOf(container.readinessProbe)),
  );
}

function delayOf(probe: { readonly initialDelaySeconds?: number } | undefined): number {
  return probe?.initialDelaySeconds ?? 0;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
