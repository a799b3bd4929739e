// Does Prometheus reach every pod of the service?

import type { Check } from "../check.ts";
import { withPart } from "./judge-monitoring.ts";
import { matchersOf } from "./service-queries.ts";

export const targetsUp: Check = {
  id: "monitoring/targets-up",
  severity: "critical",
  title: "Every target of the service is up",
  why: "What is not scraped raises no alert: the service may be down, or only unseen.",
  source: "https://prometheus.io/docs/concepts/jobs_instances/#automatically-generated-labels-and-time-series",
  recommendation:
    "Look at the target's error in the page of Prometheus (Status, Targets), at the port's name and at NetworkPolicies between the namespaces.",
  run: (subject) =>
    withPart(
      subject,
      ({ targets }) => targets,
      (targets, { labels }) => {
        const matchers = matchersOf(labels);
        if (targets.length === 0) {
          const evidence = "Prometheus scrapes no target with these labels";
          return { kind: "examined", count: 1, findings: [{ subject: `up{${matchers}}`, evidence }] };
        }
        const down = targets.filter(({ up }) => !up);
        const findings = down.map(({ instance, lastError }) => ({
          subject: `target ${instance}`,
          evidence: lastError === "" ? "it is down" : `it is down: ${lastError.slice(0, 200)}`,
        }));
        return { kind: "examined", count: targets.length, findings };
      },
    ),
};
