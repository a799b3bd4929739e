// Do pods that do not work keep a node from being drained?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { budgetSelector, relationsOf } from "../relations.ts";

export const budgetUnhealthyPods: Check = {
  id: "reliability/budget-unhealthy-pods",
  severity: "low",
  title: "Pods that are not ready may always be evicted",
  why: "By default a budget also guards pods that crash: a release that went wrong blocks the drain of its nodes until a person helps.",
  source: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy",
  recommendation: "Set unhealthyPodEvictionPolicy: AlwaysAllow.",
  run: (subject) =>
    eachObject(
      subject
        .related("PodDisruptionBudget")
        .objects.filter((budget) => relationsOf(subject).selected(budget, budgetSelector(budget)).length > 0),
      ({ spec }) => {
        const path = ["spec", "unhealthyPodEvictionPolicy"];
        const fix = { path, value: "AlwaysAllow" };
        return spec.unhealthyPodEvictionPolicy === "AlwaysAllow"
          ? undefined
          : { evidence: `unhealthyPodEvictionPolicy is ${spec.unhealthyPodEvictionPolicy ?? "not set"}`, path, fix };
      },
      "no PodDisruptionBudget selects the pods",
    ),
};
