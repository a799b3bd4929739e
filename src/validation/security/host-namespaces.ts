// Does a pod share the node's network, processes or memory?

import type { Check } from "../check.ts";
import { eachPodSpec } from "../examine.ts";

const shared = ["hostNetwork", "hostPID", "hostIPC"] as const;

export const hostNamespaces: Check = {
  id: "security/host-namespaces",
  severity: "critical",
  title: "No pod shares a namespace of its node",
  why: "With the node's network a pod reaches what listens on its loopback and is outside of every NetworkPolicy; with its processes it sees every command line and environment.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline",
  recommendation: "Remove hostNetwork, hostPID and hostIPC.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) =>
      shared
        .filter((field) => podSpec[field] === true)
        .map((field) => ({ evidence: `${field} is true`, path: [field] })),
    ),
};
