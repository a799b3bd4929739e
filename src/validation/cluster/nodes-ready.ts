// Are the nodes of the service up?

import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachNode } from "./nodes-of.ts";

export const nodesReady: Check = {
  id: "cluster/nodes-ready",
  severity: "high",
  title: "Every node that runs the service is ready",
  why: "The pods of a node that has gone silent serve nobody, and are moved only after five minutes.",
  source: "https://kubernetes.io/docs/reference/node/node-status/#condition",
  recommendation: "Look at the node: kubectl describe node. Drain or replace it.",
  run: (subject) =>
    eachNode(subject, (node) => {
      const ready = conditionOf(node, "Ready");
      if (ready?.status === "True") return [];
      return [
        `its condition Ready is ${ready?.status ?? "missing"}: ${ready?.message ?? ready?.reason ?? "without a message"}`,
      ];
    }),
};
