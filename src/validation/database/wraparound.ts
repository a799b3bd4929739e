// Will the server stop to save itself?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  millions: z
    .number()
    .min(200)
    .max(2000)
    .default(1000)
    .describe("How old the oldest row may be, in millions of transactions."),
});

export const wraparound: Check<z.output<typeof settings>> = {
  id: "database/wraparound",
  severity: "critical",
  title: "No database is near the wraparound of transaction ids",
  why: "At two thousand million transactions without a freeze PostgreSQL takes no more writes.",
  source: "https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND",
  recommendation:
    "Find what holds the vacuum back (long or prepared transactions, slots), then VACUUM (FREEZE) the oldest tables.",
  settings,
  run: (subject, { millions }) =>
    onDatabase(
      subject,
      ({ ages }) => ages,
      (ages) =>
        ages.flatMap(({ database, transactions, members }) => {
          const age = Math.floor(Math.max(transactions, members) / 1_000_000);
          return age > millions
            ? [{ within: database, evidence: `its oldest row is ${age} million transactions old` }]
            : [];
        }),
    ),
};
