// Are critical alerts told apart from warnings?

import type { Check } from "../check.ts";
import { readAlertConfig, receiversOf } from "./alert-routes.ts";
import { withPart } from "./judge-monitoring.ts";

export const alertRouting: Check = {
  id: "monitoring/alert-routing",
  severity: "low",
  title: "Critical alerts go elsewhere than warnings",
  why: "Where a warning wakes somebody, people learn to sleep through the alerts.",
  source: "https://sre.google/workbook/on-call/",
  recommendation:
    "Add a route for severity=critical to what wakes people, and leave warnings where they are read by day.",
  run: (subject) =>
    withPart(
      subject,
      ({ alertmanager }) => alertmanager,
      ({ config }, { labels }) => {
        const read = readAlertConfig(config);
        const [critical, warning] = ["critical", "warning"].map((severity) =>
          receiversOf({ ...labels, severity }, read)
            .toSorted()
            .join(", "),
        );
        const findings =
          critical === warning
            ? [{ subject: `receiver ${critical}`, evidence: "it gets critical alerts and warnings alike" }]
            : [];
        return { kind: "examined", count: 1, findings };
      },
      'no Alertmanager is given (input "alertmanager-url")',
    ),
};
