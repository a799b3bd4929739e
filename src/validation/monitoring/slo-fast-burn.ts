// Does the error budget burn too fast?

import type { Check } from "../check.ts";
import { judgeBurn } from "./judge-burn.ts";

export const sloFastBurn: Check = {
  id: "monitoring/slo-fast-burn",
  severity: "critical",
  title: "The error budget does not burn down within days",
  why: "At this rate the budget of a month is gone in two to five days: it is worth waking somebody.",
  source: "https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts",
  recommendation: "Stop releasing, and go back where it began with a release.",
  run: (subject) => judgeBurn(subject, pairs),
};

/** Of a budget for 30 days: times the rate at which it would last just so long. */
const pairs = [
  { long: "1h", short: "5m", rate: 14.4 },
  { long: "6h", short: "30m", rate: 6 },
] as const;
