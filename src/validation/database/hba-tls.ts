// Does the server take connections without TLS?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const hbaTls: Check = {
  id: "database/hba-tls",
  severity: "medium",
  title: "The server takes no connection over the network without TLS",
  why: "A client whose sslmode is left out falls back, and sends queries and rows in the clear.",
  source: "https://www.postgresql.org/docs/current/auth-pg-hba-conf.html",
  recommendation: "Write hostssl in place of host, or add hostnossl all all all reject before it.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ hba }) => hba,
      (rules) => {
        const refusal = rules.findIndex(
          ({ type, method, databases, users, address }) =>
            type === "hostnossl" && method === "reject" && databases === "all" && users === "all" && address === "all",
        );
        return rules
          .slice(0, refusal < 0 ? rules.length : refusal)
          .filter(
            ({ type, method, address }) =>
              ["host", "hostnossl"].includes(type) && method !== "reject" && !isLocal(address),
          )
          .map(({ line, type, address }) => ({
            within: "pg_hba.conf",
            evidence: `line ${line} takes connections of ${address ?? "anybody"} by ${type}, without TLS too`,
          }));
      },
    ),
};

function isLocal(address: string | null): boolean {
  return address !== null && /^(?:127\.|::1$|samehost$)/.test(address);
}
