// Do two mounts of a container stand in the same place?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";
import { complaintOf, mountsOf } from "./volumes.ts";

export const mountPaths: Check = {
  id: "objects/mount-paths",
  severity: "high",
  title: "Each mount of a container has a path of its own",
  why: "Two mounts at one path are refused by the API server, or by the runtime when only a slash tells them apart.",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1",
  recommendation: "Give one of them another mountPath.",
  run: (subject) =>
    eachPodSpec(subject, (workload) => {
      const taken = new Set<string>();
      return mountsOf(workload).flatMap((mount) => {
        const place = `${mount.within} ${mount.mountPath.replace(/(?<=.)\/+$/, "")}`;
        if (taken.has(place)) return [complaintOf(mount, `two volumes are mounted at ${mount.mountPath}`)];
        taken.add(place);
        return [];
      });
    }),
};
