// Are backups kept for long enough?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachMaker } from "./on-backups.ts";

const settings = z.strictObject({
  days: z.number().int().min(1).default(30).describe("For how many days backups are kept at least."),
});

export const retention: Check<z.output<typeof settings>> = {
  id: "backup/retention",
  severity: "medium",
  title: "Backups are kept for 30 days at least, and not for ever",
  why: "A row that was lost by mistake is missed weeks later; what is never deleted costs more each month and keeps what had to be forgotten.",
  source: "https://cloudnative-pg.io/documentation/current/backup/",
  recommendation:
    'Set retentionPolicy: "30d" (CloudNativePG: of the Cluster or the ObjectStore of its plugin), ttl: 720h (Velero), or delete old files in the job itself.',
  settings,
  run: (subject, { days }) =>
    eachMaker(subject, ({ retentionDays, seen, command }) => {
      if (retentionDays === undefined) {
        // Rules of the bucket may delete them; nothing here shows it.
        const where = seen.object.kind === "CronJob" ? "its command" : "its Cluster, or the ObjectStore of its plugin,";
        return command === "" || seen.object.kind === "CronJob"
          ? { evidence: `${where} says not how long they are kept` }
          : undefined;
      }
      return retentionDays >= days
        ? undefined
        : { evidence: `they are kept for ${retentionDays} days, of at least ${days}` };
    }),
};
