// Would the API server take a job's pods?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { valueAt } from "../fields.ts";
import { jobsOf, noJobs } from "./batch.ts";

const allowed = ["Never", "OnFailure"];

export const jobRestartPolicy: Check = {
  id: "objects/job-restart-policy",
  severity: "high",
  title: "The pods of jobs end",
  why: "A template without a restartPolicy means Always, which a job must not have: the API server refuses it.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template",
  recommendation: "Set restartPolicy: Never, or OnFailure to try again in the same pod.",
  run: (subject) =>
    eachObject(
      jobsOf(subject),
      ({ job, jobPath }) => {
        const policy = valueAt(job, ["template", "spec", "restartPolicy"]);
        if (typeof policy === "string" && allowed.includes(policy)) return undefined;
        const path = [...jobPath, "template", "spec", "restartPolicy"];
        return { evidence: policy === undefined ? "restartPolicy is not set" : `restartPolicy is ${policy}`, path };
      },
      noJobs,
    ),
};
