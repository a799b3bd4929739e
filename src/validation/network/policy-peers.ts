// Do the pods that a NetworkPolicy lets through exist?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";
import { type Direction, rulesOf, writtenPolicies } from "./policies.ts";

export const policyPeers: Check = {
  id: "network/policy-peers",
  severity: "low",
  title: "The pods that a NetworkPolicy names are there",
  why: "A peer whose labels no pod has lets nobody through: callers wait for a connection that never comes. Without a namespaceSelector only pods of the policy's own namespace are meant.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
  recommendation: "Name labels of the callers' pods, and their namespace by kubernetes.io/metadata.name.",
  run: (subject) =>
    eachObject(
      writtenPolicies(subject).filter((policy) => selectorPeers(policy).length > 0),
      (policy) => judge(policy, subject),
      "no NetworkPolicy names pods of its own namespace",
    ),
};

/** Peers in the policy's own namespace: what other namespaces hold is not known. */
function selectorPeers(policy: Seen) {
  return (["Ingress", "Egress"] satisfies Direction[])
    .flatMap((direction) => rulesOf(policy, direction))
    .flatMap(({ peers }) => peers)
    .filter(({ podSelector, namespaceSelector }) => podSelector !== undefined && namespaceSelector === undefined);
}

function judge(policy: Seen, subject: Subject): Complaint[] {
  return selectorPeers(policy).flatMap(({ podSelector, path }) =>
    relationsOf(subject).selected(policy, podSelector).length > 0
      ? []
      : [{ evidence: "it names pods that no workload of the namespace has", path }],
  );
}
