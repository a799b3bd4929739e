// Is there room for more connections?

import { z } from "zod";
import type { Check } from "../check.ts";
import { numberOf, onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  percent: z.number().min(1).max(100).default(80).describe("Of the connections that may be taken."),
});

export const connectionHeadroom: Check<z.output<typeof settings>> = {
  id: "database/connection-headroom",
  severity: "high",
  title: "Connections are left, on the server, in the database and for the role",
  why: "With the last connection taken, new pods fail to start and a rollout hangs, though nothing is wrong with the release.",
  source: "https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS",
  recommendation: "Make the pools smaller, put a pooler (PgBouncer) in front, or raise the limit that is named.",
  settings,
  run: (subject, { percent }) =>
    onDatabase(
      subject,
      ({ connections }) => connections,
      (seen, database) => {
        const reserved =
          numberOf(database, "superuser_reserved_connections", 3) + numberOf(database, "reserved_connections", 0);
        const limits = [
          { what: "of the server", used: seen.used, limit: numberOf(database, "max_connections", -1) - reserved },
          { what: "of the database", used: seen.usedByDatabase, limit: seen.databaseLimit ?? -1 },
          { what: `of the role ${database.role}`, used: seen.usedByRole, limit: seen.roleLimit ?? -1 },
        ];
        return limits
          .filter(({ used, limit }) => limit >= 0 && used * 100 > limit * percent)
          .map(({ what, used, limit }) => `${used} of ${limit} connections ${what} are taken (at most ${percent} %)`);
      },
    ),
};
