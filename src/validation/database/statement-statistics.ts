// Can anybody tell which queries are slow?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const statementStatistics: Check = {
  id: "database/statement-statistics",
  severity: "low",
  title: "pg_stat_statements counts what queries cost",
  why: "When the database is slow, nobody can say by which query, nor since which release.",
  source: "https://www.postgresql.org/docs/current/pgstatstatements.html",
  recommendation: "Add it to shared_preload_libraries, and CREATE EXTENSION pg_stat_statements.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ extensions }) => extensions,
      (extensions) =>
        extensions.some(({ name }) => name === "pg_stat_statements")
          ? []
          : ["the extension pg_stat_statements is missing"],
    ),
};
