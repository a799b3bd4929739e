// Is every volume that a container mounts there?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { claimTemplatesOf, complaintOf, mountsOf, volumesOf } from "./volumes.ts";

export const declaredVolumes: Check = {
  id: "objects/declared-volumes",
  severity: "high",
  title: "Containers mount volumes that the pod declares, once each",
  why: "The API server refuses a mount without its volume, and a volume that is declared twice.",
  source: "https://kubernetes.io/docs/concepts/storage/volumes/#background",
  recommendation: "Declare the volume in spec.volumes under the name of the mount, or take the mount away.",
  run: (subject) =>
    eachPodSpec(subject, (workload) => {
      const volumes = volumesOf(workload);
      const declared = new Set([...volumes, ...claimTemplatesOf(workload)]);
      const missing = mountsOf(workload)
        .filter(({ volume }) => !declared.has(volume))
        .map((mount) =>
          complaintOf(mount, `it mounts ${mount.volume || "a volume without a name"}, which is not declared`),
        );
      const twice = volumes.flatMap((name, index) =>
        volumes.indexOf(name) < index
          ? [{ evidence: `the volume ${name} is declared twice`, path: ["volumes", index] }]
          : [],
      );
      return [...missing, ...twice];
    }),
};
