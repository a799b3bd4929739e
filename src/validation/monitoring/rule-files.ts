// Would Prometheus load the rules?

import type { Check } from "../check.ts";
import { withWrittenRules } from "./written-rules.ts";

export const ruleFiles: Check = {
  id: "monitoring/rule-files",
  severity: "high",
  title: "Every rule is one that Prometheus loads",
  why: "One rule that does not parse keeps Prometheus from loading its whole file, and the old alerts stay, or none.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#syntax-checking-rules",
  recommendation: "Correct the rule; promtool check rules says the same before it is applied.",
  run: (subject) =>
    withWrittenRules(subject, ({ sources, problems }) => ({ kind: "examined", count: sources, findings: problems })),
};
