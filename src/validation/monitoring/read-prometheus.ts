// What does Prometheus tell about itself: its targets, its rules, its settings?

import { z } from "zod";
import type { Prometheus } from "../../analysis/prometheus.ts";
import { readRange } from "../../analysis/promql.ts";
import type { Observation } from "../observation.ts";
import type { Labels, RuleSeen, TargetSeen } from "./monitoring-seen.ts";

const labels = z.record(z.string(), z.string());
const targetsShape = z.object({
  activeTargets: z.array(z.object({ labels, lastError: z.string().optional(), scrapeInterval: z.string().optional() })),
});
const rulesShape = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          type: z.enum(["alerting", "recording"]),
          name: z.string(),
          query: z.string(),
          labels: labels.nullish(),
          health: z.string(),
          lastError: z.string().optional(),
          lastEvaluation: z.string().optional(),
          alerts: z.array(z.object({ labels, state: z.string(), activeAt: z.string().optional() })).nullish(),
        }),
      ),
    }),
  ),
});
const alertmanagersShape = z.object({ activeAlertmanagers: z.array(z.unknown()) });
const runtimeShape = z.object({ storageRetention: z.string() });

/** The series `up` of the service, with what Prometheus knows of each target where it tells. */
export async function readTargets(
  prometheus: Prometheus,
  wanted: Labels,
  matchers: string,
  time: number,
  signal: AbortSignal,
): Promise<Observation<readonly TargetSeen[]>> {
  const up = await prometheus.query(`up{${matchers}}`, time, signal);
  if (up.kind !== "series") return { kind: "unknown", reason: up.reason };
  // What stands before several Prometheis may not tell its targets: that they are up is known all the same.
  const told = await readPart(prometheus, "targets", { state: "active" }, targetsShape, signal);
  const targets = told.kind === "seen" ? told.value.activeTargets.filter((one) => holds(one.labels, wanted)) : [];
  return {
    kind: "seen",
    value: up.series.map(({ labels: own, value }) => {
      const target = targets.find((one) => one.labels.instance === own.instance && one.labels.job === own.job);
      const interval = readRange(target?.scrapeInterval ?? "");
      return {
        instance: own.instance ?? "",
        up: value === 1,
        lastError: target?.lastError ?? "",
        scrapeInterval: Number.isFinite(interval) ? interval : undefined,
      };
    }),
  };
}

export async function readRules(
  prometheus: Prometheus,
  signal: AbortSignal,
): Promise<Observation<readonly RuleSeen[]>> {
  const told = await readPart(prometheus, "rules", {}, rulesShape, signal);
  if (told.kind === "unknown") return told;
  const value = told.value.groups.flatMap(({ name: group, rules }) =>
    rules.map(({ type, name, query, health, lastError, lastEvaluation, ...rule }) => ({
      kind: type,
      group,
      name,
      query,
      labels: rule.labels ?? {},
      health,
      lastError: lastError ?? "",
      evaluated: lastEvaluation !== undefined && !lastEvaluation.startsWith("0001-"),
      alerts: (rule.alerts ?? []).map(({ labels: own, state, activeAt = "" }) => ({
        labels: own,
        state,
        activeSince: activeAt,
      })),
    })),
  );
  return { kind: "seen", value };
}

export async function readAlertmanagers(prometheus: Prometheus, signal: AbortSignal): Promise<Observation<number>> {
  const told = await readPart(prometheus, "alertmanagers", {}, alertmanagersShape, signal);
  return told.kind === "unknown" ? told : { kind: "seen", value: told.value.activeAlertmanagers.length };
}

export async function readRetention(prometheus: Prometheus, signal: AbortSignal): Promise<Observation<string>> {
  const told = await readPart(prometheus, "status/runtimeinfo", {}, runtimeShape, signal);
  return told.kind === "unknown" ? told : { kind: "seen", value: told.value.storageRetention };
}

/** Whether labels hold all those that are wanted. */
export function holds(labelsOf: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => labelsOf[name] === value);
}

async function readPart<T>(
  prometheus: Prometheus,
  path: string,
  parameters: Record<string, string>,
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<Observation<T>> {
  const told = await prometheus.read(path, parameters, signal);
  if (told.kind !== "data") return { kind: "unknown", reason: `${path}: ${told.reason}` };
  const read = shape.safeParse(told.data);
  if (read.success) return { kind: "seen", value: read.data };
  const [issue] = read.error.issues;
  return { kind: "unknown", reason: `${path} answers in another shape (${issue?.path.join(".")}: ${issue?.message})` };
}
