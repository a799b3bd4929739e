// May everybody run functions with the rights of their owner?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const publicDefiner: Check = {
  id: "database/public-definer",
  severity: "medium",
  title: "No function that runs as its owner is open to PUBLIC without a fixed search_path",
  why: "Every role may call it, and one that puts its own schema first in the path runs its code with the rights of the owner.",
  source: "https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY",
  recommendation:
    "REVOKE EXECUTE ON FUNCTION … FROM PUBLIC, and ALTER FUNCTION … SET search_path = pg_catalog, pg_temp.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ grants }) => grants,
      (grants) =>
        grants
          .filter((grant) => grant.kind === "function" && !grant.fixesPath)
          .map(({ kind, name, privileges }) => ({
            within: kind === "function" ? `function ${name}` : name,
            evidence: `PUBLIC has ${privileges}, and it sets no search_path`,
          })),
    ),
};
