// Does part of a Service lead nowhere?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, withScope } from "../live-scope.ts";

export const endpointsReady: Check = {
  id: "cluster/endpoints-ready",
  severity: "medium",
  title: "Every endpoint of the workload's Services is ready",
  why: "An endpoint that is not ready gets no requests: the others carry its share, which nobody planned.",
  source: "https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions",
  recommendation: "Look at the readiness probe of the pods that are not ready.",
  run: (subject) =>
    withScope(subject, ["Service", "EndpointSlice"], ({ live, services }) => {
      const slices = Map.groupBy(itemsOf(live, "EndpointSlice"), ({ metadata }) => metadata.labels?.[serviceName]);
      const endpoints = (service: KubeObject) => (slices.get(service.metadata.name) ?? []).flatMap(staying);
      return eachLive(
        services.filter((service) => endpoints(service).length > 0),
        (service) => {
          const all = endpoints(service);
          const bad = all.filter(({ conditions }) => conditions?.ready === false);
          if (bad.length === 0) return [];
          const names = bad.flatMap(({ targetRef }) => targetRef?.name ?? []).slice(0, 3);
          return [
            `${bad.length} of ${all.length} endpoints are not ready${names.length === 0 ? "" : ` (${names.join(", ")})`}`,
          ];
        },
        "no Service of a workload has an endpoint",
      );
    }),
};

const serviceName = "kubernetes.io/service-name";

interface Endpoint {
  readonly conditions?: { readonly ready?: boolean; readonly terminating?: boolean };
  readonly targetRef?: { readonly name?: string };
}

/** Those of a dual-stack Service stand in one slice for each family, and one that terminates is on its way out. */
function staying(slice: KubeObject): Endpoint[] {
  const endpoints = (slice.endpoints as readonly Endpoint[] | null | undefined) ?? [];
  return endpoints.filter(({ conditions }) => conditions?.terminating !== true);
}
