// Is a secret the same in another environment?

import type { Check } from "../check.ts";
import { eachSetting } from "./each-setting.ts";
import { isSecretName, mayHoldPassword } from "./setting-names.ts";

export const sharedSecret: Check = {
  id: "configuration/shared-secret",
  severity: "high",
  title: "No secret is the same in another environment",
  why: "Whoever may read staging's secrets is in production then, and a token that staging signed is good there.",
  source: "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  recommendation: "Make one of its own for each environment, and change those that were shared.",
  run: (subject) => {
    const { configuration } = subject.observed;
    if (configuration?.kind === "unknown") return configuration;
    if (configuration === undefined || configuration.value.compared.length === 0) {
      const reason = 'no namespace of another environment is given to compare with (input "other-environments")';
      return { kind: "not-applicable", reason, notAsked: true };
    }
    return eachSetting(
      subject,
      (name) => isSecretName(name) || mayHoldPassword(name),
      ({ facts }) => (facts.alsoIn.length === 0 ? undefined : `is the same in ${facts.alsoIn.join(", ")}`),
      "no variable of a workload is a secret",
    );
  },
};
