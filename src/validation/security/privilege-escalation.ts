// Can a process in a container gain more rights than it started with?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

export const privilegeEscalation: Check = {
  id: "security/privilege-escalation",
  severity: "high",
  title: "No process can gain rights",
  why: "Through a setuid program in the image, an attacker becomes root although the container runs as another user.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted",
  recommendation: "Set securityContext.allowPrivilegeEscalation: false on each container.",
  run: (subject) =>
    eachContainer(subject, ({ container }) => {
      const allowed = container.securityContext?.allowPrivilegeEscalation;
      if (allowed === false) return undefined;
      const evidence = `allowPrivilegeEscalation is ${allowed === undefined ? "not set, which allows it" : "true"}`;
      return { evidence, path: ["securityContext", "allowPrivilegeEscalation"] };
    }),
};
