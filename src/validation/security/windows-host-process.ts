// Does a container on Windows run as a process of the host?

import { type Control, controlCheck, perContainer } from "./pod-security.ts";

export const windowsHostProcessControl: Control = {
  id: "windowsHostProcess",
  level: "baseline",
  since: 0,
  judge: (pod) => {
    const path = ["securityContext", "windowsOptions", "hostProcess"];
    const own = perContainer(pod, ({ securityContext }) =>
      securityContext?.windowsOptions?.hostProcess === true ? { evidence: "hostProcess is true", path } : undefined,
    );
    if (pod.spec.securityContext?.windowsOptions?.hostProcess !== true) return own;
    return [{ evidence: "hostProcess is true for the pod", path }, ...own];
  },
};

export const windowsHostProcess = controlCheck(windowsHostProcessControl, {
  id: "security/windows-host-process",
  severity: "critical",
  title: "No container is a process of its Windows host",
  why: "A HostProcess container is the node, as a privileged one is on Linux.",
  recommendation: "Remove windowsOptions.hostProcess.",
});
