// Which of root's powers does a container keep, and which does it add?

import { type Control, controlCheck, isWindows, perContainer } from "./pod-security.ts";

/** What a container has by default, so that naming it adds nothing. */
const defaults = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

export const addedCapabilitiesControl: Control = {
  id: "capabilities_baseline",
  level: "baseline",
  since: 0,
  judge: (pod) =>
    perContainer(pod, ({ securityContext }) => {
      const added = (securityContext?.capabilities?.add ?? []).filter((name) => !defaults.has(name));
      if (added.length === 0) return undefined;
      return { evidence: `it adds ${added.join(", ")}`, path: ["securityContext", "capabilities", "add"] };
    }),
};

export const capabilitiesControl: Control = {
  id: "capabilities_restricted",
  level: "restricted",
  since: 22,
  replaces: "capabilities_baseline",
  judge: (pod, version) => {
    if (isWindows(pod, version)) return [];
    const kept = perContainer(pod, ({ securityContext }) => {
      const dropped = securityContext?.capabilities?.drop ?? [];
      if (dropped.includes("ALL")) return undefined;
      const path = ["securityContext", "capabilities", "drop"];
      return { evidence: "capabilities.drop does not hold ALL", path, fix: { path, value: ["ALL"] } };
    });
    const added = perContainer(pod, ({ securityContext }) => {
      const more = (securityContext?.capabilities?.add ?? []).filter((name) => name !== "NET_BIND_SERVICE");
      if (more.length === 0) return undefined;
      return { evidence: `it adds ${more.join(", ")}`, path: ["securityContext", "capabilities", "add"] };
    });
    return [...kept, ...added];
  },
};

export const addedCapabilities = controlCheck(addedCapabilitiesControl, {
  id: "security/added-capabilities",
  severity: "critical",
  title: "No container adds powers of root to those that it has by default",
  why: "SYS_ADMIN, NET_ADMIN, SYS_PTRACE and their like are ways out of the container.",
  recommendation: "Remove the capability from securityContext.capabilities.add.",
});

export const capabilities = controlCheck(capabilitiesControl, {
  id: "security/capabilities",
  severity: "medium",
  title: "Containers drop all capabilities",
  why: "A container gets a dozen of root's powers by default (raw sockets, changing owners of files) that a service does not need and an attacker does.",
  recommendation: "Set securityContext.capabilities.drop: [ALL]; add at most NET_BIND_SERVICE.",
});
