// Can a process in a container gain more rights than it started with?

import { type Control, controlCheck, isWindows, perContainer } from "./pod-security.ts";

export const privilegeEscalationControl: Control = {
  id: "allowPrivilegeEscalation",
  level: "restricted",
  since: 8,
  judge: (pod, version) => {
    if (isWindows(pod, version)) return [];
    return perContainer(pod, ({ securityContext }) => {
      const allowed = securityContext?.allowPrivilegeEscalation;
      if (allowed === false) return undefined;
      const evidence = `allowPrivilegeEscalation is ${allowed === undefined ? "not set, which allows it" : "true"}`;
      const path = ["securityContext", "allowPrivilegeEscalation"];
      // The API server refuses false beside these: they gain rights by themselves.
      const isStronger =
        securityContext?.privileged === true || securityContext?.capabilities?.add?.includes("SYS_ADMIN");
      return { evidence, path, ...(isStronger ? {} : { fix: { path, value: false } }) };
    });
  },
};

export const privilegeEscalation = controlCheck(privilegeEscalationControl, {
  id: "security/privilege-escalation",
  severity: "high",
  title: "No process can gain rights",
  why: "Through a setuid program in the image, an attacker becomes root although the container runs as another user.",
  recommendation: "Set securityContext.allowPrivilegeEscalation: false on each container.",
});
