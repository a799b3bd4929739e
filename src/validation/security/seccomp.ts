// Is the set of system calls limited?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

export const seccomp: Check = {
  id: "security/seccomp",
  severity: "medium",
  title: "System calls are filtered by a seccomp profile",
  why: "Most holes of the kernel are reached by system calls that a service never makes; without a profile all of them are open.",
  source: "https://kubernetes.io/docs/tutorials/security/seccomp/",
  recommendation: "Set securityContext.seccompProfile.type: RuntimeDefault on the pod.",
  run: (subject) =>
    eachContainer(subject, ({ container, workload }) => {
      const profile = container.securityContext?.seccompProfile ?? workload.podSpec.securityContext?.seccompProfile;
      if (profile?.type === "RuntimeDefault" || profile?.type === "Localhost") return undefined;
      return {
        evidence: `seccompProfile is ${profile?.type ?? "not set"}`,
        path: ["securityContext", "seccompProfile"],
      };
    }),
};
