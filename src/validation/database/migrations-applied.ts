// Does the database have the schema that the release expects?

import type { Check } from "../check.ts";
import { onMigrations } from "./migrations/on-migrations.ts";

export const migrationsApplied: Check = {
  id: "database/migrations-applied",
  severity: "high",
  title: "Every migration of the repository was applied",
  why: "The release asks for columns that are not there: it starts, is ready, and fails with the first request that needs them.",
  source: "https://docs.rs/sqlx/latest/sqlx/migrate/struct.Migrator.html",
  recommendation: "Run the migrations before the release, or find out why they did not run.",
  run: (subject) =>
    onMigrations(subject, ({ table, pending }) =>
      pending.map((one) => ({ within: `table ${table}`, evidence: `${one} is not applied` })),
    ),
};
