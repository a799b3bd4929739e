// Which causes does a snapshot show, the most telling one first?

import type { RolloutSnapshot } from "../snapshot.ts";
import { conditionOf, type Deployment } from "../workload.ts";
import { type Cause, cannotHeal, mayHeal } from "./cause.ts";
import { podCauses } from "./pod.ts";

/** A pure function of the snapshot; each cause once, however many pods show it. */
export function findCauses({ workload, current, pods, events = [] }: RolloutSnapshot): Cause[] {
  // Not the Deployment's own condition: that also repeats the one of a ReplicaSet that is left behind.
  // https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/deployment/progress.go
  const creation = conditionOf(current?.status?.conditions, "ReplicaFailure");
  const causes = [
    ...(creation?.status === "True"
      ? [creationCause(creation.message ?? creation.reason ?? "no reason given", workload)]
      : []),
    ...pods.flatMap((pod) => podCauses(pod, events)),
  ];
  const first = new Map<string, Cause>();
  for (const cause of causes) if (!first.has(cause.key)) first.set(cause.key, cause);
  return [...first.values()].sort((one, other) => weight(one) - weight(other));
}

const refusals: readonly {
  readonly pattern: RegExp;
  readonly advice: string;
  readonly patience: Cause["patience"] | "room";
}[] = [
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

function creationCause(message: string, workload: Deployment | undefined): Cause {
  const refusal = refusals.find(({ pattern }) => pattern.test(message));
  const patience = refusal?.patience ?? mayHeal;
  return {
    key: "creation",
    found: `its pods cannot be created: ${message}`,
    advice: refusal?.advice ?? "Look at the events of the ReplicaSet.",
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
  return type === "Recreate" || unavailable > 0 ? { kind: "grace", ms: 15_000 } : cannotHeal;
}

function weight({ patience }: Cause): number {
  return { none: 0, restarts: 1, start: 2, grace: 2, ready: 3, deadline: 4 }[patience.kind];
}
