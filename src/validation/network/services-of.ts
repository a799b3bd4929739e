// Which Services lead to a workload?

import { selects } from "../../kube/selectors.ts";
import { inNamespaceOf } from "../examine.ts";
import type { Seen, Subject, Workload } from "../subject.ts";

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
}

/** The Services that select pods by label: not those with endpoints of their own, nor mere names. */
export function selectingServices(subject: Subject): Seen[] {
  return subject.related("Service").objects.filter((service) => Object.keys(selectorOf(service)).length > 0);
}

export function leadsTo(service: Seen, workload: Workload): boolean {
  return inNamespaceOf(workload)(service) && selects({ matchLabels: selectorOf(service) }, workload.podLabels);
}

function selectorOf(service: Seen): Record<string, string> {
  return service.spec.type === "ExternalName"
    ? {}
    : ((service.spec.selector as Record<string, string> | undefined) ?? {});
}
