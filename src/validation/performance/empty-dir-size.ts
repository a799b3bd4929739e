// Can a scratch folder fill the node?

import { readQuantity } from "../../kube/quantity.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt } from "../fields.ts";
import type { Workload } from "../subject.ts";
import { podAmount } from "./demand.ts";

export const emptyDirSize: Check = {
  id: "performance/empty-dir-size",
  severity: "low",
  title: "Scratch folders have a size limit",
  why: "An emptyDir without sizeLimit may take the node's whole disk; one in memory counts against the containers' memory limit and ends them.",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#emptydir",
  recommendation: "Set emptyDir.sizeLimit; for medium: Memory, well below the memory limit.",
  run: (subject) => eachPodSpec(subject, judge, ({ podSpec }) => emptyDirs(podSpec).length > 0),
};

function judge({ podSpec }: Workload): Complaint[] {
  const memory = podAmount(podSpec, "limits", "memory");
  return emptyDirs(podSpec).flatMap(({ name, emptyDir, index }) => {
    const path = ["volumes", index, "emptyDir"];
    const size = readQuantity(emptyDir.sizeLimit);
    if (size === undefined) return [{ evidence: `the emptyDir ${name} has no sizeLimit`, path }];
    if (emptyDir.medium !== "Memory" || memory === 0 || size < memory) return [];
    return [
      {
        evidence: `the emptyDir ${name} takes up to ${emptyDir.sizeLimit} of the pod's memory limit, which is no more`,
        path,
      },
    ];
  });
}

function emptyDirs(podSpec: object): { name: string; emptyDir: Readonly<Record<string, unknown>>; index: number }[] {
  return itemsAt(podSpec, ["volumes"]).flatMap((volume, index) => {
    const { name, emptyDir } = fieldsAt(volume);
    return emptyDir === undefined ? [] : [{ name: String(name), emptyDir: fieldsAt(emptyDir), index }];
  });
}
