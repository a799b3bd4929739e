// Which Services lead to a workload?

import { selects } from "../../kube/selectors.ts";
import { inNamespaceOf } from "../examine.ts";
import { relationsOf, serviceSelector } from "../relations.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
}

/** The Services that select pods by label: not those with endpoints of their own, nor mere names. */
export function selectingServices(subject: Subject): Seen[] {
  return subject.related("Service").objects.filter((service) => serviceSelector(service) !== undefined);
}

/** Those of the manifests, and the live ones that lead to a workload: others share the namespace. */
export function ownServices(subject: Subject): Seen[] {
  return selectingServices(subject).filter(
    (service) => service.position([]) !== undefined || workloadsOf(subject, service).length > 0,
  );
}

export function workloadsOf(subject: Subject, service: Seen): readonly Workload[] {
  return relationsOf(subject).selected(service, serviceSelector(service));
}

export function leadsTo(service: Seen, workload: Workload): boolean {
  const selector = serviceSelector(service);
  return selector !== undefined && inNamespaceOf(workload)(service) && selects(selector, workload.podLabels);
}

export function portsOf(service: Seen): readonly ServicePort[] {
  return (service.spec.ports as ServicePort[] | undefined) ?? [];
}
