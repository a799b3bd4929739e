// Is a NetworkPolicy about any pod?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { policySelector, relationsOf } from "../relations.ts";
import { writtenPolicies } from "./policies.ts";

export const policySelects: Check = {
  id: "network/policy-selects",
  severity: "high",
  title: "A NetworkPolicy selects pods",
  why: "A policy whose selector was mistyped, or that stands in another namespace than the pods, protects nothing, and everybody believes that it does.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource",
  recommendation: "Let podSelector name labels of the pod template, in the pods' own namespace.",
  run: (subject) =>
    eachObject(
      writtenPolicies(subject),
      (policy) => {
        const selector = policySelector(policy);
        // One for every pod of a namespace also waits for pods that others bring.
        if (Object.values(selector).every((part) => Object.keys(part ?? {}).length === 0)) return undefined;
        if (relationsOf(subject).selected(policy, selector).length > 0) return undefined;
        const elsewhere = relationsOf(subject).selected({ ...policy, namespace: "" }, selector)[0];
        const where =
          elsewhere === undefined ? "" : ` of its namespace; those of ${elsewhere.namespace} are meant, perhaps`;
        return { evidence: `its podSelector fits no workload's pods${where}`, path: ["spec", "podSelector"] };
      },
      "the manifests have no NetworkPolicy",
    ),
};
