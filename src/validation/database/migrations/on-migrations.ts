// How does a check compare the migrations of the repository with those of the database?

import type { Examination } from "../../check.ts";
import type { Subject } from "../../subject.ts";
import { type DatabaseComplaint, onDatabase } from "../on-database.ts";
import { type Comparison, compareMigrations } from "./compare.ts";

export function onMigrations(
  subject: Subject,
  judge: (comparison: Comparison) => readonly DatabaseComplaint[],
): Examination {
  return onDatabase(
    subject,
    ({ migrations }) => migrations,
    (applied, { migrationFiles: files }) => {
      if (files === undefined) {
        const reason = 'the folder of the migrations is not given (input "database-migrations")';
        return { kind: "not-applicable", reason, notAsked: true };
      }
      if (files.kind === "unknown") return files;
      const comparisons = compareMigrations(applied, files.value);
      if (comparisons.length > 0) return comparisons.flatMap(judge);
      const tables = applied.map(({ table }) => table).join(", ");
      const reason =
        tables === ""
          ? "the database has no table of a tool for migrations that is known"
          : `no file of the folder is named as the tool of ${tables} names them`;
      return { kind: "unknown", reason };
    },
  );
}
