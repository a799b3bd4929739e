// Whom may the pods call?

import type { Check } from "../check.ts";
import { requireRelated } from "../examine.ts";
import { relationsOf } from "../relations.ts";
import { limits } from "./policies.ts";

export const egressPolicy: Check = {
  id: "network/egress-policy",
  severity: "info",
  title: "A NetworkPolicy limits whom the pods may call",
  why: "Whoever breaks into a pod that may call everything fetches tools, sends data home and reaches the cloud's metadata address.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation",
  recommendation: "Add Egress to policyTypes, and rules for DNS and for what the service calls.",
  run: (subject) =>
    requireRelated(
      subject,
      [subject.related("NetworkPolicy")],
      (workload) =>
        relationsOf(subject)
          .policiesOf(workload)
          .some((policy) => limits(policy, "Egress")),
      () => ({ evidence: "no NetworkPolicy for Egress selects its pods" }),
      ({ serves }) => serves,
    ),
};
