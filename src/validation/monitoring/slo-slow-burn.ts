// Will the error budget last?

import type { Check } from "../check.ts";
import { judgeBurn } from "./judge-burn.ts";

export const sloSlowBurn: Check = {
  id: "monitoring/slo-slow-burn",
  severity: "medium",
  title: "The error budget lasts for the month",
  why: "At this rate the budget is gone before the month is over: worth a ticket, not a night.",
  source: "https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts",
  recommendation: "Find the errors that go on and on, and mend them before the next feature.",
  run: (subject) => judgeBurn(subject, pairs),
};

/** Of a budget for 30 days: times the rate at which it would last just so long. */
const pairs = [
  { long: "1d", short: "2h", rate: 3 },
  { long: "3d", short: "6h", rate: 1 },
] as const;
