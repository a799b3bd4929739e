// Is more of the kernel's /proc shown than by default?

import { type Control, controlCheck, perContainer } from "./pod-security.ts";

export const procMountControl: Control = {
  id: "procMount",
  level: "baseline",
  since: 0,
  judge: (pod) =>
    perContainer(pod, ({ securityContext }) => {
      const mount = securityContext?.procMount;
      if (mount === undefined || mount === null || mount === "Default") return undefined;
      return { evidence: `procMount is ${mount}`, path: ["securityContext", "procMount"] };
    }),
};

export const procMount = controlCheck(procMountControl, {
  id: "security/proc-mount",
  severity: "high",
  title: "The default parts of /proc stay hidden",
  why: "What the container runtime hides of /proc shows, and partly sets, the kernel of all pods of the node.",
  recommendation: "Remove securityContext.procMount.",
});
