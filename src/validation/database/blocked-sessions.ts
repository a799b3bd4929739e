// Does anybody wait for a lock?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  seconds: z.number().min(1).default(30).describe("How long a session may wait."),
});

export const blockedSessions: Check<z.output<typeof settings>> = {
  id: "database/blocked-sessions",
  severity: "medium",
  title: "No session waits for a lock for long",
  why: "Behind it all others queue who want the same table: a service stands still, and its metrics show an idle database.",
  source: "https://www.postgresql.org/docs/current/explicit-locking.html",
  recommendation: "SELECT pg_blocking_pids(pid) shows who holds it. Set lock_timeout for migrations.",
  settings,
  run: (subject, { seconds }) =>
    onDatabase(
      subject,
      ({ sessions }) => sessions,
      (sessions) =>
        sessions
          .filter(({ waitsForLock, stateSeconds }) => waitsForLock && stateSeconds > seconds)
          .map(({ role, stateSeconds }) => ({
            within: `role ${role}`,
            evidence: `a session waits for a lock since ${Math.round(stateSeconds)} s`,
          })),
    ),
};
