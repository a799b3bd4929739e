// Is a CronJob switched off?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import { aliveOf } from "./alive.ts";
import { cronJobsOf, noCronJobs } from "./batch.ts";

export const cronSuspended: Check = {
  id: "objects/cron-suspended",
  severity: "medium",
  title: "No CronJob is suspended",
  why: "Somebody stopped it for an hour; months later the backups, the clean-ups or the invoices are missed.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension",
  recommendation: "Take spec.suspend away, or the CronJob.",
  run: (subject) =>
    eachObject(
      cronJobsOf(subject),
      (seen) => {
        if (seen.spec.suspend === true) return { evidence: "suspend is true", path: ["spec", "suspend"] };
        const isStopped = fieldsAt(aliveOf(subject, seen), ["spec"]).suspend === true;
        return isStopped ? { evidence: "suspend is true in the cluster", path: ["spec"] } : undefined;
      },
      noCronJobs,
    ),
};
