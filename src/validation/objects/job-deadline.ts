// Can a job hang for ever?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { jobsOf, noJobs } from "./batch.ts";

export const jobDeadline: Check = {
  id: "objects/job-deadline",
  severity: "medium",
  title: "Jobs have a deadline",
  why: "A job that waits for a lock or a dead server runs for days, holds its resources, and with concurrencyPolicy Forbid keeps every later run from starting.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
  recommendation: "Set activeDeadlineSeconds on the job to a little more than its longest run takes.",
  run: (subject) =>
    eachObject(
      jobsOf(subject),
      ({ job, jobPath }) => {
        const deadline = job.activeDeadlineSeconds;
        if (typeof deadline === "number" && deadline > 0) return undefined;
        const path = [...jobPath, "activeDeadlineSeconds"];
        return { evidence: deadline === undefined ? "activeDeadlineSeconds is not set" : `it is ${deadline}`, path };
      },
      noJobs,
    ),
};
