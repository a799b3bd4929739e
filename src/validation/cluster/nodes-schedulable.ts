// Has somebody closed a node of the service and forgotten it?

import type { Check } from "../check.ts";
import { eachNode } from "./nodes-of.ts";

export const nodesSchedulable: Check = {
  id: "cluster/nodes-schedulable",
  severity: "low",
  title: "Every node that runs the service takes new pods",
  why: "A cordoned node keeps its pods but takes none: a restart moves them, and the room that is left may not do.",
  source: "https://kubernetes.io/docs/concepts/architecture/nodes/#manual-node-administration",
  recommendation: "Finish the drain, or open the node again: kubectl uncordon.",
  run: (subject) =>
    eachNode(subject, ({ spec }) =>
      (spec as { unschedulable?: boolean } | undefined)?.unschedulable === true ? ["it is cordoned"] : [],
    ),
};
