// How long are samples kept?

import { z } from "zod";
import { readRange } from "../../analysis/promql.ts";
import type { Check } from "../check.ts";
import { withPart } from "./judge-monitoring.ts";

const settings = z.strictObject({
  days: z.number().min(0.1).default(14).describe("So many days must be kept."),
});

export const retention: Check<z.output<typeof settings>> = {
  id: "monitoring/retention",
  severity: "low",
  title: "Samples are kept for two weeks at least",
  why: "What happened before the last release, or a month ago at this hour, cannot be compared any more.",
  source: "https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects",
  recommendation:
    "Raise --storage.tsdb.retention.time (spec.retention of the operator's object), or send the samples to a long-term store.",
  settings,
  run: (subject, { days }) =>
    withPart(
      subject,
      ({ retention: kept }) => kept,
      (text, { url }) => {
        const [time = ""] = text.split(" or ");
        const kept = readRange(time);
        // A limit by size alone says nothing about days.
        if (!Number.isFinite(kept) || kept === 0) return { kind: "unknown", reason: `it keeps samples for "${text}"` };
        const findings = kept >= days * 86_400_000 ? [] : [{ subject: url, evidence: `it keeps samples for ${text}` }];
        return { kind: "examined", count: 1, findings };
      },
    ),
};
