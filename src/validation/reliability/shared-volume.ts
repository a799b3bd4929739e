// Can more than one pod mount the volume?

import type { Check } from "../check.ts";
import { type Complaint, eachPodSpec } from "../examine.ts";
import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import { relationsOf } from "../relations.ts";
import type { Subject, Workload } from "../subject.ts";
import { leastReplicas } from "./least-replicas.ts";

export const sharedVolume: Check = {
  id: "reliability/shared-volume",
  severity: "high",
  title: "A volume that several pods mount may be mounted by several",
  why: "A ReadWriteOnce volume binds all pods to one node, and a rolling release hangs: the new pod waits for a volume that the old one holds.",
  source: "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",
  recommendation: "Use a StatefulSet with volumeClaimTemplates, ReadWriteMany, or one pod with the strategy Recreate.",
  run: (subject) =>
    eachPodSpec(
      subject,
      (workload) => judge(workload, subject),
      ({ object, podSpec }) => object.kind === "Deployment" && claimsOf(podSpec).length > 0,
    ),
};

function judge(workload: Workload, subject: Subject): Complaint[] {
  const replaces = fieldsAt(workload.spec, ["strategy"]).type === "Recreate";
  if (replaces && leastReplicas(subject, workload) <= 1) return [];
  return claimsOf(workload.podSpec).flatMap(({ name, index }) => {
    const claim = relationsOf(subject).named("PersistentVolumeClaim", workload, name);
    const modes = itemsAt(claim?.spec.accessModes);
    if (claim === undefined || modes.includes("ReadWriteMany") || modes.includes("ReadOnlyMany")) return [];
    return [{ evidence: `the claim ${name} is ${modes.join(", ")}`, path: ["volumes", index] }];
  });
}

function claimsOf(podSpec: object): { name: string; index: number }[] {
  return itemsAt(podSpec, ["volumes"]).flatMap((volume, index) => {
    const name = textAt(volume, ["persistentVolumeClaim", "claimName"]);
    return name === undefined ? [] : [{ name, index }];
  });
}
