// Can the last run of a CronJob be looked at, and the old ones not?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { cronJobsOf, noCronJobs } from "./batch.ts";

const most = 10;

export const cronHistory: Check = {
  id: "objects/cron-history",
  severity: "low",
  title: "A CronJob keeps its last runs, and not all of them",
  why: "With no failed run kept, nobody can read why the night's run failed; with hundreds kept, their pods fill the namespace's quota.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits",
  recommendation: `Set failedJobsHistoryLimit and successfulJobsHistoryLimit between 1 and ${most}.`,
  run: (subject) => eachObject(cronJobsOf(subject), judge, noCronJobs),
};

/** By default three that succeeded and one that failed are kept. */
function judge({ spec }: Seen): Complaint[] {
  return ["failedJobsHistoryLimit", "successfulJobsHistoryLimit"].flatMap((field) => {
    const limit = spec[field] ?? 1;
    if (typeof limit === "number" && limit >= 1 && limit <= most) return [];
    return [{ evidence: `${field} is ${limit}`, path: ["spec", field] }];
  });
}
