// Does anybody get the service's alerts?

import type { Check } from "../check.ts";
import { readAlertConfig, receiversOf } from "./alert-routes.ts";
import { withPart } from "./judge-monitoring.ts";

export const alertReceivers: Check = {
  id: "monitoring/alert-receivers",
  severity: "high",
  title: "Critical alerts of the service reach somebody",
  why: "A receiver without an integration swallows every alert that is routed to it; the one that Alertmanager begins with is such a one.",
  source: "https://prometheus.io/docs/alerting/latest/configuration/#receiver",
  recommendation:
    "Give the receiver an integration (PagerDuty, Slack, mail, webhook), or add a route for the service's alerts.",
  run: (subject) =>
    withPart(
      subject,
      ({ alertmanager }) => alertmanager,
      ({ config }, { labels }) => {
        const read = readAlertConfig(config);
        const names = receiversOf({ ...labels, severity: "critical" }, read);
        const silent = names.filter((name) => (read.receivers.get(name) ?? []).length === 0);
        // One that reaches somebody is enough: a second one may be there for the record.
        const findings =
          silent.length < names.length
            ? []
            : silent.map((name) => ({
                subject: `receiver ${name}`,
                evidence: "critical alerts of the service go to it, and it has no integration",
              }));
        return { kind: "examined", count: names.length, findings };
      },
      'no Alertmanager is given (input "alertmanager-url")',
    ),
};
