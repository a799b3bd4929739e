// Does each query say one number?

import type { Check } from "../check.ts";
import { withMonitoring } from "./judge-monitoring.ts";

export const oneSeries: Check = {
  id: "monitoring/one-series",
  severity: "high",
  title: "Each query gives one series",
  why: "Of several series a script takes the first, so one pod or one path decides and the others are not looked at: a rate divided by a rate has one series for each.",
  source: "https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators",
  recommendation: "Aggregate: sum the rates before they are divided, and take histogram_quantile of a sum by (le).",
  run: (subject) =>
    withMonitoring(subject, ({ queries }) => {
      const findings = queries.flatMap(({ text, answer }) =>
        answer.kind === "several"
          ? [{ subject: text, evidence: `it gives ${answer.count} series; write ${answer.proposal}` }]
          : [],
      );
      const silent = queries.find(({ answer }) => answer.kind === "unknown")?.answer;
      // A query without data may give several series tomorrow.
      if (findings.length === 0 && silent?.kind === "unknown") return silent;
      return { kind: "examined", count: queries.length, findings };
    }),
};
