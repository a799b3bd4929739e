// Do the pods and namespaces that a NetworkPolicy lets through exist?

import type { LabelSelector } from "../../kube/selectors.ts";
import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { labelIndex } from "../live-labels.ts";
import { relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";
import { type Direction, type Peer, rulesOf, writtenPolicies } from "./policies.ts";

export const policyPeers: Check = {
  id: "network/policy-peers",
  severity: "low",
  title: "The pods and namespaces that a NetworkPolicy names are there",
  why: "A peer whose labels no pod and no namespace has lets nobody through: callers wait for a connection that never comes. Without a namespaceSelector only pods of the policy's own namespace are meant.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
  recommendation: "Name labels of the callers' pods, and their namespace by kubernetes.io/metadata.name.",
  run: (subject) => {
    const namespaces = namespacesOf(subject);
    const { unreadable } = subject.related("Namespace");
    const examined = eachObject(
      writtenPolicies(subject).filter((policy) => peersOf(policy).some((peer) => isJudged(peer, namespaces))),
      (policy) => peersOf(policy).flatMap((peer) => judge(policy, peer, subject, namespaces) ?? []),
      "no NetworkPolicy names pods or namespaces that are known",
    );
    const isOpen =
      unreadable !== undefined && writtenPolicies(subject).some((policy) => peersOf(policy).some(namesNamespaces));
    const isClean = examined.kind !== "examined" || examined.findings.length === 0;
    return isOpen && isClean ? { kind: "unknown", reason: unreadable } : examined;
  },
};

/** The names of those that a selector means; undefined where the cluster did not say which there are. */
type Namespaces = ((selector: LabelSelector) => readonly string[]) | undefined;

/** Each has its name for a label by itself. */
function namespacesOf(subject: Subject): Namespaces {
  if (subject.live?.lists.Namespace.kind !== "read") return undefined;
  const meant = labelIndex(subject.related("Namespace").objects, ({ object: { metadata } }) => ({
    ...metadata.labels,
    "kubernetes.io/metadata.name": metadata.name,
  }));
  return (selector) => meant(selector).map(({ object }) => object.metadata.name);
}

function peersOf(policy: Seen): Peer[] {
  return (["Ingress", "Egress"] satisfies Direction[])
    .flatMap((direction) => rulesOf(policy, direction))
    .flatMap(({ peers }) => peers);
}

function isJudged(peer: Peer, namespaces: Namespaces): boolean {
  if (peer.namespaceSelector === undefined) return peer.podSelector !== undefined;
  return namespaces !== undefined && namesNamespaces(peer);
}

/** An empty selector means all of them. */
function namesNamespaces({ namespaceSelector }: Peer): boolean {
  return Object.values(namespaceSelector ?? {}).some((part) => Object.keys(part ?? {}).length > 0);
}

function judge(policy: Seen, peer: Peer, subject: Subject, namespaces: Namespaces): Complaint | undefined {
  if (!isJudged(peer, namespaces)) return undefined;
  const { podSelector, namespaceSelector, path } = peer;
  if (namespaceSelector !== undefined) {
    const meant = namespaces?.(namespaceSelector) ?? [];
    if (meant.length === 0) return { evidence: "its namespaceSelector fits no namespace of the cluster", path };
    // What pods another namespace has was not read.
    if (podSelector === undefined || meant.some((name) => name !== policy.namespace)) return undefined;
  }
  if (relationsOf(subject).selected(policy, podSelector).length > 0) return undefined;
  return { evidence: "it names pods that no workload of the namespace has", path };
}
