// Does the service log in with a password that is tried first?

import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";
import { mayHoldPassword } from "./setting-names.ts";

export const defaultPassword: Check = {
  id: "configuration/default-password",
  severity: "critical",
  title: "No password is a default one or the user's own name",
  why: "Whoever reaches the port of the database is in with the first guess.",
  source: "https://cwe.mitre.org/data/definitions/1392.html",
  recommendation: "Change it in the database and in the Secret: openssl rand -base64 24.",
  run: (subject) =>
    eachSetting(
      subject,
      mayHoldPassword,
      ({ facts }) => (facts.isDefaultPassword ? "holds a default password, or the user's own name as one" : undefined),
      "no variable of a workload holds a password or a URL",
    ),
};
