// May the pods move to another node?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { fieldsAt, textAt } from "../fields.ts";

export const pinnedNode: Check = {
  id: "reliability/pinned-node",
  severity: "high",
  title: "Pods are not pinned to one node",
  why: "When that node goes, no pod can be placed; with nodeName not even the scheduler is asked whether it has room.",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename",
  recommendation: "Select nodes by a label that several have, or use a StatefulSet with volumes.",
  run: (subject) =>
    eachPodSpec(
      subject,
      ({ podSpec }) => {
        const name = textAt(podSpec, ["nodeName"]);
        if (name !== undefined) return { evidence: `nodeName is ${name}`, path: ["nodeName"] };
        const host = fieldsAt(podSpec, ["nodeSelector"])["kubernetes.io/hostname"];
        if (host === undefined) return undefined;
        return {
          evidence: `nodeSelector names the node ${String(host)}`,
          path: ["nodeSelector", "kubernetes.io/hostname"],
        };
      },
      ({ serves }) => serves,
    ),
};
