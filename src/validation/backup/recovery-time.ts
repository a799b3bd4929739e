// How long does it take until the data is back?

import { formatDuration } from "../../config/duration.ts";
import type { Check } from "../check.ts";
import { onDrill } from "./drill/on-drill.ts";

export const recoveryTime: Check = {
  id: "backup/recovery-time",
  severity: "high",
  title: "The newest backup is restored within the recovery time objective",
  why: "The first hour of an outage is spent to decide; nobody wants to learn in the second one that the restore takes eight.",
  source: "https://www.postgresql.org/docs/current/app-pgrestore.html",
  recommendation:
    'Restore with more jobs (custom or directory format), make base backups instead of dumps, or keep less in one database. The input "rto" says how long it may take; 1h unless given.',
  run: (subject) =>
    onDrill(subject, ({ result, rtoMs }) => {
      if (result.kind === "failed") return { kind: "unknown", reason: `nothing was restored: ${result.reason}` };
      if (result.tookMs <= rtoMs) return [];
      return [`it took ${formatDuration(Math.ceil(result.tookMs / 1000) * 1000)}, of at most ${formatDuration(rtoMs)}`];
    }),
};
