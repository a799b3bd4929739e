// May the service's role do more than its work?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const rolePrivileges: Check = {
  id: "database/role-privileges",
  severity: "critical",
  title: "The service's role has no power over the server or other roles",
  why: "One injected query then reads every database, writes files on the server or runs programs there.",
  source: "https://www.postgresql.org/docs/current/role-attributes.html",
  recommendation:
    "ALTER ROLE … NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION, and revoke the memberships; let migrations use a role of their own.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ roles }) => roles,
      ([role], { role: name }) => {
        if (role === undefined) return { kind: "unknown", reason: `there is no role ${name} (input "database-role")` };
        const powers = [
          ...(role.isSuperuser ? ["is a superuser"] : []),
          ...(role.maySetRoles ? ["may make and change roles (CREATEROLE)"] : []),
          ...(role.mayMakeDatabases ? ["may make databases (CREATEDB)"] : []),
          ...(role.skipsRowSecurity ? ["skips row security (BYPASSRLS)"] : []),
          ...(role.mayReplicate ? ["may copy the whole server (REPLICATION)"] : []),
          ...role.powers.map((power) => `is a member of ${power}`),
        ];
        return powers.map((power) => ({ within: `role ${name}`, evidence: `it ${power}` }));
      },
    ),
};
