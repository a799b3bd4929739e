// Why can the pods of a workload not be created?

import { ownersOf } from "../../kube/managed-fields.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import { conditionOf, type Deployment, eventTime, type KubeEvent } from "../workload.ts";
import { type Cause, cannotHeal, mayHeal } from "./cause.ts";

/**
 * What the controllers say of pods, or of the ReplicaSet, that they cannot create. A ReplicaSet has a condition for it; a
 * Deployment has one for its ReplicaSet, but none where its progress deadline is switched off; a StatefulSet and a
 * DaemonSet have none: there, their own events are the only word of it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/deployment/sync.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/statefulset/stateful_pod_control.go
 */
export function creationCauses({ workload, current, events = [] }: RolloutSnapshot): Cause[] {
  // Not the Deployment's own condition: that also repeats the one of a ReplicaSet that is left behind.
  // https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/deployment/progress.go
  const creation = conditionOf(current?.status?.conditions, "ReplicaFailure");
  if (creation?.status === "True")
    return [creationCause(`its pods cannot be created`, creation.message ?? creation.reason, workload)];
  if (workload === undefined) return [];
  const told = workload.kind === "Deployment" ? ofReplicaSet(workload, current, events) : ofPods(workload, events);
  return told === undefined ? [] : [told];
}

/** Once the template has a ReplicaSet, what was said before is over. */
function ofReplicaSet(
  workload: Deployment,
  current: RolloutSnapshot["current"],
  events: readonly KubeEvent[],
): Cause | undefined {
  if (current !== undefined) return undefined;
  const progress = conditionOf(workload.status?.conditions, "Progressing");
  const isOfNow = Date.parse(progress?.lastUpdateTime ?? "") > writtenAt(workload);
  const condition = isOfNow && progress?.reason === replicaSetError ? progress : undefined;
  const told = condition ?? newestOf(workload, events, [replicaSetError]);
  return told && creationCause("its ReplicaSet cannot be created", told.message, workload);
}

function ofPods(workload: Deployment, events: readonly KubeEvent[]): Cause | undefined {
  const newest = newestOf(workload, events, ["FailedCreate", "SuccessfulCreate"]);
  if (newest?.reason !== "FailedCreate") return undefined;
  return creationCause("its pods cannot be created", newest.message, workload);
}

const replicaSetError = "ReplicaSetCreateError";

/** The last word on the workload as it is now: an event outlives by an hour what it is about. */
function newestOf(
  workload: Deployment,
  events: readonly KubeEvent[],
  reasons: readonly string[],
): KubeEvent | undefined {
  const since = writtenAt(workload);
  return events
    .filter(
      ({ involvedObject, reason = "" }) => involvedObject?.uid === workload.metadata.uid && reasons.includes(reason),
    )
    .filter((event) => Date.parse(eventTime(event)) > since)
    .toSorted((one, other) => Date.parse(eventTime(one)) - Date.parse(eventTime(other)))
    .at(-1);
}

/**
 * When its template was last written. What is told of it and this are by the clocks of the control plane, and both count
 * whole seconds: what was told in the second of the change may be of what was there before. An event is told again a moment
 * later where it still holds.
 */
function writtenAt(workload: Deployment): number {
  const written = ownersOf(workload, ["spec", "template"]).map(({ time }) => Date.parse(time ?? ""));
  return Math.max(0, ...written.filter((each) => !Number.isNaN(each)));
}

const refusals: readonly {
  readonly pattern: RegExp;
  readonly advice: string;
  readonly patience: Cause["patience"] | "room";
}[] = [
  {
    // A quota, a ServiceAccount or a namespace of a moment ago.
    pattern: /status unknown for quota|service ?account \S*default: serviceaccount "default" not found/,
    advice:
      "It comes by itself in a namespace that has just been made; where it does not, look at the controller manager.",
    patience: { kind: "start" },
  },
  {
    pattern: /exceeded quota|forbidden: maximum|is forbidden: minimum/,
    advice: "Raise the quota of the namespace, lower the requests of the pods, or set maxSurge to 0.",
    patience: "room",
  },
  {
    pattern: /violates PodSecurity/,
    advice: "Change the pod's security context as the message says, or the level that the namespace enforces.",
    patience: cannotHeal,
  },
  {
    pattern: /admission webhook .* denied/,
    advice: "Change the pod so that the policy allows it; the message names the policy.",
    patience: cannotHeal,
  },
  {
    pattern: /service account|serviceaccount/,
    advice: "Add the ServiceAccount to the manifests or create it first.",
    patience: cannotHeal,
  },
  { pattern: /forbidden|is invalid/, advice: "Change the pod as the message says.", patience: cannotHeal },
];

function creationCause(what: string, message: string | undefined, workload: Deployment | undefined): Cause {
  const words = message?.trim() || "no reason given";
  const refusal = refusals.find(({ pattern }) => pattern.test(words));
  const patience = refusal?.patience ?? mayHeal;
  return {
    key: "creation",
    found: `${what}: ${words}`,
    advice: refusal?.advice ?? `Look at the events of the ${workload?.kind ?? "workload"} and of what it creates.`,
    patience: patience === "room" ? untilRoom(workload) : patience,
    path: ["spec", "template"],
  };
}

/** Room comes only where the strategy takes pods of the old revision down before those of the new one are ready. */
function untilRoom(workload: Deployment | undefined): Cause["patience"] {
  const replicas = workload?.spec.replicas ?? 1;
  const { type, rollingUpdate } = workload?.spec.strategy ?? {};
  const written = String(rollingUpdate?.maxUnavailable ?? "25%");
  const unavailable = written.endsWith("%")
    ? Math.floor((Number.parseInt(written, 10) / 100) * replicas)
    : Number(written);
  // A StatefulSet and a DaemonSet end an old pod before they create the new one.
  const oldGoFirst = type === "Recreate" || (workload !== undefined && workload.kind !== "Deployment");
  return oldGoFirst || unavailable > 0 ? { kind: "grace", ms: 15_000 } : cannotHeal;
}
