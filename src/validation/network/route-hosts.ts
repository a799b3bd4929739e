// Does an HTTPRoute take only its own hosts?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import { itemsAt } from "../fields.ts";
import type { Seen } from "../subject.ts";
import { routesOf } from "./ingresses-of.ts";

export const routeHosts: Check = {
  id: "network/route-hosts",
  severity: "medium",
  title: "An HTTPRoute names its Gateway and its hosts",
  why: "Without hostnames it takes every host of its Gateway, also those of other teams; without a parent nobody serves it.",
  source: "https://gateway-api.sigs.k8s.io/api-types/httproute/#hostnames",
  recommendation: "Set spec.hostnames and spec.parentRefs.",
  run: (subject) => eachObject(routesOf(subject), judge, "there is no HTTPRoute"),
};

function judge({ spec }: Seen): Complaint[] {
  const found: Complaint[] = [];
  if (itemsAt(spec.parentRefs).length === 0) found.push({ evidence: "it has no parentRefs", path: ["spec"] });
  if (itemsAt(spec.hostnames).length === 0) found.push({ evidence: "it has no hostnames", path: ["spec"] });
  return found;
}
