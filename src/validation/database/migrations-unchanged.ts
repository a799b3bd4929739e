// Was a migration changed after it was applied?

import type { Check } from "../check.ts";
import { onMigrations } from "./migrations/on-migrations.ts";

export const migrationsUnchanged: Check = {
  id: "database/migrations-unchanged",
  severity: "high",
  title: "No migration was changed after it was applied",
  why: "This database has what the old text did, a new one gets what the new text does, and most tools refuse to go on.",
  source: "https://docs.rs/sqlx/latest/sqlx/migrate/enum.MigrateError.html#variant.VersionMismatch",
  recommendation: "Bring the old text back, and write the change as a new migration.",
  run: (subject) =>
    onMigrations(subject, ({ table, changed }) =>
      changed.map((one) => ({ within: `table ${table}`, evidence: `${one} is not what was applied` })),
    ),
};
