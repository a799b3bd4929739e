// Does each Service of the manifests lead anywhere?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Subject } from "../subject.ts";
import { ownServices, portsOf, workloadsOf } from "./services-of.ts";

export const serviceSelects: Check = {
  id: "network/service-selects",
  severity: "high",
  title: "Services lead to pods, and to ports that they have",
  why: "A label or port name that was mistyped gives a Service without endpoints: every request fails although all pods are ready.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  recommendation: "Let the selector name labels of the pod template, and targetPort a port of its containers.",
  run: (subject) =>
    eachObject(ownServices(subject), (service) => judge(service, subject), "there is no Service with a selector"),
};

function judge(service: Seen, subject: Subject): Complaint[] {
  const led = workloadsOf(subject, service);
  if (led.length === 0) return [{ evidence: "its selector fits no workload's pods", path: ["spec", "selector"] }];
  const declared = led.flatMap(({ podSpec }) => [...podSpec.containers, ...(podSpec.initContainers ?? [])]);
  const names = declared.flatMap(({ ports = [] }) => ports.map(({ name }) => name));
  return portsOf(service).flatMap(({ targetPort }, index) =>
    typeof targetPort !== "string" || names.includes(targetPort)
      ? []
      : [{ evidence: `no container has a port named ${targetPort}`, path: ["spec", "ports", index, "targetPort"] }],
  );
}
