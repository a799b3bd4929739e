// What answers kube-score about Services, Ingresses and NetworkPolicies?

import { fieldsAt, itemsAt, textAt } from "../../fields.ts";
import { isEmptySelector, serves, servicesNear } from "../judged.ts";
import { itAlone, type PeerCheck, weAlone } from "../peer-check.ts";

export const networkChecks: readonly PeerCheck[] = [
  {
    check: "ingress-targets-service",
    ours: ["network/ingress-backends"],
    differs: [
      itAlone("it takes a backend that is another resource for a Service that is missing", ({ seen }) =>
        pathsOf(seen.spec).some((path) => fieldsAt(path, ["backend"]).resource !== undefined),
      ),
      itAlone("it wants the port on a Service of type ExternalName too, which is only a name", (judged) =>
        servicesNear(judged).some(
          ({ object, spec }) =>
            spec.type === "ExternalName" &&
            pathsOf(judged.seen.spec).some(
              (path) => textAt(path, ["backend", "service", "name"]) === object.metadata.name,
            ),
        ),
      ),
      weAlone("it does not look at defaultBackend", ({ seen }) => seen.spec.defaultBackend !== undefined),
    ],
  },
  {
    check: "pod-networkpolicy",
    ours: ["network/network-policy", "network/egress-policy"],
    differs: [itAlone("it also asks for Jobs and bare pods, which nobody connects to", (judged) => !serves(judged))],
  },
  {
    check: "networkpolicy-targets-pod",
    ours: ["network/policy-selects"],
    differs: [
      itAlone(
        "it reports a policy with an empty podSelector in a namespace without pods: it waits for pods that others bring",
        ({ seen }) => isEmptySelector(seen.spec.podSelector),
      ),
    ],
  },
  {
    check: "service-targets-pod",
    ours: ["network/service-selects"],
    differs: [
      itAlone("it takes a Service that has endpoints of its own for one that was mistyped", ({ seen }) =>
        isEmptySelector({ selector: seen.spec.selector }),
      ),
      weAlone("we also report a targetPort by a name that no container has", ({ seen }) =>
        itemsAt(seen.spec.ports).some((port) => typeof fieldsAt(port).targetPort === "string"),
      ),
    ],
  },
  {
    check: "service-type",
    ours: ["security/exposed-services"],
    differs: [
      weAlone(
        "we report load balancers that are open to everybody too",
        ({ seen }) => seen.spec.type === "LoadBalancer",
      ),
    ],
  },
  {
    check: "statefulset-has-servicename",
    ours: ["reliability/headless-service", "objects/references"],
    differs: [
      weAlone("it takes a Service without a selector for one that leads to all pods", (judged) =>
        servicesNear(judged).some(
          ({ object, spec }) => object.metadata.name === judged.seen.spec.serviceName && spec.selector === undefined,
        ),
      ),
      itAlone(
        "spec.serviceName is optional in the API of Kubernetes 1.34; where one is written, it must lead somewhere",
        ({ seen }) => textAt(seen.spec.serviceName) === undefined,
      ),
      itAlone(
        "a Service that the manifests do not bring may stand in the cluster: where none is asked, nobody knows",
        (judged) => servicesNear(judged).every(({ object }) => object.metadata.name !== judged.seen.spec.serviceName),
      ),
    ],
  },
];

function pathsOf(spec: unknown): readonly unknown[] {
  return itemsAt(spec, ["rules"]).flatMap((rule) => itemsAt(rule, ["http", "paths"]));
}
