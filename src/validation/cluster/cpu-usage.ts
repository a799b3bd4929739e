// Is a container slowed down by its CPU limit?

import { z } from "zod";
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

export const cpuUsage: Check<z.output<typeof settings>> = {
  id: "cluster/cpu-usage",
  severity: "medium",
  title: "No container uses nearly all the CPU that it may have",
  why: "At its limit a container is paused many times a second: latencies rise while the node has CPU to spare.",
  source: "https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/",
  recommendation: "Raise the limit or leave it out, or run more pods.",
  settings,
  run: (subject, { percent }) => examineUsage(subject, "cpu", percent, (cores) => `${Math.round(cores * 1000)}m`),
};
