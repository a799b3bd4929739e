// May anybody log in without a password?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const hbaTrust: Check = {
  id: "database/hba-trust",
  severity: "critical",
  title: "No rule of pg_hba.conf lets in without a proof, or with a password in the clear",
  why: "trust asks for nothing at all: whoever reaches the port is any user, a superuser too.",
  source: "https://www.postgresql.org/docs/current/auth-trust.html",
  recommendation: "Write scram-sha-256 in its place, and SELECT pg_reload_conf().",
  run: (subject) =>
    onDatabase(
      subject,
      ({ hba }) => hba,
      (rules) =>
        rules
          .filter(({ method, type }) => type !== "local" && ["trust", "password", "ident"].includes(method))
          .map(({ line, type, databases, users, address, method }) => ({
            within: "pg_hba.conf",
            evidence: `line ${line} says ${[type, databases, users, address, method].filter((part) => part).join(" ")}`,
          })),
    ),
};
