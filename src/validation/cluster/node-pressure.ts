// Does a node of the service run short of something?

import type { Check } from "../check.ts";
import { conditionOf } from "../live-pods.ts";
import { eachNode } from "./nodes-of.ts";

export const nodePressure: Check = {
  id: "cluster/node-pressure",
  severity: "high",
  title: "No node that runs the service is under pressure",
  why: "A node that is short of memory, disk or process numbers evicts pods, and takes no new ones.",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/",
  recommendation: "Free what is short (images and logs fill disks), or add nodes.",
  run: (subject) =>
    eachNode(subject, (node) =>
      pressures.flatMap((type) => {
        const condition = conditionOf(node, type);
        return condition?.status === "True" ? [`${type}: ${condition.message ?? condition.reason ?? "True"}`] : [];
      }),
    ),
};

const pressures = ["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"];
