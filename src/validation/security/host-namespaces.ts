// Does a pod share the node's network, processes or memory?

import { type Control, controlCheck } from "./pod-security.ts";

export const hostNamespacesControl: Control = {
  id: "hostNamespaces",
  level: "baseline",
  since: 0,
  judge: ({ spec }) =>
    (["hostNetwork", "hostPID", "hostIPC"] as const)
      .filter((field) => spec[field] === true)
      .map((field) => ({ evidence: `${field} is true`, path: [field] })),
};

export const hostNamespaces = controlCheck(hostNamespacesControl, {
  id: "security/host-namespaces",
  severity: "critical",
  title: "No pod shares a namespace of its node",
  why: "With the node's network a pod reaches what listens on its loopback and is outside of every NetworkPolicy; with its processes it sees every command line and environment.",
  recommendation: "Remove hostNetwork, hostPID and hostIPC.",
});
