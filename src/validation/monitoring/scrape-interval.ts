// How often is the service looked at?

import { z } from "zod";
import type { Check } from "../check.ts";
import { withPart } from "./judge-monitoring.ts";

const settings = z.strictObject({
  "max-seconds": z.number().min(1).default(60).describe("The longest time between two scrapes."),
});

export const scrapeInterval: Check<z.output<typeof settings>> = {
  id: "monitoring/scrape-interval",
  severity: "low",
  title: "Every target of the service is scraped once a minute at least",
  why: "A rate over five minutes of a series with two samples misses what happens between them.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config",
  recommendation: "Set the interval of the ServiceMonitor to 30s.",
  settings,
  run: (subject, { "max-seconds": most }) =>
    withPart(
      subject,
      ({ targets }) => targets,
      (targets) => {
        const known = targets.filter(({ scrapeInterval: one }) => one !== undefined);
        if (known.length === 0)
          return { kind: "unknown", reason: "Prometheus does not tell how often it scrapes the service" };
        const findings = known
          .filter(({ scrapeInterval: one = 0 }) => one > most * 1000)
          .map(({ instance, scrapeInterval: one = 0 }) => ({
            subject: `target ${instance}`,
            evidence: `it is scraped every ${one / 1000} s, more than ${most} s`,
          }));
        return { kind: "examined", count: known.length, findings };
      },
    ),
};
