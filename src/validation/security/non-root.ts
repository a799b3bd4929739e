// Can a container run as root?

import { allContainers, type Control, controlCheck, perContainer } from "./pod-security.ts";

export const nonRootControl: Control = {
  id: "runAsNonRoot",
  level: "restricted",
  since: 0,
  judge: (pod) => {
    const whole = pod.spec.securityContext?.runAsNonRoot;
    const path = ["securityContext", "runAsNonRoot"];
    const refused = perContainer(pod, ({ securityContext }) =>
      securityContext?.runAsNonRoot === false ? { evidence: "runAsNonRoot is false", path } : undefined,
    );
    // Nobody may take it back for the whole pod, even where each container asks for it.
    if (whole === false) return [{ evidence: "runAsNonRoot is false for the pod", path }, ...refused];
    if (refused.length > 0 || whole === true) return refused;
    return allContainers(pod.spec)
      .filter(({ container }) => (container.securityContext?.runAsNonRoot ?? undefined) === undefined)
      .map(({ within, path: own }) => ({
        evidence: "runAsNonRoot is not set",
        within,
        path: [...own, "securityContext"],
      }));
  },
};

export const rootUserControl: Control = {
  id: "runAsUser",
  level: "restricted",
  since: 23,
  judge: (pod) => {
    const path = ["securityContext", "runAsUser"];
    const own = perContainer(pod, ({ securityContext }) =>
      securityContext?.runAsUser === 0 ? { evidence: "runAsUser is 0, which is root", path } : undefined,
    );
    if (pod.spec.securityContext?.runAsUser !== 0) return own;
    return [{ evidence: "runAsUser is 0 for the pod, which is root", path }, ...own];
  },
};

export const nonRoot = controlCheck(nonRootControl, {
  id: "security/non-root",
  severity: "high",
  title: "Containers run as a user that is not root",
  why: "Who breaks out of a process that runs as root is root on whatever it reaches: mounted files, the kernel's interfaces, a node with a hole.",
  recommendation: "Set securityContext.runAsNonRoot: true on the pod, and a user in the image or in runAsUser.",
});

export const rootUser = controlCheck(rootUserControl, {
  id: "security/root-user",
  severity: "high",
  title: "No user of a pod is 0",
  why: "Together with runAsNonRoot the pod would never start; without it the process is root.",
  recommendation: "Set runAsUser to a number above 0, or leave it to the image.",
});
