// Does a container run with all rights of the node?

import { type Control, controlCheck, perContainer } from "./pod-security.ts";

export const privilegedControl: Control = {
  id: "privileged",
  level: "baseline",
  since: 0,
  judge: (pod) =>
    perContainer(pod, ({ securityContext }) =>
      securityContext?.privileged === true
        ? { evidence: "privileged is true", path: ["securityContext", "privileged"] }
        : undefined,
    ),
};

export const privileged = controlCheck(privilegedControl, {
  id: "security/privileged",
  severity: "critical",
  title: "No container is privileged",
  why: "A privileged container is the node: it reads every other pod's secrets there.",
  recommendation: "Remove securityContext.privileged; add the one capability that is needed, if any.",
});
