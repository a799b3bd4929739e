// Do the backends of an HTTPRoute exist?

import type { Check } from "../check.ts";
import { examineBackends } from "./backends.ts";
import { routeBackends, routesOf } from "./ingresses-of.ts";

export const routeBackendsExist: Check = {
  id: "network/route-backends",
  severity: "high",
  title: "An HTTPRoute leads to Services and ports that exist",
  why: "A backend that is not there gets its share of the requests, and answers each with 500.",
  source: "https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional",
  recommendation: "Name a Service of the same namespace and the number of one of its ports.",
  run: (subject) => examineBackends(subject, routesOf(subject), routeBackends, "there is no HTTPRoute"),
};
