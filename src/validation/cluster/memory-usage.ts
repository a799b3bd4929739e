// Is a container about to run out of memory?

import { z } from "zod";
import { formatBytes } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { examineUsage } from "./usage.ts";

const settings = z.strictObject({
  percent: z
    .number()
    .min(1)
    .max(100)
    .default(90)
    .describe("Share of the limit from which a container counts as near it."),
});

export const memoryUsage: Check<z.output<typeof settings>> = {
  id: "cluster/memory-usage",
  severity: "medium",
  title: "No container uses nearly all the memory that it may have",
  why: "The next peak, or the next hour of a leak, ends the process in the middle of its requests.",
  source: "https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/",
  recommendation: "Find out whether it grows; raise the limit, or bound the service's caches and heap.",
  settings,
  run: (subject, { percent }) => examineUsage(subject, "memory", percent, formatBytes),
};
