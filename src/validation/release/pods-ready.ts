// Do all pods serve?

import type { Check } from "../check.ts";
import type { LivePod } from "../live-pods.ts";
import { eachLiveWorkloadWithPods } from "../live-workloads.ts";

export const podsReady: Check = {
  id: "release/pods-ready",
  severity: "critical",
  title: "All pods are ready, and there is at least one",
  why: "A pod that is not ready gets no traffic: the service runs with less than it needs, or not at all.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions",
  recommendation: "Look at the pods' conditions and events: kubectl describe pod.",
  run: (subject) =>
    eachLiveWorkloadWithPods(subject, (pods, alive) => {
      const ready = pods.filter(isReady).length;
      const { replicas } = alive.spec as { replicas?: number };
      const wanted = Math.max(alive.kind === "DaemonSet" ? pods.length : (replicas ?? 1), 1);
      if (ready < wanted) return [`${ready} of ${wanted} pods are ready`];
      return pods.filter((pod) => !isReady(pod)).map(({ metadata }) => `the pod ${metadata.name} is not ready`);
    }),
};

function isReady({ status }: LivePod): boolean {
  return status?.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
}
