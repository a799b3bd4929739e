// What keeps a pod from starting, or ended it?

import { type Condition, conditionOf, eventTime, type KubeEvent, type Pod } from "../workload.ts";
import { type Cause, cannotHeal, mayHeal, type Patience } from "./cause.ts";
import { containerCauses } from "./container.ts";
import { onlyNodeOf } from "./node.ts";

const path = ["spec", "template", "spec"];

/**
 * The pod's own trouble where it has not come to its containers; theirs otherwise.
 *
 * @param all the pods of the same revision: one that fails is replaced, and how often is told by how many there are
 */
export function podCauses(pod: Pod, events: readonly KubeEvent[], all: readonly Pod[] = [pod]): Cause[] {
  const own = events.filter(({ involvedObject }) => involvedObject?.uid === pod.metadata.uid);
  const scheduled = conditionOf(pod.status?.conditions, "PodScheduled");
  if (scheduled?.status === "False") return [schedulingCause(pod, scheduled, own)];
  if (pod.status?.phase === "Failed") return [failedCause(pod, all)];
  const before = isWaitingToStart(pod) ? (volumeCause(pod, own) ?? sandboxCause(pod, own)) : undefined;
  if (before !== undefined) return [before];
  const causes = containerCauses(pod);
  return causes.length > 0 ? causes : gateCauses(pod);
}

/** By its phase the pod is Pending, and no container has ever run. */
function isWaitingToStart({ status = {} }: Pod): boolean {
  // Its volumes and its network are there: what was told of them before is over, while it pulls its images.
  if (conditionOf(status.conditions, "PodReadyToStartContainers")?.status === "True") return false;
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return all.every(({ state = {} }) =>
    /^(?:ContainerCreating|PodInitializing)?$/.test(
      state.waiting?.reason ?? (Object.keys(state).length === 0 ? "" : "started"),
    ),
  );
}

function schedulingCause(pod: Pod, { reason = "", message }: Condition, events: readonly KubeEvent[]): Cause {
  const told = message || reason;
  if (reason === "SchedulingGated") {
    return cause(pod, "gated", {
      found: `pod ${pod.metadata.name} is held back from the nodes by its schedulingGates: ${told}`,
      advice: "Look at what takes its gates away, for instance a queue: no scheduler looks at it before.",
      patience: mayHeal,
    });
  }
  const scaling = latest(events, ["TriggeredScaleUp", "Nominated", "NotTriggerScaleUp"]);
  const said = scaling?.message?.trim() || scaling?.reason;
  const comes = scaling !== undefined && scaling.reason !== "NotTriggerScaleUp";
  const claim = /persistentvolumeclaim|unbound|volume node affinity/i.test(told);
  const nodes = scaling === undefined ? "" : ` (${comes ? "a node is on its way" : "no node is on its way"}: ${said})`;
  const only = onlyNodeOf(pod);
  return cause(pod, "unschedulable", {
    found: `${only === undefined ? "no node takes" : `node ${only} does not take`} pod ${pod.metadata.name}: ${told || "no reason given"}${nodes}`,
    advice: claim
      ? "Create the claim or the volume that it waits for: its storage class and its zone must fit."
      : "Lower the requests, widen the node selector or the tolerations, or add nodes.",
    patience: comes ? mayHeal : { kind: "start" },
  });
}

/**
 * A pod that its node or the cluster ended is made again: that says nothing about the release. One that a node refuses,
 * or that writes more than its own limit allows, ends the same way each time.
 */
function failedCause(pod: Pod, all: readonly Pod[]): Cause {
  const { reason, message } = pod.status ?? {};
  if (endedByItself(pod)) {
    const again = all.filter((each) => each.status?.phase === "Failed" && endedByItself(each)).length;
    const limit = isOverOwnLimit(pod);
    return cause(pod, `failed-${reason ?? ""}`, {
      found: `pod ${pod.metadata.name} ${limit ? "was evicted because it wrote more than its own limit allows" : "failed"}: ${[reason, message?.trim()].filter(Boolean).join(": ") || "no reason given"}${again > 1 ? `, as ${again - 1} before it` : ""}`,
      advice: limit
        ? "Raise its limit of ephemeral-storage or the sizeLimit of the volume, or let it write less."
        : "Look at the node and at what the pod asks of it.",
      patience: { kind: "restarts", count: again },
    });
  }
  const why = [reason, message].filter(Boolean).join(": ");
  const disrupted = conditionOf(pod.status?.conditions, "DisruptionTarget")?.message;
  return cause(pod, `failed-${reason ?? ""}`, {
    found: `pod ${pod.metadata.name} was ended by the cluster: ${why || disrupted || "no reason given"}`,
    advice: "It is replaced; look at the node and at the priority of the pod.",
    patience: mayHeal,
  });
}

