// Has the cluster taken up the newest change?

import type { Check } from "../check.ts";
import { eachLiveWorkload } from "../live-workloads.ts";

export const observed: Check = {
  id: "release/observed",
  severity: "critical",
  title: "The workload stands in the cluster, and its controller has seen the newest change",
  why: "Until then the status speaks of the release before: everything looks ready, and nothing of the new one has started.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status",
  recommendation: "Wait for the rollout to end before validating.",
  run: (subject) =>
    eachLiveWorkload(subject, (alive) => {
      const seen = (alive.status as { observedGeneration?: number } | undefined)?.observedGeneration ?? 0;
      const generation = alive.metadata.generation ?? 0;
      return seen >= generation ? [] : [`its controller has seen generation ${seen} of ${generation}`];
    }),
};
