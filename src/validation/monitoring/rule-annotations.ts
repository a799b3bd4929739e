// What does the person read whom an alert wakes?

import type { Check } from "../check.ts";
import { eachAlert } from "./written-rules.ts";

export const ruleAnnotations: Check = {
  id: "monitoring/rule-annotations",
  severity: "low",
  title: "Every alert says what it means",
  why: "At night a name alone does not tell what is wrong or where to look.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#templating",
  recommendation: "Add the annotations summary and runbook_url, or a description of what to do.",
  run: (subject) =>
    eachAlert(subject, ({ annotations }) => {
      const says = ["summary", "description", "message"].some((key) => (annotations[key] ?? "").trim() !== "");
      return says ? undefined : { evidence: "it has neither summary nor description", path: ["annotations"] };
    }),
};
