// Is everything there again after a restore?

import type { Check } from "../check.ts";
import { onDrill } from "./drill/on-drill.ts";

export const restoredRows: Check = {
  id: "backup/restored-rows",
  severity: "critical",
  title: "A restore brings back every table, row for row",
  why: "A dump may leave out schemas, or rows that its role may not see (row security), and restores without an error.",
  source: "https://www.postgresql.org/docs/current/app-pgdump.html",
  recommendation: "Dump with a role that sees all, without --exclude and --schema; compare again.",
  run: (subject) =>
    onDrill(subject, ({ result }) => {
      if (result.kind === "failed") return { kind: "unknown", reason: `nothing was restored: ${result.reason}` };
      if (result.unknown !== undefined) return { kind: "unknown", reason: result.unknown };
      return result.differences;
    }),
};
