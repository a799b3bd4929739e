// Do the replicas keep up?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  seconds: z.number().min(0).default(30).describe("How far behind a replica may be."),
  mebibytes: z.number().min(0).default(256).describe("How much it may have to apply still."),
});

export const replicationLag: Check<z.output<typeof settings>> = {
  id: "database/replication-lag",
  severity: "high",
  title: "No replica is far behind",
  why: "A failover to it loses what it has not got, and readers of it see the past.",
  source: "https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW",
  recommendation: "Look at its disk, its network, and long queries on it that hold the replay.",
  settings,
  run: (subject, { seconds, mebibytes }) =>
    onDatabase(
      subject,
      ({ replicas }) => replicas,
      (replicas) => {
        if (replicas.length === 0) return { kind: "not-applicable", reason: "no replica is connected" };
        return replicas.flatMap(({ name, state, lagBytes, lagSeconds }) => {
          const within = `replica ${name}`;
          // A copy that is being made is behind by nature.
          if (state === "backup" || state === "startup") return [];
          const behind = Math.round((lagBytes ?? 0) / 1024 / 1024);
          if ((lagSeconds ?? 0) > seconds)
            return [{ within, evidence: `it is ${Math.round(lagSeconds ?? 0)} s behind` }];
          return behind > mebibytes ? [{ within, evidence: `it is ${behind} MiB behind` }] : [];
        });
      },
    ),
};
