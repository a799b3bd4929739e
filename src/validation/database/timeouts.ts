// Is a statement that hangs ended?

import type { Check } from "../check.ts";
import { onDatabase, settingFor, whole } from "./on-database.ts";

export const timeouts: Check = {
  id: "database/timeouts",
  severity: "medium",
  title: "The service's sessions have a limit for statements and for idle transactions",
  why: "One query without an index, or one pod that stops in the middle of a transaction, holds locks and connections until somebody is woken.",
  source: "https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT",
  recommendation: "ALTER ROLE … SET statement_timeout = '30s', and SET idle_in_transaction_session_timeout = '60s'.",
  run: (subject) =>
    onDatabase(subject, whole, (seen) => {
      const names = ["statement_timeout", "idle_in_transaction_session_timeout"];
      const values = names.map((name) => ({ name, value: settingFor(seen, name) }));
      const unknown = values.map(({ value }) => value).find((value) => value.kind === "unknown");
      if (unknown?.kind === "unknown") return unknown;
      return values
        .filter(({ value }) => value.kind === "seen" && /^0(?:ms|s|min)?$/.test(value.value))
        .map(({ name }) => ({ within: `role ${seen.role}`, evidence: `${name} is not set` }));
    }),
};
