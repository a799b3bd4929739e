// How much is lost, if the database is lost now?

import { formatDuration } from "../../config/duration.ts";
import type { Check } from "../check.ts";
import { nameOf } from "../subject.ts";
import { archivedByServer } from "./archived-by-server.ts";
import type { Archive, Backups } from "./backups.ts";
import { onBackups } from "./on-backups.ts";

export const recoveryPoint: Check = {
  id: "backup/recovery-point",
  severity: "critical",
  title: "No more is lost than the recovery point objective allows",
  why: "A dump every six hours loses six hours of orders: replicas do not help where somebody deleted them.",
  source: "https://www.postgresql.org/docs/current/continuous-archiving.html",
  recommendation:
    'Archive the write-ahead log (CloudNativePG: barmanObjectStore or its plugin; otherwise pgBackRest or WAL-G), or dump more often. The input "rpo" says how much may be lost; 15m unless given.',
  run: (subject) =>
    onBackups(subject, (backups, keeper) => {
      const { archives, makers, rpo } = backups;
      if (archives.length > 0) return archives.flatMap((archive) => troubleOf(archive, backups));
      const said = archivedByServer(subject);
      if (said === "works") return [];
      const gaps = makers.flatMap(({ gap, isSuspended }) => (typeof gap === "number" && !isSuspended ? [gap] : []));
      const best = Math.min(...gaps);
      if (best <= rpo) return [];
      const log = said === "fails" ? "the log is not archived (or the archiver fails)" : "nothing archives the log";
      const copies = Number.isFinite(best)
        ? `the newest copy is up to ${formatDuration(best)} old`
        : "there is no copy";
      return [{ subject: keeper, evidence: `${copies}, of at most ${formatDuration(rpo)}, and ${log}` }];
    }),
};

function troubleOf({ seen, destinations, failure }: Archive, { makers, rpo }: Backups) {
  const subject = nameOf(seen);
  if (failure !== undefined) return [{ subject, evidence: `its log is not archived: ${failure}` }];
  if (destinations.length > 0) return [];
  if (makers.some(({ gap }) => typeof gap === "number" && gap <= rpo)) return [];
  const evidence =
    "spec.backup names no object store (barmanObjectStore, or a plugin with isWALArchiver), so no log is kept";
  return [{ subject, evidence }];
}
