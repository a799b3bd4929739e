// Who may open a connection to the pods?

import { type LabelSelector, selects } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { inNamespaceOf, requireRelated } from "../examine.ts";
import type { Seen, Workload } from "../subject.ts";

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
      (workload, policies) => policies.some((policy) => limitsIngress(policy, workload)),
      () => ({ evidence: "no NetworkPolicy for Ingress selects its pods" }),
      ({ serves }) => serves,
    ),
};

function limitsIngress(policy: Seen, workload: Workload): boolean {
  const types = (policy.spec.policyTypes as string[] | undefined) ?? ["Ingress"];
  const selector = (policy.spec.podSelector as LabelSelector | undefined) ?? {};
  return types.includes("Ingress") && inNamespaceOf(workload)(policy) && selects(selector, workload.podLabels);
}
