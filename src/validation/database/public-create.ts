// May everybody who can log in make objects in a schema?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const publicCreate: Check = {
  id: "database/public-create",
  severity: "high",
  title: "Nobody but its owner may create in a schema by a grant to PUBLIC",
  why: "Whoever creates a function or table of a known name there has it called in the service's name (CVE-2018-1058); databases from before PostgreSQL 15 keep the old grant.",
  source: "https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS",
  recommendation: "REVOKE CREATE ON SCHEMA public FROM PUBLIC.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ grants }) => grants,
      (grants) =>
        grants
          .filter((grant) => grant.kind === "schema")
          .map(({ kind, name, privileges }) => ({
            within: kind === "schema" ? `schema ${name}` : name,
            evidence: `PUBLIC has ${privileges}`,
          })),
    ),
};
