// Can the database be brought back to the minute before a mistake?

import type { Check } from "../check.ts";
import { archivedByServer } from "./archived-by-server.ts";
import { onBackups } from "./on-backups.ts";

export const pointInTime: Check = {
  id: "backup/point-in-time",
  severity: "high",
  title: "Point-in-time recovery is possible",
  why: "After a bad migration at 14:32 a dump of the night brings back the night; what is wanted is 14:31.",
  source: "https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-PITR-RECOVERY",
  recommendation:
    "Make base backups (ScheduledBackup, pgbackrest backup, wal-g backup-push) beside the archive of the log: a dump cannot be the start of one.",
  run: (subject) =>
    onBackups(subject, ({ makers, archives }, keeper) => {
      const bases = makers.filter(({ method, isSuspended }) => method === "base" && !isSuspended);
      const archived = archives.some(({ destinations, failure }) => destinations.length > 0 && failure === undefined);
      const byServer = archivedByServer(subject) === "works";
      if (bases.length > 0 && (archived || byServer)) return [];
      const missing = [
        ...(bases.length > 0 ? [] : ["no base backup is made"]),
        ...(archived || byServer ? [] : ["nothing archives the log"]),
      ];
      return [{ subject: keeper, evidence: missing.join(", and ") }];
    }),
};