function endedByItself(pod: Pod): boolean {
  const { reason = "", conditions } = pod.status ?? {};
  if (conditionOf(conditions, "DisruptionTarget")?.status === "True") return false;
  if (isOverOwnLimit(pod)) return true;
  // `OutOfcpu`: the node was filled between the scheduler's word and its own.
  return !/^(?:Evicted|Preempting|Preempted|Shutdown|NodeShutdown|Terminated|NodeLost|NodeAffinity|OutOf.*)$/.test(
    reason,
  );
}

/** The kubelet evicts such a pod without any pressure on the node (https://kubernetes.io/docs/concepts/storage/ephemeral-storage/). */
function isOverOwnLimit({ status: { reason, message = "" } = {} }: Pod): boolean {
  return (
    reason === "Evicted" &&
    /exceeds the total limit of containers|exceeded its local ephemeral storage limit|EmptyDir volume .* exceeds the limit/i.test(
      message,
    )
  );
}

/** All containers are ready, and something outside of the pod has not said yet that it is. */
function gateCauses(pod: Pod): Cause[] {
  const ready = conditionOf(pod.status?.conditions, "Ready");
  if (ready?.status !== "False" || ready.reason !== "ReadinessGatesNotReady") return [];
  return [
    cause(pod, "readiness-gates", {
      found: `the containers of pod ${pod.metadata.name} are ready, but a readiness gate is not: ${ready.message ?? ""}`,
      advice: "Look at what sets the gate's condition, for instance the controller of the load balancer.",
      patience: mayHeal,
      path: [...path, "readinessGates"],
    }),
  ];
}

function volumeCause(pod: Pod, events: readonly KubeEvent[]): Cause | undefined {
  const event = latest(events, ["FailedMount", "FailedAttachVolume"]);
  const message = event?.message?.trim() ?? "";
  // The kubelet has not read the object yet: it tries again, and it is there.
  if (event === undefined || /failed to sync (?:secret|configmap) cache|object ".*" not registered/.test(message))
    return undefined;
  // The cluster puts it into each namespace itself, a moment after the namespace is there.
  const own = /kube-api-access-|kube-root-ca\.crt/.test(message);
  const missing =
    !own && /(?:secret|configmap) "[^"]+" not found|references? non-?existent (?:secret|config) key/i.test(message);
  return cause(pod, "volumes", {
    found: `the volumes of pod ${pod.metadata.name} cannot be mounted: ${message}`,
    advice: missing
      ? "Create what the volume names first, or add it to the manifests; or mark it as optional."
      : "Look at the volume's claim, its driver and the node; a disk can be attached to one node only.",
    patience: missing ? cannotHeal : { kind: "start" },
    path: [...path, "volumes", ...volumeIndex(pod, message)],
  });
}

function sandboxCause(pod: Pod, events: readonly KubeEvent[]): Cause | undefined {
  const event = latest(events, ["FailedCreatePodSandBox"]);
  if (event === undefined) return undefined;
  return cause(pod, "sandbox", {
    found: `the node cannot set pod ${pod.metadata.name} up: ${event.message?.trim() ?? "no reason given"}`,
    advice: "Look at the node's network plugin and container runtime: no container of the pod was started.",
    patience: { kind: "start" },
  });
}

/** `MountVolume.SetUp failed for volume "settings" : …` */
function volumeIndex({ spec }: Pod, message: string): number[] {
  const name = /volume "([^"]+)"/.exec(message)?.[1];
  const volumes = Array.isArray(spec.volumes) ? (spec.volumes as readonly { name?: string }[]) : [];
  const index = volumes.findIndex((volume) => volume.name === name);
  return index < 0 ? [] : [index];
}

function latest(events: readonly KubeEvent[], reasons: readonly string[]): KubeEvent | undefined {
  return events
    .filter(({ reason }) => reasons.includes(reason ?? ""))
    .toSorted((one, other) => eventTime(one).localeCompare(eventTime(other)))
    .at(-1);
}

function cause(
  pod: Pod,
  key: string,
  parts: { found: string; advice: string; patience: Patience; path?: Cause["path"] },
): Cause {
  return { path, ...parts, key, pod: pod.metadata.name };
}
