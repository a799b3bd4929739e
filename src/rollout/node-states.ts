// What is wrong with the nodes that a release waits for?

import { isApiError } from "../kube/api-error.ts";
import type { CallOptions, Cluster } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import type { Waited } from "./causes/node.ts";
import { type Condition, conditionOf } from "./workload.ts";

export interface Node extends KubeObject {
  readonly spec?: { readonly unschedulable?: boolean };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** One phrase for each node that something is wrong with. */
export interface NodeStates {
  readonly told: readonly string[];
  /** Why they could not be read; empty where they were. */
  readonly unread: string;
}

/** At most this many are asked for, each by its name: a cluster may have thousands. */
const mostNodes = 5;

/** Never fails: who may not list nodes gets what the pods say of them. */
export async function readNodeStates(
  cluster: Cluster,
  waited: readonly Waited[],
  options: CallOptions,
): Promise<NodeStates> {
  const byNode = Map.groupBy(waited, ({ node }) => node);
  const names = [...byNode.keys()].slice(0, mostNodes);
  let unread = "";
  const told = await Promise.all(
    names.map(async (name) => {
      const pods = byNode.get(name) ?? [];
      try {
        const { items } = await cluster.list<Node>(
          { apiVersion: "v1", kind: "Node" },
          { fieldSelector: `metadata.name=${name}`, ...options },
        );
        return describeNode(name, items[0], pods);
      } catch (error) {
        unread = isApiError(error, 403) ? "this user may not list nodes" : String(error);
        return describeUnread(name, pods);
      }
    }),
  );
  const more = byNode.size > names.length ? [`and ${byNode.size - names.length} more nodes`] : [];
  return { told: [...told.filter((each) => each !== ""), ...more], unread };
}

/** Pure. What a node says of itself; empty where it is well and has only not come to the pod. */
export function describeNode(name: string, node: Node | undefined, pods: readonly Waited[]): string {
  const waits = waitingText(pods);
  if (node === undefined) return `node ${name} is not there any more (${waits})`;
  const ready = conditionOf(node.status?.conditions, "Ready");
  const cordoned = node.spec?.unschedulable === true ? "cordoned" : "";
  if (ready?.status !== "True") {
    const why = [ready?.reason, ready?.message].filter(Boolean).join(": ");
    const since = ready?.lastTransitionTime === undefined ? "" : ` since ${ready.lastTransitionTime}`;
    const state = ready === undefined ? "has never been ready" : `is NotReady${since}`;
    return `node ${name} ${state} (${[why, cordoned, waits].filter(Boolean).join("; ")})`;
  }
  return cordoned === "" ? describeUnread(name, pods) : `node ${name} is cordoned (${waits})`;
}

/** What can be said of a node by its pods alone. Of a lost one they say it themselves. */
function describeUnread(name: string, pods: readonly Waited[]): string {
  return pods.some(({ how }) => how === "idle") ? `node ${name} has not done its part (${waitingText(pods)})` : "";
}

function waitingText([first, ...more]: readonly Waited[]): string {
  const text = first === undefined ? "" : `pod ${first.pod} ${first.how === "refused" ? "is for it" : "is on it"}`;
  return more.length === 0 ? text : `${text}, and ${more.length} more`;
}
