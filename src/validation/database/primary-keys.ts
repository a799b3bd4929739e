// Has every table a primary key?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const primaryKeys: Check = {
  id: "database/primary-keys",
  severity: "medium",
  title: "Every table has a primary key",
  why: "Rows can stand there twice, logical replication cannot update them, and a row cannot be mended by its name.",
  source: "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS",
  recommendation: "ALTER TABLE … ADD PRIMARY KEY, over a unique index that was made concurrently.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ tables }) => tables,
      (tables) =>
        tables
          .filter(({ hasPrimaryKey }) => !hasPrimaryKey)
          .map(({ name }) => ({ within: `table ${name}`, evidence: "it has no primary key" })),
    ),
};
