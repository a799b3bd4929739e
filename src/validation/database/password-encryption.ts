// Are passwords kept as hashes that hold?

import type { Check } from "../check.ts";
import { onDatabase, settingOf } from "./on-database.ts";

export const passwordEncryption: Check = {
  id: "database/password-encryption",
  severity: "high",
  title: "Passwords are kept by SCRAM",
  why: "An MD5 hash is the password itself for whoever reads it, and is found by guessing in minutes; PostgreSQL is going to drop it.",
  source: "https://www.postgresql.org/docs/current/auth-password.html",
  recommendation: "Set password_encryption = scram-sha-256, and set the passwords of the roles again.",
  run: (subject) =>
    onDatabase(
      subject,
      (seen) => settingOf(seen, "password_encryption"),
      (value, { oldHashes }) => [
        ...(value === "scram-sha-256" ? [] : [`password_encryption is ${value}`]),
        // Only a superuser sees the hashes; the setting speaks for those to come.
        ...(oldHashes.kind === "seen" ? oldHashes.value : []).map(({ role }) => ({
          within: `role ${role}`,
          evidence: "its password is kept by MD5 still",
        })),
      ],
    ),
};
