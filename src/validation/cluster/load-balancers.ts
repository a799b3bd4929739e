// Can the service be reached from outside?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { ingressesOf } from "../network/ingresses-of.ts";

export const loadBalancers: Check = {
  id: "cluster/load-balancers",
  severity: "medium",
  title: "Every Ingress and every Service of type LoadBalancer has got an address",
  why: "Without an address nobody outside reaches it: no controller has taken it up, or the provider has refused it.",
  source: "https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer",
  recommendation: "Look at its class, its events and the controller's log.",
  run: (subject) =>
    withScope(subject, ["Ingress", "Service"], (scope) => {
      const names = new Set(ingressesOf(subject).map(({ object }) => object.metadata.name));
      const ingresses = itemsOf(scope.live, "Ingress").filter(
        ({ metadata }) => subject.whole || names.has(metadata.name),
      );
      const services = scope.services.filter(({ spec }) => (spec as { type?: string }).type === "LoadBalancer");
      return eachLive(
        [...ingresses, ...services],
        (object) => (addresses(object) > 0 ? [] : ["it has no address"]),
        "the service has neither an Ingress nor a LoadBalancer in the cluster",
      );
    }),
};

function addresses({ status }: KubeObject): number {
  return ((status ?? {}) as { loadBalancer?: { ingress?: readonly unknown[] } }).loadBalancer?.ingress?.length ?? 0;
}
