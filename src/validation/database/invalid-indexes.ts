// Is there an index that no query uses because it was never finished?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const invalidIndexes: Check = {
  id: "database/invalid-indexes",
  severity: "medium",
  title: "Every index is valid",
  why: "CREATE INDEX CONCURRENTLY that failed leaves an index that costs each write and serves no query; a unique one guards nothing.",
  source: "https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY",
  recommendation: "DROP INDEX CONCURRENTLY, and make it again, or REINDEX INDEX CONCURRENTLY.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ indexes }) => indexes,
      (indexes) =>
        indexes
          .filter(({ isValid, isBuilding }) => !isValid && !isBuilding)
          .map(({ name, table }) => ({ within: `index ${name}`, evidence: `it is invalid (table ${table})` })),
    ),
};
