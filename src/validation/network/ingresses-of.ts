// Which Ingresses lead to the service?

import type { Seen, Subject } from "../subject.ts";
import { leadsTo, selectingServices } from "./services-of.ts";

/** Those of the manifests, and the live ones that lead to a Service of a workload: others share the namespace. */
export function ingressesOf(subject: Subject): Seen[] {
  const services = selectingServices(subject)
    .filter((service) => subject.workloads.some((workload) => leadsTo(service, workload)))
    .map(({ object }) => object.metadata.name);
  return subject
    .related("Ingress")
    .objects.filter(
      (ingress) => ingress.position([]) !== undefined || backends(ingress).some((name) => services.includes(name)),
    );
}

interface Backend {
  readonly service?: { readonly name?: string };
}

function backends({ spec }: Seen): string[] {
  const rules = (spec.rules as { http?: { paths?: { backend?: Backend }[] } }[] | undefined) ?? [];
  const all = rules.flatMap(({ http }) => http?.paths ?? []).map(({ backend }) => backend);
  return [...all, spec.defaultBackend as Backend | undefined].flatMap((backend) => backend?.service?.name ?? []);
}
