// Do all pods stand on one node?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachAlive } from "../live-scope.ts";

export const spread: Check = {
  id: "cluster/spread",
  severity: "medium",
  title: "The pods of a workload do not all run on one node",
  why: "A soft spread is a wish: after a drain or an upgrade all pods may stand on one node, and go with it.",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  recommendation:
    "Use whenUnsatisfiable: DoNotSchedule, or let a descheduler move pods; until then delete one pod by hand.",
  run: (subject) =>
    eachAlive(
      subject,
      ["Pod", "Node"],
      (workload, scope) => {
        const pods = scope.podsOf(workload).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
        const nodes = new Set(pods.map(({ spec }) => spec.nodeName));
        const open = itemsOf(scope.live, "Node").filter(isOpen);
        const [node] = nodes;
        if (pods.length < 2 || nodes.size > 1 || open.length < 2 || node === undefined) return [];
        return [{ evidence: `all ${pods.length} pods run on the node ${node}, one of ${open.length}` }];
      },
      ({ serves, alive }, scope) => serves && alive.kind !== "DaemonSet" && itemsOf(scope.live, "Node").length > 0,
      "there is no workload that can be spread",
    ),
};

interface NodeSpec {
  readonly unschedulable?: boolean;
  readonly taints?: readonly { readonly effect?: string }[];
}

/** A tainted node is for pods of its own. */
function isOpen({ spec }: KubeObject): boolean {
  const { unschedulable, taints = [] } = (spec ?? {}) as NodeSpec;
  return unschedulable !== true && taints.every(({ effect }) => effect === "PreferNoSchedule");
}
