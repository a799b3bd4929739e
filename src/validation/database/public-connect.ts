// May every role of the server log in to this database?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const publicConnect: Check = {
  id: "database/public-connect",
  severity: "info",
  title: "Only roles that use the database may connect to it",
  why: "A role that another service leaked gets in here too, and sees at least the names of all tables.",
  source: "https://www.postgresql.org/docs/current/ddl-priv.html",
  recommendation: "REVOKE CONNECT, TEMPORARY ON DATABASE … FROM PUBLIC, and grant CONNECT to the roles that use it.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ grants }) => grants,
      (grants) =>
        grants
          .filter((grant) => grant.kind === "database")
          .map(({ kind, name, privileges }) => ({
            within: kind === "database" ? "" : name,
            evidence: `PUBLIC has ${privileges}`,
          })),
    ),
};
