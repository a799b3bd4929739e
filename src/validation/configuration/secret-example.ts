// Is a secret one that everybody knows?

import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";
import { isSecretName } from "./setting-names.ts";

export const secretExample: Check = {
  id: "configuration/secret-example",
  severity: "critical",
  title: "No secret is a placeholder or an example from a document",
  why: "What stands in a guide is tried first, and a placeholder that nobody replaced is the same in every copy of the template.",
  source: "https://cwe.mitre.org/data/definitions/1394.html",
  recommendation: "Make a value of your own: openssl rand -base64 48.",
  run: (subject) =>
    eachSetting(
      subject,
      isSecretName,
      ({ facts }) => (facts.isExample ? "is a placeholder or a known example" : undefined),
      "no variable of a workload is a secret",
    ),
};
