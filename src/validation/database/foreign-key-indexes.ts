// Is a table read whole for each row that is deleted elsewhere?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const foreignKeyIndexes: Check = {
  id: "database/foreign-key-indexes",
  severity: "low",
  title: "The columns of foreign keys are indexed",
  why: "To delete or change one row of the other table, this one is read whole, with a lock on the row meanwhile.",
  source: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK",
  recommendation: "CREATE INDEX CONCURRENTLY on the columns.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ foreignKeys }) => foreignKeys,
      (foreignKeys) =>
        foreignKeys.map(({ table, columns }) => ({
          within: `table ${table}`,
          evidence: `the foreign key (${columns}) has no index`,
        })),
    ),
};
