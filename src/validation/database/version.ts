// Does anybody mend this version of PostgreSQL still?

import type { Check } from "../check.ts";
import { onDatabase, whole } from "./on-database.ts";

/** The last day of each major version: https://www.postgresql.org/support/versioning/ */
const lastDays: Readonly<Record<number, string>> = {
  10: "2022-11-10",
  11: "2023-11-09",
  12: "2024-11-21",
  13: "2025-11-13",
  14: "2026-11-12",
  15: "2027-11-11",
  16: "2028-11-09",
  17: "2029-11-08",
  18: "2030-11-14",
};

export const version: Check = {
  id: "database/version",
  severity: "high",
  title: "The server's version is supported",
  why: "Nobody mends it any more: neither holes nor errors that lose data.",
  source: "https://www.postgresql.org/support/versioning/",
  recommendation: "Upgrade: by a replica of the new version, or pg_upgrade. Rehearse it with a restore drill.",
  run: (subject) =>
    onDatabase(subject, whole, ({ version: number, versionText, now }) => {
      const major = Math.floor(number / 10_000);
      const last = major < 10 ? "2021-11-11" : lastDays[major];
      if (last === undefined || Date.parse(`${last}T23:59:59Z`) >= now) return [];
      return [`PostgreSQL ${versionText} is not supported since ${last}`];
    }),
};
