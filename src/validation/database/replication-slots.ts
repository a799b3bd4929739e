// Does a slot that nobody uses fill the disk?

import { z } from "zod";
import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

const settings = z.strictObject({
  gibibytes: z.number().min(0).default(1).describe("How much a slot that is not in use may keep."),
});

export const replicationSlots: Check<z.output<typeof settings>> = {
  id: "database/replication-slots",
  severity: "high",
  title: "No replication slot keeps files for somebody who does not come",
  why: "The server keeps everything written since the slot was last used, until the disk is full and it stops.",
  source: "https://www.postgresql.org/docs/current/warm-standby.html#STREAMING-REPLICATION-SLOTS",
  recommendation: "SELECT pg_drop_replication_slot(…) for one that is not needed, and set max_slot_wal_keep_size.",
  settings,
  run: (subject, { gibibytes }) =>
    onDatabase(
      subject,
      ({ slots }) => slots,
      (slots) => {
        if (slots.length === 0) return { kind: "not-applicable", reason: "there is no replication slot" };
        return slots.flatMap(({ name, isActive, keptBytes, status }) => {
          const within = `slot ${name}`;
          if (status === "lost") return [{ within, evidence: "what it needs is gone: its replica must be made anew" }];
          const kept = (keptBytes ?? 0) / 1024 ** 3;
          if (isActive || kept <= gibibytes) return [];
          return [{ within, evidence: `nobody is connected, and it keeps ${kept.toFixed(1)} GiB` }];
        });
      },
    ),
};
