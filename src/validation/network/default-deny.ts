// What may connect to the next pod that comes into the namespace?

import type { Check } from "../check.ts";
import { policySelector } from "../relations.ts";
import type { Subject } from "../subject.ts";
import { limits, rulesOf } from "./policies.ts";

export const defaultDeny: Check = {
  id: "network/default-deny",
  severity: "info",
  title: "The namespace denies what no policy allows",
  why: "Policies add up only for the pods that they select: a new workload, or one whose labels change, is open until somebody thinks of it.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic",
  recommendation: "Add a NetworkPolicy with an empty podSelector, policyTypes [Ingress] and no rules.",
  run: (subject) => {
    const policies = subject.related("NetworkPolicy");
    const namespaces = [...new Set(subject.workloads.filter(({ serves }) => serves).map(({ namespace }) => namespace))];
    if (namespaces.length === 0) return { kind: "not-applicable", reason: "there is no workload that it applies to" };
    const denied = deniedNamespaces(subject);
    const open = namespaces.filter((namespace) => !denied.has(namespace) && !denied.has(""));
    if (open.length > 0 && policies.unreadable !== undefined) return { kind: "unknown", reason: policies.unreadable };
    const findings = open.map((namespace) => ({
      subject: namespace === "" ? "the namespace of the release" : `Namespace ${namespace}`,
      object: { kind: "Namespace", namespace, name: namespace },
      evidence: "no NetworkPolicy denies what is not allowed",
    }));
    return { kind: "examined", count: namespaces.length, findings };
  },
};

function deniedNamespaces(subject: Subject): Set<string> {
  const denying = subject.related("NetworkPolicy").objects.filter((policy) => {
    const isForAll = Object.values(policySelector(policy)).every((part) => Object.keys(part ?? {}).length === 0);
    return isForAll && limits(policy, "Ingress") && rulesOf(policy, "Ingress").length === 0;
  });
  return new Set(denying.map(({ namespace }) => namespace));
}
