// Does a pod keep the cluster from being made smaller?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";

const annotation = "cluster-autoscaler.kubernetes.io/safe-to-evict";

export const safeToEvict: Check = {
  id: "reliability/safe-to-evict",
  severity: "low",
  title: "Pods let their node be taken away",
  why: "A node with such a pod on it is never removed by the cluster autoscaler, however empty, and is upgraded late or by force.",
  source:
    "https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node",
  recommendation: "Remove the annotation and let a PodDisruptionBudget say what must stay.",
  run: (subject) =>
    eachWorkload(
      subject,
      ({ podAnnotations, podSpecPath }) =>
        podAnnotations[annotation] === "false"
          ? {
              evidence: `the annotation ${annotation} is false`,
              path: [...podSpecPath.slice(0, -1), "metadata", "annotations", annotation],
              fix: { path: [...podSpecPath.slice(0, -1), "metadata", "annotations", annotation], value: undefined },
            }
          : undefined,
      ({ serves }) => serves,
    ),
};
