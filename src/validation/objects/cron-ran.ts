// Has a CronJob run, and come to a good end, when its schedule says so?

import { formatDuration } from "../../config/duration.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { longestGapMs, parseSchedule } from "../cron-schedule.ts";
import { type Complaint, eachObject, withLive } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import { aliveOf } from "./alive.ts";
import { cronJobsOf, noCronJobs } from "./batch.ts";

/** What a run may take, and summer time. */
const slackMs = 3_600_000;

export const cronRan: Check = {
  id: "objects/cron-ran",
  severity: "high",
  title: "Each CronJob has run when it should have, and succeeded",
  why: "A CronJob that never ran, or fails each night, looks like any other until what it makes is needed.",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/#CronJobStatus",
  recommendation: "Read its Jobs (`kubectl get jobs`, `kubectl describe cronjob`) and the logs of the last one.",
  run: (subject) =>
    withLive(subject, ({ lists, readAt }) => {
      const list = lists.CronJob;
      const cronJobs = cronJobsOf(subject);
      if (cronJobs.length > 0 && list.kind === "unreadable") return { kind: "unknown", reason: list.reason };
      const started = cronJobs.filter((seen) => seen.spec.suspend !== true);
      const alive = started.flatMap((seen) => {
        const own = aliveOf(subject, seen);
        return own === undefined ? [] : [{ ...seen, own }];
      });
      return eachObject(alive, ({ own }) => judge(own, readAt), `${noCronJobs} in the cluster that is not suspended`);
    }),
};

function judge(own: KubeObject, now: number): Complaint | undefined {
  const parsed = parseSchedule(String(fieldsAt(own, ["spec"]).schedule));
  const gap = parsed.kind === "parsed" ? longestGapMs(parsed.schedule) : undefined;
  if (gap === undefined) return undefined;
  const since = (time: unknown): number | undefined => (typeof time === "string" ? now - Date.parse(time) : undefined);
  const { lastScheduleTime, lastSuccessfulTime } = fieldsAt(own, ["status"]);
  const age = since(own.metadata.creationTimestamp) ?? 0;
  const path = ["spec", "schedule"];
  const every = `its schedule fires at least every ${formatDuration(gap)}`;
  const scheduled = since(lastScheduleTime);
  if ((scheduled ?? age) > gap + slackMs) {
    const what = scheduled === undefined ? "it never ran" : `it ran last ${formatDuration(scheduled)} ago`;
    return { evidence: `${what}, though ${every}`, path };
  }
  const succeeded = since(lastSuccessfulTime);
  if ((succeeded ?? age) <= 2 * gap + slackMs) return undefined;
  const what =
    succeeded === undefined ? "no run ever succeeded" : `the last success was ${formatDuration(succeeded)} ago`;
  return { evidence: `${what}, though ${every}`, path };
}
