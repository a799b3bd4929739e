// Is what is written kept elsewhere as it is written?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase, settingOf } from "./on-database.ts";
import type { ArchiverSeen } from "./seen.ts";

const settings = z.strictObject({
  seconds: z
    .number()
    .min(60)
    .default(900)
    .describe("How old the newest archived file may be while the database is written to."),
});

export const walArchiving: Check<z.output<typeof settings>> = {
  id: "database/wal-archiving",
  severity: "high",
  title: "The write-ahead log is archived, and the archiver works",
  why: "Without the archive a restore ends at the last dump; with one that fails, the server also keeps every file until its disk is full.",
  source: "https://www.postgresql.org/docs/current/continuous-archiving.html",
  recommendation:
    "Set archive_mode = on with an archive_command that ends well (CloudNativePG, pgBackRest, WAL-G, Barman do it); read the server log for why it fails.",
  settings,
  run: (subject, { seconds }) =>
    onDatabase(
      subject,
      ({ archiver }) => archiver,
      (archiver, seen) => {
        const mode = settingOf(seen, "archive_mode");
        if (mode.kind === "unknown") return mode;
        if (mode.value === "off") return ["archive_mode is off"];
        if (seen.isStandby && mode.value === "on") {
          return { kind: "not-applicable", reason: "a standby archives nothing itself (archive_mode = on)" };
        }
        return troubleOf(archiver, seconds);
      },
    ),
};

const quietBytes = 2 * 16 * 1024 * 1024;

function troubleOf(archiver: ArchiverSeen, limit: number): string[] {
  const { archived, failed, waitingBytes } = archiver;
  const sinceFailed = Math.round(archiver.secondsSinceFailed ?? 0);
  const sinceArchived = archiver.secondsSinceArchived ?? Number.POSITIVE_INFINITY;
  if (failed > 0 && sinceFailed < sinceArchived)
    return [`the archiver fails: ${failed} times, the last ${sinceFailed} s ago`];
  if (archived === 0) return ["nothing was archived yet"];
  // Where nothing is written, there is nothing to archive.
  if (sinceArchived <= limit || (waitingBytes ?? 0) <= quietBytes) return [];
  return [`the last file was archived ${Math.round(sinceArchived)} s ago, and more was written since`];
}
