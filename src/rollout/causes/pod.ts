// What keeps a pod from starting, or ended it?

import { conditionOf, eventTime, type KubeEvent, type Pod } from "../workload.ts";
import { type Cause, cannotHeal, mayHeal, type Patience } from "./cause.ts";
import { containerCauses } from "./container.ts";

const path = ["spec", "template", "spec"];

/** The pod's own trouble where it has not come to its containers; theirs otherwise. */
export function podCauses(pod: Pod, events: readonly KubeEvent[]): Cause[] {
  const own = events.filter(({ involvedObject }) => involvedObject?.uid === pod.metadata.uid);
  const scheduled = conditionOf(pod.status?.conditions, "PodScheduled");
  if (scheduled?.status === "False") return [schedulingCause(pod, scheduled.message ?? scheduled.reason ?? "", own)];
  if (pod.status?.phase === "Failed") return [failedCause(pod)];
  const before = isWaitingToStart(pod) ? (volumeCause(pod, own) ?? sandboxCause(pod, own)) : undefined;
  return before === undefined ? containerCauses(pod) : [before];
}

/** By its phase the pod is Pending, and no container has ever run. */
function isWaitingToStart({ status = {} }: Pod): boolean {
  const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return all.every(({ state = {} }) =>
    /^(?:ContainerCreating|PodInitializing)?$/.test(
      state.waiting?.reason ?? (Object.keys(state).length === 0 ? "" : "started"),
    ),
  );
}

function schedulingCause(pod: Pod, message: string, events: readonly KubeEvent[]): Cause {
  const coming = latest(events, ["TriggeredScaleUp", "Nominated"]);
  const claim = /persistentvolumeclaim|unbound|volume node affinity/i.test(message);
  const nodes = coming === undefined ? "" : ` (a node is on its way: ${coming.message?.trim() ?? coming.reason})`;
  return cause(pod, "unschedulable", {
    found: `no node takes pod ${pod.metadata.name}: ${message || "no reason given"}${nodes}`,
    advice: claim
      ? "Create the claim or the volume that it waits for: its storage class and its zone must fit."
      : "Lower the requests, widen the node selector or the tolerations, or add nodes.",
    patience: coming === undefined ? { kind: "start" } : mayHeal,
  });
}

/** A pod that its node or the cluster ended is made again: that says nothing about the release. */
function failedCause(pod: Pod): Cause {
  const { reason, message } = pod.status ?? {};
  const disrupted = conditionOf(pod.status?.conditions, "DisruptionTarget");
  const notOurs =
    disrupted?.status === "True" ||
    /^(?:Evicted|Preempting|Preempted|Shutdown|NodeShutdown|Terminated|NodeLost|NodeAffinity)$/.test(reason ?? "");
  const why = [reason, message].filter(Boolean).join(": ") || disrupted?.message || "no reason given";
  return cause(pod, `failed-${reason ?? ""}`, {
    found: `pod ${pod.metadata.name} ${notOurs ? "was ended by the cluster" : "failed"}: ${why}`,
    advice: notOurs
      ? "It is replaced; look at the node and at the priority of the pod."
      : "Look at the node and at the limits of the pod.",
    patience: mayHeal,
  });
}

function volumeCause(pod: Pod, events: readonly KubeEvent[]): Cause | undefined {
  const event = latest(events, ["FailedMount", "FailedAttachVolume"]);
  const message = event?.message?.trim() ?? "";
  // The kubelet has not read the object yet: it tries again, and it is there.
  if (event === undefined || /failed to sync (?:secret|configmap) cache|object ".*" not registered/.test(message))
    return undefined;
  const missing = /(?:secret|configmap) "[^"]+" not found|references? non-?existent (?:secret|config) key/i.test(
    message,
  );
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
