// Does the schedule of a backup ever fire?

import type { Check } from "../check.ts";
import { eachMaker } from "./on-backups.ts";

export const schedule: Check = {
  id: "backup/schedule",
  severity: "critical",
  title: "The schedule of each backup parses and fires",
  why: "A schedule that does not parse makes no backup, and nothing fails: the object stands there and looks as if all were well.",
  source: "https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format",
  recommendation: "Write five fields (CloudNativePG takes six, the first one for seconds), or @daily.",
  run: (subject) =>
    eachMaker(subject, ({ gap, schedule, schedulePath }) =>
      typeof gap === "number"
        ? undefined
        : { evidence: `the schedule ${JSON.stringify(schedule)} is none: ${gap.wrong}`, path: schedulePath },
    ),
};
