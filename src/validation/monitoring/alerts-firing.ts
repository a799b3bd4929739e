// Does an alert of the service fire?

import { z } from "zod";
import type { Check } from "../check.ts";
import { concerns } from "./concerns.ts";
import { withPart } from "./judge-monitoring.ts";
import type { Labels } from "./monitoring-seen.ts";
import { holds } from "./read-prometheus.ts";

const settings = z.strictObject({
  ignore: z
    .array(z.string())
    .default(["Watchdog", "DeadMansSwitch", "InfoInhibitor"])
    .describe("Alerts that always fire."),
});

export const alertsFiring: Check<z.output<typeof settings>> = {
  id: "monitoring/alerts-firing",
  severity: "critical",
  title: "No alert of the service fires",
  why: "Something is wrong already: whatever is released now makes it harder to find out what.",
  source: "https://prometheus.io/docs/prometheus/latest/querying/api/#alerts",
  recommendation: "Look at what the alert says before anything else is changed.",
  settings,
  run: (subject, { ignore }) =>
    withPart(
      subject,
      ({ rules }) => rules,
      (rules, seen) => {
        const ignored = new Set(ignore);
        const findings = rules
          .filter(({ kind, name }) => kind === "alerting" && !ignored.has(name))
          .flatMap((rule) => {
            const firing = rule.alerts.filter(({ state, labels }) => state === "firing" && isMeant(labels));
            const own = concerns(rule, seen) ? firing : firing.filter(({ labels }) => holds(labels, seen.labels));
            const [first] = own;
            if (first === undefined) return [];
            const more = own.length > 1 ? ` (${own.length} of it)` : "";
            return [{ subject: `alert ${rule.name}`, evidence: `it fires since ${first.activeSince}${more}` }];
          });
        return { kind: "examined", count: rules.length, findings };
      },
    ),
};

/** What only informs wakes nobody; Watchdog and its like always fire. */
function isMeant({ severity = "" }: Labels): boolean {
  return !["none", "info"].includes(severity);
}
