// Are the alerts loaded that must be?

import type { Check } from "../check.ts";
import { withPart } from "./judge-monitoring.ts";

export const requiredAlerts: Check = {
  id: "monitoring/required-alerts",
  severity: "high",
  title: "Every alert that must be there is loaded",
  why: "A rule file that was never applied, or whose label the operator does not select, protects nobody.",
  source: "https://prometheus-operator.dev/docs/developer/alerting/",
  recommendation:
    "Apply the rule, and give its PrometheusRule the labels that the ruleSelector of Prometheus asks for.",
  run: (subject) =>
    withPart(
      subject,
      ({ rules }) => rules,
      (rules, { requiredAlerts: wanted }) => {
        if (wanted.length === 0) {
          return { kind: "not-applicable", reason: 'no alert is named (input "required-alerts")', notAsked: true };
        }
        const loaded = new Set(rules.filter(({ kind }) => kind === "alerting").map(({ name }) => name));
        const findings = wanted
          .filter((name) => !loaded.has(name))
          .map((name) => ({ subject: `alert ${name}`, evidence: "Prometheus has loaded no such alert" }));
        return { kind: "examined", count: wanted.length, findings };
      },
    ),
};
