// Are the rules about the service evaluated?

import type { Check } from "../check.ts";
import { judgeRules } from "./judge-monitoring.ts";

export const rulesHealthy: Check = {
  id: "monitoring/rules-healthy",
  severity: "high",
  title: "Every rule about the service is evaluated without an error",
  why: "A rule that fails is an alert that never fires, and nobody is told.",
  source: "https://prometheus.io/docs/prometheus/latest/querying/api/#rules",
  recommendation: "Correct the rule by its error: most often several series match where one is allowed.",
  run: (subject) =>
    judgeRules(subject, (rules) =>
      rules.flatMap(({ group, name, health, lastError, evaluated }) => {
        const where = `rule ${name} of group ${group}`;
        if (health === "err" || lastError !== "")
          return [{ subject: where, evidence: `it fails: ${lastError.slice(0, 200)}` }];
        return evaluated ? [] : [{ subject: where, evidence: "it was never evaluated" }];
      }),
    ),
};
