// Do the backends of an Ingress exist?

import type { Check } from "../check.ts";
import { examineBackends } from "./backends.ts";
import { ingressBackends, ingressesOf } from "./ingresses-of.ts";

export const ingressBackendsExist: Check = {
  id: "network/ingress-backends",
  severity: "high",
  title: "An Ingress leads to Services and ports that exist",
  why: "A name that was mistyped gives 503 for every request of that path, though all pods are ready.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource",
  recommendation: "Name a Service of the same namespace and one of its ports.",
  run: (subject) => examineBackends(subject, ingressesOf(subject), ingressBackends, "there is no Ingress"),
};
