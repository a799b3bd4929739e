// Does Alertmanager answer, and is its cluster ready?

import type { Check } from "../check.ts";
import { withPart } from "./judge-monitoring.ts";

export const alertmanagerReady: Check = {
  id: "monitoring/alertmanager-ready",
  severity: "high",
  title: "Alertmanager answers, and its cluster has settled",
  why: "Alerts that reach no Alertmanager are lost, and those of one that is alone in its cluster come twice.",
  source: "https://prometheus.io/docs/alerting/latest/alertmanager/#high-availability",
  recommendation: "Look at its pods and at the addresses of its peers.",
  run: (subject) =>
    withPart(
      subject,
      ({ alertmanager }) => alertmanager,
      ({ status, url }) => ({
        kind: "examined",
        count: 1,
        // "disabled": it runs alone, by its settings.
        findings:
          status === "ready" || status === "disabled" ? [] : [{ subject: url, evidence: `its cluster is ${status}` }],
      }),
      'no Alertmanager is given (input "alertmanager-url")',
    ),
};
