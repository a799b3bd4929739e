// Which node keeps a pod from getting ready, or from being replaced?

import type { RolloutSnapshot } from "../snapshot.ts";
import { conditionOf, type Pod } from "../workload.ts";
import { type Cause, mayHeal } from "./cause.ts";

/** A pod that a node has not done with what it is to, and what the pod itself says of that. */
export interface Waited {
  readonly node: string;
  readonly pod: string;
  /** `lost`: the node does not answer. `idle`: it has not begun with the pod, or not ended it. `refused`: it has no room for it. */
  readonly how: "lost" | "idle" | "refused";
}

/** The loss of a node is no failure: it may come back, and the release goes on to its deadline. */
export function nodeCauses({ pods, others = [] }: Pick<RolloutSnapshot, "pods" | "others">): Cause[] {
  const lost = new Map<string, Pod>();
  for (const pod of [...pods, ...others]) if (isLost(pod)) lost.set(pod.spec.nodeName ?? "", pod);
  return [...lost].map(([node, { metadata, status }]) => ({
    key: `node-${node}`,
    found: `node ${node} does not answer: pod ${metadata.name} on it is not ready since ${conditionOf(status?.conditions, "Ready")?.lastTransitionTime ?? "a while"}, though its containers were`,
    advice: nodeAdvice(node),
    patience: mayHeal,
    pod: metadata.name,
    path: [],
  }));
}

export function nodeAdvice(node: string): string {
  return `Look at the node (\`kubectl describe node ${node}\`). Bring it back, or take it out of the cluster (\`kubectl delete node ${node}\`), then release again: until then no pod on it is replaced.`;
}

/** Pure. The pods for which a node is waited for, those that it has lost first. */
export function waitedNodes({ pods, others = [] }: Pick<RolloutSnapshot, "pods" | "others">): Waited[] {
  const order = ["lost", "idle", "refused"];
  return [
    ...pods.flatMap((pod) => waited(pod, isIdle(pod))),
    ...others.flatMap((pod) => waited(pod, pod.metadata.deletionTimestamp !== undefined)),
  ].toSorted((one, other) => order.indexOf(one.how) - order.indexOf(other.how));
}

/**
 * The one node on which a pod of a DaemonSet may run.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled
 */
export function onlyNodeOf({ spec }: Pod): string | undefined {
  const { nodeAffinity } = (spec.affinity ?? {}) as Affinity;
  const [term] = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return term?.matchFields?.find(({ key }) => key === "metadata.name")?.values?.[0];
}

interface Affinity {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: {
      readonly nodeSelectorTerms?: readonly {
        readonly matchFields?: readonly { readonly key: string; readonly values?: readonly string[] }[];
      }[];
    };
  };
}

function waited(pod: Pod, isWaitedFor: boolean): Waited[] {
  const { nodeName } = pod.spec;
  const name = pod.metadata.name;
  if (isLost(pod)) return [{ node: nodeName ?? "", pod: name, how: "lost" }];
  if (nodeName !== undefined) return isWaitedFor ? [{ node: nodeName, pod: name, how: "idle" }] : [];
  const only = onlyNodeOf(pod);
  return only === undefined ? [] : [{ node: only, pod: name, how: "refused" }];
}

/**
 * A kubelet takes both conditions away together. Where only one is, the controller that watches the nodes did it.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller
 */
function isLost({ spec, status }: Pod): boolean {
  const ready = conditionOf(status?.conditions, "Ready");
  const containers = conditionOf(status?.conditions, "ContainersReady");
  // With a readiness gate a kubelet does it too, and says so.
  return spec.nodeName !== undefined && ready?.status === "False" && !ready.reason && containers?.status === "True";
}

/** The kubelet writes the status of each container as soon as it has seen the pod. */
function isIdle({ spec, status = {} }: Pod): boolean {
  const told = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return spec.nodeName !== undefined && status.phase === "Pending" && told.length === 0;
}
