// Did the last run of each CronJob succeed?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachAlive } from "../live-scope.ts";
import { since, spanText } from "./age.ts";

export const cronJobs: Check = {
  id: "cluster/cron-jobs",
  severity: "high",
  title: "The last run of every CronJob succeeded",
  why: "A backup or a clean-up that fails every night is found out on the day on which it is needed.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
  recommendation: "Read the log of the last Job's pods; resume a suspended CronJob, or delete it.",
  run: (subject) =>
    eachAlive(
      subject,
      ["Job"],
      ({ alive }, { ownedBy, live }) => {
        const { suspend } = alive.spec as { suspend?: boolean };
        if (suspend === true) return [{ evidence: "it is suspended" }];
        const ended = ownedBy("Job", alive).filter(isOver).toSorted(newestFirst);
        const [last] = ended;
        if (last === undefined || conditionOf(last, "Failed")?.status !== "True") return [];
        const { lastSuccessfulTime } = (alive.status ?? {}) as { lastSuccessfulTime?: string };
        const ago = since(lastSuccessfulTime, live.readAt);
        const { reason = "without a reason" } = conditionOf(last, "Failed") ?? {};
        const before = ago === undefined ? "it has never succeeded" : `the last success was ${spanText(ago)} ago`;
        return [{ evidence: `its last run failed (${reason}); ${before}` }];
      },
      ({ alive }) => alive.kind === "CronJob",
      "there is no CronJob",
    ),
};

function isOver(job: KubeObject): boolean {
  return ["Failed", "Complete"].some((type) => conditionOf(job, type)?.status === "True");
}

function newestFirst(one: KubeObject, other: KubeObject): number {
  const started = ({ metadata }: KubeObject) => metadata.creationTimestamp ?? "";
  return started(one) < started(other) ? 1 : -1;
}
