// Do two indexes do the same?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const duplicateIndexes: Check = {
  id: "database/duplicate-indexes",
  severity: "low",
  title: "No two indexes of a table are alike",
  why: "Each write pays twice, and no query is faster.",
  source: "https://wiki.postgresql.org/wiki/Index_Maintenance#Duplicate_Indexes",
  recommendation: "DROP INDEX CONCURRENTLY for the one that holds no rule.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ indexes }) => indexes,
      (indexes) => {
        const alike = Map.groupBy(indexes, ({ table, shape }) => `${table} ${shape}`);
        return [...alike.values()].flatMap((group) => {
          const [spare] = group.filter(({ holdsRule }) => !holdsRule);
          const other = group.find((one) => one !== spare);
          if (spare === undefined || other === undefined) return [];
          return [{ within: `index ${spare.name}`, evidence: `it is the same as ${other.name}` }];
        });
      },
    ),
};
