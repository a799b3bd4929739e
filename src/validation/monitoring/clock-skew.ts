// Do the clocks agree?

import { z } from "zod";
import type { Check } from "../check.ts";
import { withMonitoring } from "./judge-monitoring.ts";

const settings = z.strictObject({
  "max-seconds": z.number().min(1).default(30).describe("So far may the clocks be apart."),
});

export const clockSkew: Check<z.output<typeof settings>> = {
  id: "monitoring/clock-skew",
  severity: "low",
  title: "The clock of Prometheus agrees with this one",
  why: "With clocks apart, samples come from the future or are too old to be taken, tokens expire early, and the time of a release stands at the wrong place in every chart.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config",
  recommendation: "Let both machines take their time from NTP.",
  settings,
  run: (subject, { "max-seconds": most }) =>
    withMonitoring(subject, ({ skewMs, url }) => {
      const seconds = Math.round(Math.abs(skewMs) / 1000);
      const evidence = `its clock is ${seconds} s ${skewMs > 0 ? "ahead" : "behind"}`;
      return {
        kind: "examined",
        count: 1,
        findings: Math.abs(skewMs) <= most * 1000 ? [] : [{ subject: url, evidence }],
      };
    }),
};
