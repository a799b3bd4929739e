// Does the repository know all that was done to the schema?

import type { Check } from "../check.ts";
import { onMigrations } from "./migrations/on-migrations.ts";

export const migrationsKnown: Check = {
  id: "database/migrations-known",
  severity: "medium",
  title: "The repository holds every migration that was applied",
  why: "Somebody migrated from another branch, or took a file away: a new database would get another schema than this one.",
  source: "https://docs.rs/sqlx/latest/sqlx/migrate/struct.Migrator.html#structfield.ignore_missing",
  recommendation: "Bring the file back, or write down in a new migration what it did.",
  run: (subject) =>
    onMigrations(subject, ({ table, unknown }) =>
      unknown.map((one) => ({ within: `table ${table}`, evidence: `${one} was applied, and no file has it` })),
    ),
};
