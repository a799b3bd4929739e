// Is what was committed on disk?

import type { Check } from "../check.ts";
import { onDatabase } from "./on-database.ts";

export const durability: Check = {
  id: "database/durability",
  severity: "critical",
  title: "A commit is on disk before it is confirmed",
  why: "After a crash the database is damaged (fsync, full_page_writes) or lacks what users were told is saved (synchronous_commit).",
  source: "https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-FSYNC",
  recommendation: "Set fsync, full_page_writes and synchronous_commit to on.",
  run: (subject) =>
    onDatabase(
      subject,
      ({ settings }) => settings,
      (settings) =>
        ["fsync", "full_page_writes", "synchronous_commit"]
          .filter((name) => settings.get(name) === "off")
          .map((name) => `${name} is off`),
    ),
};
