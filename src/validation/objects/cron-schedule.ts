// Does a CronJob fire, and when it is meant to?

import type { Check } from "../check.ts";
import { longestGapMs, parseSchedule, timeZoneTrouble } from "../cron-schedule.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { cronJobsOf, noCronJobs } from "./batch.ts";

export const cronSchedule: Check = {
  id: "objects/cron-schedule",
  severity: "high",
  title: "The schedule of a CronJob can be read and fires",
  why: "The API server refuses a schedule that it cannot read; one for the 30th of February is taken, and nothing ever runs.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax",
  recommendation: "Write five fields (minute, hour, day, month, weekday from 0 to 6), and the zone in spec.timeZone.",
  run: (subject) => eachObject(cronJobsOf(subject), judge, noCronJobs),
};

function judge({ spec }: Seen): Complaint[] {
  return [...scheduleTrouble(spec.schedule), ...zoneTrouble(spec.timeZone)];
}

function scheduleTrouble(schedule: unknown): Complaint[] {
  const path = ["spec", "schedule"];
  if (typeof schedule !== "string") return [{ evidence: "it has no schedule", path }];
  const parsed = parseSchedule(schedule);
  if (parsed.kind === "invalid") return [{ evidence: `the schedule "${schedule}" is none: ${parsed.reason}`, path }];
  if (longestGapMs(parsed.schedule) !== undefined) return [];
  return [{ evidence: `the schedule "${schedule}" never fires`, path }];
}

function zoneTrouble(zone: unknown): Complaint[] {
  const path = ["spec", "timeZone"];
  if (zone === undefined || zone === null) return [];
  const trouble = timeZoneTrouble(String(zone));
  return trouble === undefined ? [] : [{ evidence: `the timeZone ${JSON.stringify(zone)} is none: ${trouble}`, path }];
}
