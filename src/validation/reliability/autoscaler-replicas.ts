// Who decides the number of pods?

import type { Check } from "../check.ts";
import { type Complaint, eachWorkload } from "../examine.ts";
import { relationsOf } from "../relations.ts";
import type { Subject, Workload } from "../subject.ts";

export const autoscalerReplicas: Check = {
  id: "reliability/autoscaler-replicas",
  severity: "medium",
  title: "One alone decides the number of pods",
  why: "Where the manifest and an autoscaler both say it, each apply throws the autoscaler's number away under load; two autoscalers work against each other.",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
  recommendation: "Remove spec.replicas, and keep one autoscaler.",
  run: (subject) =>
    eachWorkload(
      subject,
      (workload) => judge(workload, subject),
      (workload) => relationsOf(subject).autoscalersOf(workload).length > 0,
      "no autoscaler targets a workload",
    ),
};

function judge(workload: Workload, subject: Subject): Complaint[] {
  const autoscalers = relationsOf(subject).autoscalersOf(workload);
  const found: Complaint[] = [];
  const path = ["spec", "replicas"];
  if (workload.replicas !== undefined && workload.position([]) !== undefined) {
    const [first] = autoscalers;
    const evidence = `spec.replicas is ${workload.replicas}, and ${first?.object.kind} ${first?.object.metadata.name} decides it too`;
    found.push({ evidence, path, fix: { path, value: undefined } });
  }
  if (autoscalers.length > 1) {
    const names = autoscalers.map(({ object }) => `${object.kind} ${object.metadata.name}`).join(", ");
    found.push({ evidence: `${autoscalers.length} autoscalers target it: ${names}`, path: ["spec"] });
  }
  return found;
}
