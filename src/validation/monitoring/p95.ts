// How long do users wait?

import { z } from "zod";
import type { Check } from "../check.ts";
import { judgeQuery } from "./judge-monitoring.ts";

const settings = z.strictObject({
  "max-seconds": z.number().min(0).default(1).describe("So long may 95 of 100 requests take."),
});

export const p95: Check<z.output<typeof settings>> = {
  id: "monitoring/p95",
  severity: "high",
  title: "95 of 100 requests are answered within a second",
  why: "Slow answers are retried, and the retries make the service slower still.",
  source: "https://sre.google/sre-book/monitoring-distributed-systems/#xref_monitoring_golden-signals",
  recommendation: "Look at what is slow by path, at the database and at CPU limits that throttle.",
  settings,
  run: (subject, { "max-seconds": max }) =>
    judgeQuery(subject, "p95", (value) =>
      value <= max ? undefined : `the 95th percentile is ${secondsText(value)}, more than ${secondsText(max)}`,
    ),
};

function secondsText(seconds: number): string {
  return Number.isFinite(seconds) ? `${Number(seconds.toPrecision(3))} s` : "beyond the largest bucket";
}
