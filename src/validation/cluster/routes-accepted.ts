// Have the Gateways taken up the routes?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { itemsOf } from "../live-objects.ts";
import { conditionOf, type PodCondition } from "../live-pods.ts";
import { eachLive, withScope } from "../live-scope.ts";
import { gatewaysOf, routesOf } from "./tls-secrets.ts";

export const routesAccepted: Check = {
  id: "cluster/routes-accepted",
  severity: "high",
  title: "Every Gateway is programmed, and every HTTPRoute is accepted with its references resolved",
  why: "A route that no Gateway accepts leads nowhere; one with a reference that does not resolve answers 500.",
  source: "https://gateway-api.sigs.k8s.io/concepts/api-overview/#route-status",
  recommendation:
    "Do what the condition's message asks for: a listener that allows the route, a Service that exists, a ReferenceGrant.",
  run: (subject) =>
    withScope(subject, ["HTTPRoute", "Gateway", "Service"], (scope) => {
      const used = gatewaysOf(subject, scope);
      const names = new Set(routesOf(subject, scope).map(({ object }) => object.metadata.name));
      const gateways = itemsOf(scope.live, "Gateway").filter(
        (gateway) => subject.whole || scope.isWritten(gateway) || used.has(gateway.metadata.name),
      );
      const routes = itemsOf(scope.live, "HTTPRoute").filter(({ metadata }) => names.has(metadata.name));
      return eachLive(
        [...gateways, ...routes],
        (object) => (object.kind === "Gateway" ? judgeGateway(object) : judgeRoute(object)),
        "the service has no route of the Gateway API in the cluster",
      );
    }),
};

function judgeGateway(gateway: KubeObject): string[] {
  const { status, reason = "", message = "" } = conditionOf(gateway, "Programmed") ?? {};
  return status === "True"
    ? []
    : [`it is not programmed: ${reason || "no controller has taken it up"} ${message}`.trim()];
}

function judgeRoute({ status }: KubeObject): string[] {
  const { parents = [] } = (status ?? {}) as { parents?: readonly Parent[] };
  if (parents.length === 0) return ["no Gateway has taken it up"];
  return parents.flatMap(({ parentRef, conditions = [] }) =>
    ["Accepted", "ResolvedRefs"].flatMap((type) => {
      const { status: state, reason = "", message = "" } = conditions.find((one) => one.type === type) ?? {};
      if (state === "True" || (type === "ResolvedRefs" && state === undefined)) return [];
      return [`${type} of ${parentRef?.name ?? "its parent"} is ${state ?? "missing"}: ${reason} ${message}`.trim()];
    }),
  );
}

interface Parent {
  readonly parentRef?: { readonly name?: string };
  readonly conditions?: readonly PodCondition[];
}
