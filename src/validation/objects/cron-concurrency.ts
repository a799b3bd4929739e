// Can two runs of one CronJob get into each other's way?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { cronJobsOf, noCronJobs } from "./batch.ts";

export const cronConcurrency: Check = {
  id: "objects/cron-concurrency",
  severity: "medium",
  title: "Runs of a CronJob do not pile up",
  why: "By default the next run starts while the last one is still busy: a slow day doubles the load, and two clean-ups delete from under each other.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy",
  recommendation: "Set spec.concurrencyPolicy: Forbid, or Replace.",
  run: (subject) =>
    eachObject(
      cronJobsOf(subject),
      ({ spec: { concurrencyPolicy: policy } }) => {
        if (policy === "Forbid" || policy === "Replace") return undefined;
        const evidence = policy === undefined ? "concurrencyPolicy is not set" : `concurrencyPolicy is ${policy}`;
        return { evidence, path: ["spec", "concurrencyPolicy"] };
      },
      noCronJobs,
    ),
};
