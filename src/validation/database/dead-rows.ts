// Does the vacuum keep up?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  percent: z.number().min(1).max(100).default(30).describe("Of a table's rows that may be dead."),
  rows: z.number().int().min(1).default(10_000).describe("From which number of dead rows on a table counts."),
});

export const deadRows: Check<z.output<typeof settings>> = {
  id: "database/dead-rows",
  severity: "medium",
  title: "No table is full of dead rows",
  why: "Every scan reads them, and the disk that they take is not given back.",
  source: "https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY",
  recommendation:
    "Look for a long transaction or an unused slot that holds it back; then lower autovacuum_vacuum_scale_factor of the table.",
  settings,
  run: (subject, { percent, rows }) =>
    onDatabase(
      subject,
      ({ tables }) => tables,
      (tables) =>
        tables
          .filter(({ live, dead }) => dead >= rows && dead * 100 > (live + dead) * percent)
          .map(({ name, live, dead }) => ({
            within: `table ${name}`,
            evidence: `${dead} of ${live + dead} rows are dead`,
          })),
    ),
};
