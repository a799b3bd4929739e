// Does a secret end in a line break that nobody meant?

import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";
import { isSecretName, mayHoldPassword } from "./setting-names.ts";

export const secretWhitespace: Check = {
  id: "configuration/secret-whitespace",
  severity: "medium",
  title: "No secret begins or ends in white space",
  why: "`echo | base64` adds a line break: one program trims it and another does not, and a login that worked by hand fails in the pod.",
  source: "https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-kubectl/#use-raw-data",
  recommendation: "Make the Secret by kubectl create secret --from-literal, or base64 what echo -n prints.",
  run: (subject) =>
    eachSetting(
      subject,
      (name) => isSecretName(name) || mayHoldPassword(name),
      ({ facts, from }) =>
        facts.hasEdgeSpace && !facts.isPem && from !== undefined ? "begins or ends in white space" : undefined,
      "no variable of a workload is a secret",
    ),
};
