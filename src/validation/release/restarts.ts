// Do the containers stay up?

import { formatDuration } from "../../config/duration.ts";
import type { Check } from "../check.ts";
import type { ContainerStatus } from "../live-pods.ts";
import { eachLiveWorkloadWithPods } from "../live-workloads.ts";

const recent = 10 * 60_000;

export const restarts: Check = {
  id: "release/restarts",
  severity: "high",
  title: "No container has restarted in the last ten minutes",
  why: "A container that crashes now and then is ready in between: a rollout that waits for readiness ends well, and the errors go on.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts",
  recommendation: "Read the log of the instance before: kubectl logs --previous.",
  run: (subject) =>
    eachLiveWorkloadWithPods(subject, (pods, _alive, { readAt }) =>
      pods.flatMap(({ metadata, status }) =>
        (status?.containerStatuses ?? []).flatMap((container) => {
          const ago = sinceRestart(container, readAt);
          if (ago === undefined || ago > recent) return [];
          const { reason = "an end", exitCode } = container.lastState?.terminated ?? {};
          const why = `${reason}${exitCode === undefined ? "" : `, exit code ${exitCode}`}`;
          return [`container ${container.name} of pod ${metadata.name} restarted ${formatDuration(ago)} ago (${why})`];
        }),
      ),
    ),
};

/** Whole seconds in milliseconds; the cluster's clock may be a little ahead of ours. */
function sinceRestart({ restartCount, lastState }: ContainerStatus, readAt: number): number | undefined {
  if (restartCount === 0) return undefined;
  const finishedAt = Date.parse(lastState?.terminated?.finishedAt ?? "");
  if (Number.isNaN(finishedAt)) return undefined;
  return Math.max(0, Math.floor((readAt - finishedAt) / 1000) * 1000);
}
