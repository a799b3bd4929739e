// Could the service's role drop its own tables?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const roleOwnsSchema: Check = {
  id: "database/role-owns-schema",
  severity: "info",
  title: "The service's role does not own the schema public",
  why: "The owner of a schema may drop all in it, grants to itself what was revoked, and sets row security aside.",
  source: "https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS",
  recommendation: "Let a role for migrations own the schema and its tables, and grant the service what it uses.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ roles }) => roles,
      ([role], { role: name }) => {
        if (role === undefined) return { kind: "unknown", reason: `there is no role ${name} (input "database-role")` };
        return role.ownsPublic ? [{ within: `role ${name}`, evidence: "it owns the schema public" }] : [];
      },
    ),
};
