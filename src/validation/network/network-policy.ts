// Who may open a connection to the pods?

import type { Check } from "../check.ts";
import { requireRelated } from "../examine.ts";
import { relationsOf } from "../relations.ts";
import { limits } from "./policies.ts";

export const networkPolicy: Check = {
  id: "network/network-policy",
  severity: "medium",
  title: "A NetworkPolicy limits who may connect",
  why: "Without one every pod of the cluster may connect to every port, also one that was broken into.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
  recommendation: "Add a NetworkPolicy for Ingress that selects the pods and allows the ports they serve on.",
  run: (subject) =>
    requireRelated(
      subject,
      [subject.related("NetworkPolicy")],
      (workload) =>
        relationsOf(subject)
          .policiesOf(workload)
          .some((policy) => limits(policy, "Ingress")),
      () => ({ evidence: "no NetworkPolicy for Ingress selects its pods" }),
      ({ serves }) => serves,
    ),
};
