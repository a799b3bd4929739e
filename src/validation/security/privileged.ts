// Does a container run with all rights of the node?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";

export const privileged: Check = {
  id: "security/privileged",
  severity: "critical",
  title: "No container is privileged",
  why: "A privileged container is the node: it reads every other pod's secrets there.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  recommendation: "Remove securityContext.privileged; add the one capability that is needed, if any.",
  run: (subject) =>
    eachContainer(subject, ({ container }) =>
      container.securityContext?.privileged === true
        ? { evidence: "privileged is true", path: ["securityContext", "privileged"] }
        : undefined,
    ),
};
