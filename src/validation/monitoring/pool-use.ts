// Is there room in the connection pool?

import { z } from "zod";
import type { Check } from "../check.ts";
import { judgeQuery } from "./judge-monitoring.ts";
import { shareText } from "./share-text.ts";

const settings = z.strictObject({
  max: z.number().min(0).max(1).default(0.8).describe("The share of the pool that may be in use, from 0 to 1."),
});

export const poolUse: Check<z.output<typeof settings>> = {
  id: "monitoring/pool-use",
  severity: "medium",
  title: "At most 80 % of the connection pool are in use",
  why: "When the pool is used up, every request waits for a connection, and all time out together.",
  source: "https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing",
  recommendation:
    "Look for slow queries and transactions that stay open before the pool is made larger: the database has a limit of its own.",
  settings,
  run: (subject, { max }) =>
    judgeQuery(subject, "pool-use", (value) =>
      value <= max ? undefined : `${shareText(value)} of the pool are in use, more than ${shareText(max)}`,
    ),
};
