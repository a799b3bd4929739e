// Does a NetworkPolicy let everybody through?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { limits, type Peer, type PolicyRule, rulesOf, writtenPolicies } from "./policies.ts";

export const policyOpen: Check = {
  id: "network/policy-open",
  severity: "medium",
  title: "A NetworkPolicy lets through what it names, not everything",
  why: "An empty rule, an empty namespaceSelector on every port, or 0.0.0.0/0 as a goal undoes what the policy was written for: whoever breaks in may call home.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic",
  recommendation: "Name ports and peers; for DNS and addresses outside, name the ports at least.",
  run: (subject) => eachObject(writtenPolicies(subject), judge, "the manifests have no NetworkPolicy"),
};

function judge(policy: Seen): Complaint[] {
  const ingress = limits(policy, "Ingress") ? rulesOf(policy, "Ingress").flatMap((rule) => openTo(rule, "from")) : [];
  const egress = limits(policy, "Egress") ? rulesOf(policy, "Egress").flatMap((rule) => openTo(rule, "to")) : [];
  return [...ingress, ...egress];
}

/** A rule for one port is no open door. */
function openTo({ peers, ports, path }: PolicyRule, side: "from" | "to"): Complaint[] {
  if (ports.length > 0) return [];
  if (peers.length === 0) return [{ evidence: `it allows every port ${side} everywhere`, path }];
  return peers
    .filter(isEverybody)
    .map((peer) => ({ evidence: `it allows every port ${side} ${peer.cidr ?? "every namespace"}`, path: peer.path }));
}

function isEverybody({ podSelector, namespaceSelector, cidr, except }: Peer): boolean {
  if (cidr !== undefined) return (cidr === "0.0.0.0/0" || cidr === "::/0") && except.length === 0;
  return (
    namespaceSelector !== undefined && isEmpty(namespaceSelector) && (podSelector === undefined || isEmpty(podSelector))
  );
}

function isEmpty(selector: object): boolean {
  return Object.values(selector ?? {}).every((part) => Object.keys(part ?? {}).length === 0);
}
