// Does an alert divide sums, or series by series?

import type { Check } from "../check.ts";
import { seriesBySeries } from "./query-types.ts";
import { eachAlert } from "./written-rules.ts";

export const ruleRatio: Check = {
  id: "monitoring/rule-ratio",
  severity: "medium",
  title: "Rates are summed before they are divided",
  why: "A rate divided by a rate has one value for each pair of series: errors and requests with different labels never meet, so the alert never fires; with the same ones a path of two requests fires it.",
  source: "https://prometheus.io/docs/practices/rules/#aggregation",
  recommendation: "Write sum(rate(errors)) / sum(rate(requests)), with by (…) where each part has its own alert.",
  run: (subject) =>
    eachAlert(subject, ({ expr }) => {
      const found = seriesBySeries(expr);
      return found === undefined
        ? undefined
        : { evidence: `${found.slice(0, 160)} is divided series by series`, path: ["expr"] };
    }),
};
