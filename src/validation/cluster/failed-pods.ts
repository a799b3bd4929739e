// Did a pod end that should run on?

import type { Check } from "../check.ts";
import { eachPod } from "../live-scope.ts";

export const failedPods: Check = {
  id: "cluster/failed-pods",
  severity: "high",
  title: "No pod of a service has failed or is lost",
  why: "An evicted pod says that its node ran out of memory or disk; one whose state is unknown, that its node is gone.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase",
  recommendation:
    "Give the containers requests that fit what they use, look at the node, and delete the pod once it is understood.",
  run: (subject) =>
    eachPod(subject, ({ status }, { serves }) => {
      const { phase = "", reason = "", message = "" } = status ?? {};
      if (!serves || (phase !== "Failed" && phase !== "Unknown")) return [];
      const why = [reason, message].filter((part) => part !== "").join(": ");
      return [`its phase is ${phase}${why === "" ? "" : ` (${why.slice(0, 200)})`}`];
    }),
};
