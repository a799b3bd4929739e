// Does a pod mount folders of its node?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";

export const hostPath: Check = {
  id: "security/host-path",
  severity: "high",
  title: "No pod mounts a folder of its node",
  why: "What is on the node's disk belongs to all pods there, and is gone when the pod moves.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  recommendation: "Use a PersistentVolumeClaim, a ConfigMap, or an emptyDir.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) =>
      (podSpec.volumes ?? []).flatMap(({ name = "", hostPath: folder }, index) =>
        folder === undefined
          ? []
          : [{ evidence: `the volume ${name} is ${folder.path ?? "a folder"} of the node`, path: ["volumes", index] }],
      ),
    ),
};
