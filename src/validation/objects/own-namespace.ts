// Does the service have a namespace of its own?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";

export const ownNamespace: Check = {
  id: "objects/own-namespace",
  severity: "medium",
  title: "No workload runs in the namespace default",
  why: "Whatever is applied without a namespace lands there: quotas, roles, network policies and secrets are shared with strangers and leftovers.",
  source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces",
  recommendation: "Set metadata.namespace, or the input `namespace`.",
  run: (subject) =>
    eachWorkload(
      subject,
      ({ namespace }) =>
        namespace === "default"
          ? { evidence: "it is in the namespace default", path: ["metadata", "namespace"] }
          : undefined,
      ({ namespace }) => namespace !== "",
      "no workload names its namespace, and no cluster was asked",
    ),
};
