// How bad is what an alert tells?

import type { Check } from "../check.ts";
import { eachAlert } from "./written-rules.ts";

export const ruleLabels: Check = {
  id: "monitoring/rule-labels",
  severity: "low",
  title: "Every alert says how severe it is",
  why: "What has no severity fits no route: it wakes everybody or nobody.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#defining-alerting-rules",
  recommendation: "Add the label severity to the alert: critical, warning or info.",
  run: (subject) =>
    eachAlert(subject, ({ labels }) =>
      (labels.severity ?? "").trim() === "" ? { evidence: "it has no label severity", path: ["labels"] } : undefined,
    ),
};
