// Does an alert wait before it fires?

import { z } from "zod";
import type { Check } from "../check.ts";
import { eachAlert } from "./written-rules.ts";

const settings = z.strictObject({
  "least-seconds": z.number().min(1).default(30).describe("The shortest for that is enough."),
});

export const ruleFor: Check<z.output<typeof settings>> = {
  id: "monitoring/rule-for",
  severity: "medium",
  title: "Every alert holds for some time before it fires",
  why: "Without for, one scrape that failed wakes somebody at night.",
  source: "https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#defining-alerting-rules",
  recommendation: "Add for: 1m or more to the alert.",
  settings,
  run: (subject, { "least-seconds": least }) =>
    eachAlert(subject, ({ holdFor }) => {
      if (holdFor >= least * 1000) return undefined;
      return holdFor === 0
        ? { evidence: "it has no for, so it fires at once" }
        : { evidence: `it fires after ${holdFor / 1000} s`, path: ["for"] };
    }),
};
