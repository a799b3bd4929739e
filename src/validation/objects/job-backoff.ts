// How often is a job that fails tried again?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { jobsOf, noJobs } from "./batch.ts";

/** Kubernetes' default; with it the last try begins after half an hour of waiting. */
const most = 6;

export const jobBackoff: Check = {
  id: "objects/job-backoff",
  severity: "low",
  title: "Jobs say how often they are tried again",
  why: "By default a job is tried six times more: one that is not safe to repeat does its harm seven times, and its failure is known only after that.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy",
  recommendation: `Set backoffLimit, at most ${most}; 0 for what must not be repeated.`,
  run: (subject) =>
    eachObject(
      jobsOf(subject),
      ({ job, jobPath }) => {
        const { backoffLimit, backoffLimitPerIndex } = job;
        const limit = backoffLimit ?? backoffLimitPerIndex;
        if (limit === undefined) return { evidence: "backoffLimit is not set", path: [...jobPath, "backoffLimit"] };
        if (Number(limit) <= most) return undefined;
        return { evidence: `backoffLimit is ${limit}`, path: [...jobPath, "backoffLimit"] };
      },
      noJobs,
    ),
};
