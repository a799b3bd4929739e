// Does a CronJob come back after its controller was away?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { cronJobsOf, noCronJobs } from "./batch.ts";

/** The controller looks every 10 seconds: a shorter deadline is missed each time. */
const least = 10;

export const cronStartingDeadline: Check = {
  id: "objects/cron-starting-deadline",
  severity: "medium",
  title: "A CronJob has a deadline for late starts",
  why: "Without one, a CronJob that missed more than 100 runs (a controller that was away, a long suspension) is never started again; below 10 seconds it may never start at all.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline",
  recommendation: "Set spec.startingDeadlineSeconds to how late a run still makes sense, at least 10.",
  run: (subject) =>
    eachObject(
      cronJobsOf(subject),
      ({ spec: { startingDeadlineSeconds: deadline } }) => {
        if (typeof deadline === "number" && deadline >= least) return undefined;
        const evidence = `startingDeadlineSeconds is ${deadline === undefined ? "not set" : deadline}`;
        return { evidence, path: ["spec", "startingDeadlineSeconds"] };
      },
      noCronJobs,
    ),
};
