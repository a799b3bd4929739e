// Are the series still written?

import { z } from "zod";
import type { Check } from "../check.ts";
import { judgeSeries } from "./judge-monitoring.ts";

const settings = z.strictObject({
  "max-age-seconds": z.number().min(1).default(120).describe("So old may the newest sample be."),
});

export const seriesFresh: Check<z.output<typeof settings>> = {
  id: "monitoring/series-fresh",
  severity: "high",
  title: "Every series that must be there has fresh samples",
  why: "A series that stopped shows its last value for minutes and then nothing: no alert over it fires any more.",
  source: "https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness",
  recommendation:
    "Look at the target and at what feeds the series: an exporter that hangs, a batch that no longer runs.",
  settings,
  run: (subject, { "max-age-seconds": most }) =>
    judgeSeries(
      subject,
      // What was never there is told by the check of its list.
      ({ found }) => found.kind === "unknown" || found.value.kind !== "missing",
      (found) => {
        if (found.kind === "stale") return "it has had no sample for five minutes";
        if (found.kind === "missing" || found.ageMs <= most * 1000) return undefined;
        return `its newest sample is ${Math.round(found.ageMs / 1000)} s old`;
      },
      'no series are named (inputs "core-series", "business-series" and "infrastructure-series")',
    ),
};
