// Did the last backup succeed, and in time?

import { formatDuration } from "../../config/duration.ts";
import type { Check } from "../check.ts";
import { eachMaker } from "./on-backups.ts";

export const lastSucceeded: Check = {
  id: "backup/last-succeeded",
  severity: "critical",
  title: "The last backup succeeded within its own schedule",
  why: "Backups fail silently, by a password that was changed or a bucket that is full, and it is noticed on the day when one is needed.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#job-history-limits",
  recommendation: "Read the logs of its last Job (or the status of its last Backup), and alert on its age.",
  run: (subject) =>
    eachMaker(
      subject,
      ({ gap, status }, { now }) => {
        if (status === undefined || now === undefined || typeof gap !== "number") return undefined;
        if (status.trouble !== undefined) return { evidence: status.trouble };
        if (status.failure !== undefined) return { evidence: `the last run failed: ${status.failure}` };
        // One that is running now may take as long as a tenth of what is between two, and an hour at least.
        const allowed = gap + Math.max(gap / 10, 3_600_000);
        const age = now - (status.lastSuccess ?? status.createdAt);
        if (age <= allowed) return undefined;
        const since = formatDuration(Math.floor(age / 60_000) * 60_000);
        const every = `it is due every ${formatDuration(gap)} at the latest`;
        if (status.lastSuccess === undefined) return { evidence: `it never succeeded in ${since}, and ${every}` };
        return { evidence: `the last success was ${since} ago, and ${every}` };
      },
      ({ status, isSuspended, gap }) => status !== undefined && !isSuspended && typeof gap === "number",
      "no object that makes backups and runs was seen in the cluster",
    ),
};
