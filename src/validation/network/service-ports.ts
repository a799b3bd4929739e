// Do the numbers and protocols of a Service's ports fit to the pods?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Subject } from "../subject.ts";
import { ownServices, portsOf, workloadsOf } from "./services-of.ts";

export const servicePorts: Check = {
  id: "network/service-ports",
  severity: "medium",
  title: "Services lead to port numbers and protocols that the containers declare",
  why: "A number that no container declares is mostly a mistake: connections are refused though the Service has endpoints. With the wrong protocol packets vanish.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  recommendation: "Name the container's port in targetPort; declare the port in the container.",
  run: (subject) =>
    eachObject(
      ownServices(subject).filter((service) => declaredPorts(subject, service).length > 0),
      (service) => judge(service, subject),
      "no Service leads to a container that declares ports",
    ),
};

function judge(service: Seen, subject: Subject): Complaint[] {
  const declared = declaredPorts(subject, service);
  return portsOf(service).flatMap(({ port, targetPort = port, protocol = "TCP" }, index) => {
    const path = ["spec", "ports", index];
    const fitting = declared.filter((one) =>
      typeof targetPort === "string" ? one.name === targetPort : one.containerPort === targetPort,
    );
    // A name that is missing is told by network/service-selects.
    if (fitting.length === 0)
      return typeof targetPort === "string" ? [] : [{ evidence: `no container declares the port ${targetPort}`, path }];
    if (fitting.some((one) => (one.protocol ?? "TCP") === protocol)) return [];
    return [
      {
        evidence: `port ${port} is ${protocol}, the container's port ${targetPort} is ${fitting[0]?.protocol ?? "TCP"}`,
        path,
      },
    ];
  });
}

function declaredPorts(subject: Subject, service: Seen) {
  return workloadsOf(subject, service)
    .flatMap(({ podSpec }) => [...podSpec.containers, ...(podSpec.initContainers ?? [])])
    .flatMap(({ ports = [] }) => ports as readonly { name?: string; containerPort: number; protocol?: string }[]);
}
