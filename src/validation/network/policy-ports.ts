// Does a NetworkPolicy let traffic through to the ports that serve?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { policySelector, relationsOf } from "../relations.ts";
import type { Seen, Subject } from "../subject.ts";
import { limits, type PolicyRule, rulesOf, writtenPolicies } from "./policies.ts";

export const policyPorts: Check = {
  id: "network/policy-ports",
  severity: "high",
  title: "The ports that a NetworkPolicy allows are ports of its pods",
  why: "A rule for a port that the pods do not have allows nothing: the service is unreachable as soon as the policy is applied. The Service's port is not the container's.",
  source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource",
  recommendation: "Name the containers' ports, by number or by name, and not those of the Service.",
  run: (subject) =>
    eachObject(
      writtenPolicies(subject).filter((policy) => limits(policy, "Ingress") && declared(subject, policy).length > 0),
      (policy) => judge(policy, subject),
      "no NetworkPolicy for Ingress selects pods that declare ports",
    ),
};

function judge(policy: Seen, subject: Subject): Complaint[] {
  const ports = declared(subject, policy);
  return rulesOf(policy, "Ingress").flatMap((rule) =>
    rule.ports.flatMap((one) =>
      ports.some((port) => fits(one, port))
        ? []
        : [{ evidence: `its pods have no port ${one.port}/${one.protocol}`, path: one.path }],
    ),
  );
}

type Declared = { name?: string; containerPort: number; protocol?: string };

function fits(
  { port, protocol, endPort }: PolicyRule["ports"][number],
  { name, containerPort, protocol: own = "TCP" }: Declared,
): boolean {
  if (own !== protocol) return false;
  if (port === undefined) return true;
  if (typeof port === "string") return name === port;
  return containerPort >= port && containerPort <= (endPort ?? port);
}

function declared(subject: Subject, policy: Seen): Declared[] {
  return relationsOf(subject)
    .selected(policy, policySelector(policy))
    .flatMap(({ podSpec }) => [...podSpec.containers, ...(podSpec.initContainers ?? [])])
    .flatMap(({ ports = [] }) => ports as readonly Declared[]);
}
