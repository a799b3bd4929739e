// Do the Services lead to pods that are ready?

import type { KubeObject } from "../../kube/object.ts";
import type { Check, Examination } from "../check.ts";
import { eachObject, withLive } from "../examine.ts";
import { selectingServices, workloadsOf } from "../network/services-of.ts";

export const serviceEndpoints: Check = {
  id: "release/service-endpoints",
  severity: "critical",
  title: "Every Service of the workload has ready endpoints",
  why: "A Service without endpoints refuses every request, whatever the pods say.",
  source: "https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/",
  recommendation: "Compare the Service's selector and ports with the pods' labels and ports.",
  run: (subject) =>
    withLive(subject, ({ lists }): Examination => {
      const { EndpointSlice: slices, Service: services } = lists;
      const unreadable = [services, slices].find((list) => list.kind === "unreadable");
      if (unreadable?.kind === "unreadable") return { kind: "unknown", reason: unreadable.reason };
      const ready = readyServices(slices.kind === "read" ? slices.items : []);
      return eachObject(
        selectingServices(subject).filter((service) => workloadsOf(subject, service).length > 0),
        ({ object }) =>
          ready.has(object.metadata.name) ? undefined : { evidence: "it has no endpoint that is ready" },
        "no Service leads to a workload",
      );
    }),
};

interface Endpoint {
  readonly conditions?: { readonly ready?: boolean };
}

/** An endpoint whose readiness is not told counts as ready, as the API says. */
function readyServices(slices: readonly KubeObject[]): Set<string> {
  const ready = slices.filter((slice) =>
    ((slice.endpoints as Endpoint[] | null | undefined) ?? []).some(({ conditions }) => conditions?.ready !== false),
  );
  return new Set(ready.map(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] ?? ""));
}
