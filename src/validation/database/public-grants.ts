// May everybody who can log in use the tables?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const publicGrants: Check = {
  id: "database/public-grants",
  severity: "high",
  title: "No table or sequence is granted to PUBLIC",
  why: "Each role of the server has it, also those that are made tomorrow, and no list of grants of a role shows it.",
  source: "https://www.postgresql.org/docs/current/ddl-priv.html",
  recommendation: "REVOKE ALL ON … FROM PUBLIC (and ALTER DEFAULT PRIVILEGES), and grant it to the roles that use it.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ grants }) => grants,
      (grants) =>
        grants
          .filter((grant) => grant.kind === "table" || grant.kind === "default")
          .map(({ kind, name, privileges }) => ({
            within: kind === "table" ? `table ${name}` : name,
            evidence: `PUBLIC has ${privileges}`,
          })),
    ),
};
