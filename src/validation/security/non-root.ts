// Can a container run as root?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

export const nonRoot: Check = {
  id: "security/non-root",
  severity: "high",
  title: "Containers run as a user that is not root",
  why: "Who breaks out of a process that runs as root is root on whatever it reaches: mounted files, the kernel's interfaces, a node with a hole.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  recommendation: "Set securityContext.runAsNonRoot: true on the pod, and a user in the image or in runAsUser.",
  run: (subject) =>
    eachContainer(subject, ({ container, workload }) => {
      const own = container.securityContext ?? {};
      const pod = workload.podSpec.securityContext ?? {};
      const user = own.runAsUser ?? pod.runAsUser;
      if (user === 0)
        return {
          evidence: "runAsUser is 0, which is root",
          path: own.runAsUser === 0 ? ["securityContext", "runAsUser"] : [],
        };
      const isNonRoot = own.runAsNonRoot ?? pod.runAsNonRoot;
      if (isNonRoot === true) return undefined;
      return {
        evidence: `runAsNonRoot is ${isNonRoot === undefined ? "not set" : "false"}`,
        path: ["securityContext"],
      };
    }),
};
