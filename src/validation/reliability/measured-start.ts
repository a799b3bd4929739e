// Do the probes give a container as long to start as it was seen to take?

import { z } from "zod";
import type { Check } from "../check.ts";
import type { Complaint } from "../examine.ts";
import { conditionOf, type LivePod } from "../live-pods.ts";
import { type AliveWorkload, eachAlive, type LiveScope } from "../live-scope.ts";
import type { Container, Probe } from "../pod-spec.ts";
import { patience, startupBudget } from "./probes-of.ts";

const settings = z.strictObject({
  reserve: z
    .number()
    .min(1)
    .default(1.5)
    .describe("How many times the measured start the probes must wait, at least: a busy node is slower."),
});

export const measuredStart: Check<z.output<typeof settings>> = {
  id: "reliability/measured-start",
  severity: "medium",
  title: "Probes wait longer than the pods were seen to take to start",
  why: "A startup or liveness probe that gives up just after the usual start ends the container on the day on which the node is busy, and then again and again: the release never comes up.",
  source:
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes",
  recommendation: "Raise the startupProbe's failureThreshold until its period times that is well above the start.",
  settings,
  run: (subject, { reserve }) =>
    eachAlive(
      subject,
      ["Pod"],
      (workload, scope) => judge(workload, scope, reserve),
      (workload, scope) => workload.serves && measure(workload, scope) !== undefined,
      "no pod was seen to start by probes of its own",
    ),
};

function judge(workload: AliveWorkload, scope: LiveScope, reserve: number): Complaint[] {
  const measured = measure(workload, scope);
  if (measured === undefined || measured.seconds * reserve <= measured.budget) return [];
  const { index, container, seconds, budget, field, pods } = measured;
  return [
    {
      evidence: `even the fastest of its ${pods} pods took ${seconds} s to start, and the ${field} ends the container after ${budget} s`,
      within: `container ${container.name}`,
      path: [...workload.podSpecPath, "containers", index, field],
    },
  ];
}

interface Measured {
  readonly container: Container;
  readonly index: number;
  readonly field: "startupProbe" | "livenessProbe";
  /** Seconds until the probe ends a container that has not started. */
  readonly budget: number;
  /** Of the fastest pod, at least: a later readiness may have another cause. */
  readonly seconds: number;
  readonly pods: number;
}

/** Of the one container whose probes decide when a pod is ready; with several, nobody knows which one was slow. */
function measure(workload: AliveWorkload, scope: LiveScope): Measured | undefined {
  const probed = [...workload.podSpec.containers.entries()].filter(
    ([, { readinessProbe, startupProbe }]) => (readinessProbe ?? startupProbe) !== undefined,
  );
  const [first] = probed;
  if (first === undefined || probed.length > 1) return undefined;
  const [index, container] = first;
  const { startupProbe, livenessProbe } = container;
  const field = startupProbe !== undefined ? "startupProbe" : "livenessProbe";
  const budget =
    startupBudget(container) ?? (livenessProbe && (livenessProbe.initialDelaySeconds ?? 0) + patience(livenessProbe));
  const starts = scope.podsOf(workload).flatMap((pod) => startOf(pod, container) ?? []);
  if (budget === undefined || starts.length === 0) return undefined;
  return { container, index, field, budget, seconds: Math.min(...starts), pods: starts.length };
}

/** From the container's start to the last answer that cannot have been good yet; 0 where the first one asked was good. */
function startOf(pod: LivePod, { name, readinessProbe, startupProbe }: Container): number | undefined {
  const ready = conditionOf(pod, "Ready");
  const status = pod.status?.containerStatuses?.find((one) => one.name === name);
  if (ready?.status !== "True" || status === undefined || status.restartCount > 0) return undefined;
  const seconds =
    (Date.parse(ready.lastTransitionTime ?? "") - Date.parse(status.state?.running?.startedAt ?? "")) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const probes = [readinessProbe, startupProbe].filter((probe) => probe !== undefined);
  const waited = probes.reduce((sum, probe) => sum + (probe.initialDelaySeconds ?? 0) + periodOf(probe), 0);
  const between = probes.reduce((sum, probe) => sum + periodOf(probe), 0);
  // Both times are whole seconds.
  return seconds <= waited + 1 ? 0 : Math.max(0, Math.floor(seconds - between));
}

function periodOf({ periodSeconds = 10 }: Probe): number {
  return periodSeconds;
}
