// Are jobs that are done taken away?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { jobsOf } from "./batch.ts";

export const jobTtl: Check = {
  id: "objects/job-ttl",
  severity: "low",
  title: "A Job that is done goes away",
  why: "Otherwise it and its pods stay until somebody deletes them, and the next release cannot apply a changed Job of the same name: its template is immutable.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/",
  recommendation: "Set spec.ttlSecondsAfterFinished, long enough to read its logs (86400 is a day).",
  run: (subject) =>
    eachObject(
      // A CronJob takes its own away by its history limits.
      jobsOf(subject).filter(({ isCron }) => !isCron),
      ({ job, jobPath }) =>
        typeof job.ttlSecondsAfterFinished === "number"
          ? undefined
          : { evidence: "ttlSecondsAfterFinished is not set", path: [...jobPath, "ttlSecondsAfterFinished"] },
      "there is no Job",
    ),
};
