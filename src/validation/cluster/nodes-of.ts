// On which nodes do the workloads run?

import type { KubeObject } from "../../kube/object.ts";
import type { Examination } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, type LiveScope, withScope } from "../live-scope.ts";
import type { Subject } from "../subject.ts";

/** Judges the nodes that pods of the workloads run on. */
export function eachNode(
  subject: Subject,
  judge: (node: KubeObject, scope: LiveScope) => readonly string[],
): Examination {
  return withScope(subject, ["Pod", "Node"], (scope) => {
    const used = new Set(
      scope.workloads.flatMap((workload) => scope.podsOf(workload).map(({ spec }) => spec.nodeName)),
    );
    return eachLive(
      itemsOf(scope.live, "Node").filter(({ metadata }) => used.has(metadata.name)),
      (node) => judge(node, scope),
      "no pod of the workloads runs on a node",
    );
  });
}
