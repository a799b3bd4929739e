// Does a transaction stay open?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  seconds: z.number().min(1).default(300).describe("How long a transaction may be open."),
  idle: z.number().min(1).default(60).describe("How long one may be open while nothing is asked in it."),
  prepared: z.number().min(1).default(3600).describe("How long a prepared one may wait for its end."),
});

export const longTransactions: Check<z.output<typeof settings>> = {
  id: "database/long-transactions",
  severity: "medium",
  title: "No transaction is open for long",
  why: "While it is open no vacuum removes what it might still see, tables grow, and migrations wait for its locks with everybody behind them.",
  source: "https://www.postgresql.org/docs/current/routine-vacuuming.html",
  recommendation:
    "End the session with pg_terminate_backend, find what leaves it open, and set idle_in_transaction_session_timeout.",
  settings,
  run: (subject, { seconds, idle, prepared }) =>
    onDatabase(
      subject,
      ({ sessions }) => sessions,
      (sessions) =>
        sessions.flatMap(({ role, state, transactionSeconds, stateSeconds }) => {
          const within = `role ${role}`;
          const age = Math.round(transactionSeconds);
          if (state === "prepared") {
            return age > prepared
              ? [{ within, evidence: `a prepared transaction waits for its end since ${age} s` }]
              : [];
          }
          if (state === "idle in transaction" && stateSeconds > idle) {
            return [{ within, evidence: `a session is idle in a transaction since ${Math.round(stateSeconds)} s` }];
          }
          return age > seconds ? [{ within, evidence: `a transaction is open since ${age} s` }] : [];
        }),
    ),
};
