// Is there an index that nobody asks?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  mebibytes: z.number().min(0).default(10).describe("From which size on an index counts."),
  days: z.number().min(0).default(7).describe("How long scans must have been counted."),
});

export const unusedIndexes: Check<z.output<typeof settings>> = {
  id: "database/unused-indexes",
  severity: "low",
  title: "No large index is unused",
  why: "Each write keeps it up to date, each backup and each vacuum carries it along.",
  source: "https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW",
  recommendation: "Look at the replicas, which count on their own; then DROP INDEX CONCURRENTLY.",
  settings,
  run: (subject, { mebibytes, days }) =>
    onDatabase(
      subject,
      ({ indexes }) => indexes,
      (indexes) => {
        const large = indexes.filter(
          ({ bytes, holdsRule, isValid }) => bytes >= mebibytes * 1024 ** 2 && !holdsRule && isValid,
        );
        if (large.some(({ countedDays }) => countedDays < days)) {
          return { kind: "not-applicable", reason: `scans are counted for less than ${days} days` };
        }
        return large
          .filter(({ scans }) => scans === 0)
          .map(({ name, bytes, countedDays }) => ({
            within: `index ${name}`,
            evidence: `${Math.round(bytes / 1024 ** 2)} MiB, and no scan in ${Math.floor(countedDays)} days`,
          }));
      },
    ),
};
