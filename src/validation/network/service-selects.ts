// Does each Service of the manifests lead anywhere?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen, Workload } from "../subject.ts";
import { leadsTo, type ServicePort, selectingServices } from "./services-of.ts";

export const serviceSelects: Check = {
  id: "network/service-selects",
  severity: "high",
  title: "Services lead to pods, and to ports that they have",
  why: "A label or port name that was mistyped gives a Service without endpoints: every request fails although all pods are ready.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  recommendation: "Let the selector name labels of the pod template, and targetPort a port of its containers.",
  run: (subject) => {
    const services = selectingServices(subject);
    const isMeant = (service: Seen) =>
      service.position([]) !== undefined || subject.workloads.some((workload) => leadsTo(service, workload));
    return eachObject(
      services.filter(isMeant),
      (service) => judge(service, subject.workloads),
      "there is no Service with a selector",
    );
  },
};

function judge(service: Seen, workloads: readonly Workload[]): Complaint[] {
  const led = workloads.filter((workload) => leadsTo(service, workload));
  if (led.length === 0) return [{ evidence: "its selector fits no workload's pods", path: ["spec", "selector"] }];
  const names = led
    .flatMap(({ podSpec }) => podSpec.containers)
    .flatMap(({ ports = [] }) => ports.map(({ name }) => name));
  const ports = (service.spec.ports as ServicePort[] | undefined) ?? [];
  return ports.flatMap(({ targetPort }, index) =>
    typeof targetPort !== "string" || names.includes(targetPort)
      ? []
      : [{ evidence: `no container has a port named ${targetPort}`, path: ["spec", "ports", index, "targetPort"] }],
  );
}
