// Does a rule stand twice?

import type { Check } from "../check.ts";
import { findingAt, withWrittenRules } from "./written-rules.ts";

export const ruleDuplicates: Check = {
  id: "monitoring/rule-duplicates",
  severity: "medium",
  title: "No rule stands twice",
  why: "Two recording rules of one name write over each other, and two alerts of one name wake people twice.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/",
  recommendation: "Remove one of the two, or tell them apart by a label.",
  run: (subject) =>
    withWrittenRules(subject, ({ rules }) => {
      if (rules.length === 0) return { kind: "not-applicable", reason: "no rule is written" };
      const seen = new Set<string>();
      const findings = rules.flatMap((rule) => {
        const labels = Object.entries(rule.labels).toSorted(([one], [other]) => one.localeCompare(other));
        const identity = JSON.stringify([rule.kind, rule.name, labels, rule.object?.namespace]);
        const isDouble = seen.has(identity);
        seen.add(identity);
        return isDouble ? [findingAt(rule, "a rule of this name and these labels stands before it", [rule.kind])] : [];
      });
      return { kind: "examined", count: rules.length, findings };
    }),
};
