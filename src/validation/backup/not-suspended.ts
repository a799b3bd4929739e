// Is a backup switched off?

import type { Check } from "../check.ts";
import { eachMaker } from "./on-backups.ts";

export const notSuspended: Check = {
  id: "backup/not-suspended",
  severity: "critical",
  title: "No backup is suspended",
  why: "Somebody switched it off for a migration and forgot it; the last good copy gets older each day.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension",
  recommendation: "Set suspend (Velero: paused) to false.",
  run: (subject) =>
    eachMaker(subject, ({ isSuspended, suspendPath }) => {
      if (!isSuspended) return undefined;
      return { evidence: `${suspendPath.at(-1)} is true`, path: suspendPath, fix: { path: suspendPath, value: false } };
    }),
};
