// Is an alert of the service silenced?

import type { Check } from "../check.ts";
import { matches } from "./alert-routes.ts";
import { withPart } from "./judge-monitoring.ts";

export const alertSilenced: Check = {
  id: "monitoring/alert-silenced",
  severity: "medium",
  title: "No alert of the service is silenced",
  why: "A silence that outlives its reason hides the next outage.",
  source: "https://prometheus.io/docs/alerting/latest/alertmanager/#silences",
  recommendation: "Expire the silence, or waive this finding until the day on which it ends.",
  run: (subject) =>
    withPart(
      subject,
      ({ alertmanager }) => alertmanager,
      ({ silences }, { labels, requiredAlerts, rules }) => {
        const own = rules.kind === "seen" ? rules.value.filter(({ kind }) => kind === "alerting") : [];
        const findings = silences.flatMap(({ id, by, endsAt, matchers }) => {
          const hidden = requiredAlerts.filter((name) => {
            const rule = own.find((one) => one.name === name);
            const alert = { ...labels, ...rule?.labels, alertname: name };
            return matchers.every((matcher) => matches(matcher, alert));
          });
          if (hidden.length === 0) return [];
          return [
            {
              subject: hidden.map((name) => `alert ${name}`).join(", "),
              evidence: `silenced by ${by} until ${endsAt} (${id})`,
            },
          ];
        });
        if (requiredAlerts.length === 0) {
          return { kind: "not-applicable", reason: 'no alert is named (input "required-alerts")', notAsked: true };
        }
        return { kind: "examined", count: requiredAlerts.length, findings };
      },
      'no Alertmanager is given (input "alertmanager-url")',
    ),
};
