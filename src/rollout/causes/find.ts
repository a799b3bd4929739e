// Which causes does a snapshot show, the most telling one first?

import type { RolloutSnapshot } from "../snapshot.ts";
import { conditionOf, type Pod } from "../workload.ts";
import { type Cause, cannotHeal, mayHeal } from "./cause.ts";
import { containerCauses } from "./container.ts";

/** A pure function of the snapshot; each cause once, however many pods show it. */
export function findCauses({ workload, current, pods }: RolloutSnapshot): Cause[] {
  const creation =
    conditionOf(current?.status?.conditions, "ReplicaFailure") ??
    conditionOf(workload?.status?.conditions, "ReplicaFailure");
  const causes = [
    ...(creation?.status === "True" ? [creationCause(creation.message ?? creation.reason ?? "no reason given")] : []),
    ...pods.flatMap(podCauses),
  ];
  const first = new Map<string, Cause>();
  for (const cause of causes) if (!first.has(cause.key)) first.set(cause.key, cause);
  return [...first.values()].sort((one, other) => weight(one) - weight(other));
}

const refusals: readonly { readonly pattern: RegExp; readonly advice: string; readonly patience: Cause["patience"] }[] =
  [
    // Room may come as pods of the old revision end, where the strategy takes any down first.
    {
      pattern: /exceeded quota|forbidden: maximum|is forbidden: minimum/,
      advice: "Raise the quota of the namespace, lower the requests of the pods, or set maxSurge to 0.",
      patience: { kind: "grace", ms: 15_000 },
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

function creationCause(message: string): Cause {
  const refusal = refusals.find(({ pattern }) => pattern.test(message));
  return {
    key: "creation",
    found: `its pods cannot be created: ${message}`,
    advice: refusal?.advice ?? "Look at the events of the ReplicaSet.",
    patience: refusal?.patience ?? mayHeal,
    path: ["spec", "template"],
  };
}

function podCauses(pod: Pod): Cause[] {
  const scheduled = conditionOf(pod.status?.conditions, "PodScheduled");
  if (scheduled?.status === "False") {
    return [
      {
        key: "unschedulable",
        found: `no node takes pod ${pod.metadata.name}: ${scheduled.message ?? scheduled.reason ?? "no reason given"}`,
        advice: "Lower the requests, widen the node selector or the tolerations, or add nodes.",
        patience: mayHeal,
        pod: pod.metadata.name,
        path: ["spec", "template", "spec"],
      },
    ];
  }
  if (pod.status?.phase === "Failed") {
    return [
      {
        key: `failed-${pod.status.reason ?? ""}`,
        found: `pod ${pod.metadata.name} failed: ${[pod.status.reason, pod.status.message].filter(Boolean).join(": ") || "no reason given"}`,
        advice: "Look at the node and at the limits of the pod.",
        patience: mayHeal,
        pod: pod.metadata.name,
        path: ["spec", "template", "spec"],
      },
    ];
  }
  return containerCauses(pod);
}

function weight({ patience }: Cause): number {
  return { none: 0, grace: 1, deadline: 2 }[patience.kind];
}
