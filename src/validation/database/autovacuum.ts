// Does the database clean up after itself?

import type { Check } from "../check.ts";
import { onDatabase, whole } from "./on-database.ts";

export const autovacuum: Check = {
  id: "database/autovacuum",
  severity: "high",
  title: "Autovacuum is on, for the server and for each table",
  why: "Tables grow without an end, the planner works with old figures, and in the end the server refuses writes to save itself.",
  source: "https://www.postgresql.org/docs/current/routine-vacuuming.html#AUTOVACUUM",
  recommendation: "Set autovacuum = on and track_counts = on, and ALTER TABLE … RESET (autovacuum_enabled).",
  run: (subject) =>
    onDatabase(
      subject,
      (seen) => (seen.tables.kind === "unknown" ? seen.tables : whole(seen)),
      ({ tables, settings }) => {
        if (settings.kind === "unknown") return settings;
        const off = ["autovacuum", "track_counts"].filter((name) => settings.value.get(name) === "off");
        const own = (tables.kind === "seen" ? tables.value : []).filter(({ vacuumsItself }) => !vacuumsItself);
        return [
          ...off.map((name) => `${name} is off`),
          ...own.map(({ name }) => ({ within: `table ${name}`, evidence: "autovacuum is off for it" })),
        ];
      },
    ),
};
