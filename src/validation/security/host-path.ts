// Does a pod mount folders of its node?

import { type Control, controlCheck } from "./pod-security.ts";

export const hostPathControl: Control = {
  id: "hostPathVolumes",
  level: "baseline",
  since: 0,
  judge: ({ spec }) =>
    (spec.volumes ?? []).flatMap(({ name = "", hostPath: folder }, index) =>
      folder === undefined || folder === null
        ? []
        : [{ evidence: `the volume ${name} is ${folder.path ?? "a folder"} of the node`, path: ["volumes", index] }],
    ),
};

export const hostPath = controlCheck(hostPathControl, {
  id: "security/host-path",
  severity: "high",
  title: "No pod mounts a folder of its node",
  why: "What is on the node's disk belongs to all pods there, and is gone when the pod moves.",
  recommendation: "Use a PersistentVolumeClaim, a ConfigMap, or an emptyDir.",
});
