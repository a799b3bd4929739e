// How many requests fail?

import { z } from "zod";
import type { Check } from "../check.ts";
import { judgeQuery } from "./judge-monitoring.ts";
import { shareText } from "./share-text.ts";

const settings = z.strictObject({
  max: z.number().min(0).max(1).default(0.05).describe("The share of requests that may fail, from 0 to 1."),
});

export const errorRate: Check<z.output<typeof settings>> = {
  id: "monitoring/error-rate",
  severity: "critical",
  title: "At most 5 % of the requests fail",
  why: "Users meet the errors long before anybody looks at a dashboard.",
  source: "https://sre.google/sre-book/monitoring-distributed-systems/#xref_monitoring_golden-signals",
  recommendation:
    "Look at the errors by path and status, and go back to the release before where they began with this one.",
  settings,
  run: (subject, { max }) =>
    judgeQuery(subject, "error-rate", (value) =>
      value <= max ? undefined : `${shareText(value)} of the requests fail, more than ${shareText(max)}`,
    ),
};
