// Which pods go first when a cluster is full?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { textAt } from "../fields.ts";

export const priorityClass: Check = {
  id: "reliability/priority-class",
  severity: "info",
  title: "The pods have a priority of their own",
  why: "Without a class all pods are alike: where a node fails and the rest are full, a batch job keeps its place and the service waits.",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
  recommendation: "Set priorityClassName to a class of your cluster; those of the system are the system's.",
  run: (subject) =>
    eachPodSpec(
      subject,
      ({ podSpec }) => {
        const name = textAt(podSpec, ["priorityClassName"]);
        const path = ["priorityClassName"];
        if (name === undefined) return { evidence: "it has no priorityClassName", path };
        return name.startsWith("system-")
          ? { evidence: `its class is ${name}, which is the cluster's own`, path }
          : undefined;
      },
      ({ serves, namespace }) => serves && namespace !== "kube-system",
    ),
};
