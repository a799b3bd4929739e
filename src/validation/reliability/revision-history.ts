// Is there a way back?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";

export const revisionHistory: Check = {
  id: "reliability/revision-history",
  severity: "medium",
  title: "Old revisions are kept",
  why: "With a history of 0, the ReplicaSet of the last release is deleted with it: there is nothing to roll back to. With 1, a second release that fails leaves no way to the last good one.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#clean-up-policy",
  recommendation: "Remove revisionHistoryLimit (10 is the default) or set it above 1.",
  run: (subject) =>
    eachWorkload(
      subject,
      ({ spec }) => {
        const limit = spec.revisionHistoryLimit;
        if (typeof limit !== "number" || limit > 1) return undefined;
        const path = ["spec", "revisionHistoryLimit"];
        return { evidence: `revisionHistoryLimit is ${limit}`, path, fix: { path, value: undefined } };
      },
      ({ serves }) => serves,
    ),
};
