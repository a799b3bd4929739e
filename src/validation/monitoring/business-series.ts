// Are the series there that tell: what the business counts?

import type { Check } from "../check.ts";
import { judgeSeries } from "./judge-monitoring.ts";

export const businessSeries: Check = {
  id: "monitoring/business-series",
  severity: "medium",
  title: "What the business counts is in Prometheus: every series of business-series",
  why: "Dashboards and alerts over a series that is not there show nothing and never fire.",
  source: "https://prometheus.io/docs/practices/instrumentation/",
  recommendation:
    "Export the series, or correct its name in the input business-series. A counter that is only made with its first event is set to 0 at the start.",
  run: (subject) =>
    judgeSeries(
      subject,
      ({ list }) => list === "business",
      ({ kind }) => (kind === "missing" ? "there is no such series, nor was there in the last day" : undefined),
      'no series are named (input "business-series")',
    ),
};
