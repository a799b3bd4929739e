// Does Prometheus send its alerts anywhere?

import type { Check } from "../check.ts";
import { withPart } from "./judge-monitoring.ts";

export const alertmanagerConfigured: Check = {
  id: "monitoring/alertmanager-configured",
  severity: "high",
  title: "Prometheus sends its alerts to an Alertmanager",
  why: "Without one, alerts fire in a page that nobody has open.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config",
  recommendation: "Name Alertmanager in the alerting section of Prometheus (spec.alerting of its operator's object).",
  run: (subject) =>
    withPart(
      subject,
      ({ alertmanagers }) => alertmanagers,
      (count, { url }) => ({
        kind: "examined",
        count: 1,
        findings: count > 0 ? [] : [{ subject: url, evidence: "it knows no Alertmanager" }],
      }),
    ),
};
