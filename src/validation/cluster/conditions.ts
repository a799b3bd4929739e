// What do the controllers of the workloads complain about?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachAlive } from "../live-scope.ts";

export const conditions: Check = {
  id: "cluster/conditions",
  severity: "high",
  title: "The workload's controller reports no trouble, and nobody has paused it",
  why: "A rollout over its deadline, or pods that a quota or an admission refuses, stays as it is until somebody acts; a paused Deployment takes no change up.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment",
  recommendation: "Do what the condition's message asks for, or resume it: kubectl rollout resume.",
  run: (subject) =>
    eachAlive(
      subject,
      [],
      ({ alive }) => troubles(alive).map((evidence) => ({ evidence })),
      ({ serves }) => serves,
    ),
};

/** The condition, and the state of it that is bad. */
const bad = [
  ["Progressing", "False"],
  ["ReplicaFailure", "True"],
  ["Available", "False"],
] as const;

function troubles(alive: KubeObject): string[] {
  const told = bad.flatMap(([type, status]) => {
    const condition = conditionOf(alive, type);
    if (condition?.status !== status) return [];
    return [`${type} is ${status}: ${condition.message ?? condition.reason ?? "without a message"}`];
  });
  const { paused } = (alive.spec ?? {}) as { paused?: boolean };
  const { numberMisscheduled = 0 } = (alive.status ?? {}) as { numberMisscheduled?: number };
  if (paused === true) told.push("it is paused");
  if (numberMisscheduled > 0) told.push(`${numberMisscheduled} of its pods run where they should not`);
  return told;
}
