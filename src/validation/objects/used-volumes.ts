// Does a container mount every volume of its pod?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { mountsOf, volumesOf } from "./volumes.ts";

export const usedVolumes: Check = {
  id: "objects/used-volumes",
  severity: "low",
  title: "Every volume of a pod is mounted",
  why: "A volume that nobody mounts is a mount that was forgotten, or a Secret and a disk that pods wait for and do not need.",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#background",
  recommendation: "Mount it, or take it away.",
  run: (subject) =>
    eachPodSpec(subject, (workload) => {
      const mounted = new Set(mountsOf(workload).map(({ volume }) => volume));
      return volumesOf(workload).flatMap((name, index) =>
        mounted.has(name) ? [] : [{ evidence: `no container mounts the volume ${name}`, path: ["volumes", index] }],
      );
    }),
};
