// Would a broken disk be noticed?

import type { Check } from "../check.ts";
import { onDatabase, settingOf } from "./on-database.ts";

export const checksums: Check = {
  id: "database/checksums",
  severity: "medium",
  title: "Pages have checksums",
  why: "A disk that returns what was not written is noticed years later, when every backup has the damage too.",
  source: "https://www.postgresql.org/docs/current/checksums.html",
  recommendation:
    "pg_checksums --enable on a stopped server (a standby first), or initdb --data-checksums for a new one.",
  run: (subject) =>
    onDatabase(
      subject,
      (seen) => settingOf(seen, "data_checksums"),
      (value) => (value === "on" ? [] : ["data_checksums is off"]),
    ),
};
