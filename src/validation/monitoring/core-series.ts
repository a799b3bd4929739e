// Are the series there that tell: the service's own measures?

import type { Check } from "../check.ts";
import { judgeSeries } from "./judge-monitoring.ts";

export const coreSeries: Check = {
  id: "monitoring/core-series",
  severity: "high",
  title: "The service's own measures are in Prometheus: every series of core-series",
  why: "Dashboards and alerts over a series that is not there show nothing and never fire.",
  source: "https://prometheus.io/docs/practices/instrumentation/",
  recommendation:
    "Export the series, or correct its name in the input core-series. A counter that is only made with its first event is set to 0 at the start.",
  run: (subject) =>
    judgeSeries(
      subject,
      ({ list }) => list === "core",
      ({ kind }) => (kind === "missing" ? "there is no such series, nor was there in the last day" : undefined),
      'no series are named (input "core-series")',
    ),
};
