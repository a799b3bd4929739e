// Has a Job failed?

import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachAlive } from "../live-scope.ts";

export const jobs: Check = {
  id: "cluster/jobs",
  severity: "high",
  title: "No Job has failed",
  why: "A migration or an import that failed half-way leaves data that the service was not written for.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
  recommendation: "Read the log of its pods, then run it again or delete it.",
  run: (subject) =>
    eachAlive(
      subject,
      [],
      ({ alive }) => {
        const failed = conditionOf(alive, "Failed");
        if (failed?.status !== "True") return [];
        return [{ evidence: `it failed: ${failed.reason ?? ""} (${failed.message ?? "without a message"})` }];
      },
      ({ alive }) => alive.kind === "Job",
      "there is no Job",
    ),
};
