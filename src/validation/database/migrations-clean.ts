// Did a migration end in the middle?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const migrationsClean: Check = {
  id: "database/migrations-clean",
  severity: "critical",
  title: "No migration is dirty or has failed",
  why: "Half of a change stands in the schema: the next release may not migrate, and nobody knows which half.",
  source: "https://github.com/golang-migrate/migrate/blob/master/GETTING_STARTED.md#forcing-your-database-version",
  recommendation:
    "Look what of it was done, put it right by hand, and clear the mark with the tool's own command (migrate force, flyway repair, prisma migrate resolve).",
  run: (subject) =>
    onDatabase(
      subject,
      ({ migrations }) => migrations,
      (migrations) => {
        if (migrations.length === 0) {
          return { kind: "not-applicable", reason: "there is no table of a tool for migrations that is known" };
        }
        return migrations.flatMap(({ tool, table, applied }) =>
          applied
            .filter(({ isBroken }) => isBroken)
            .map(({ id }) => ({ within: `table ${table}`, evidence: `${tool} has left ${id} unfinished` })),
        );
      },
    ),
};
