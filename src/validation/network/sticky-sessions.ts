// May a request go to any pod?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { ingressesOf } from "./ingresses-of.ts";
import { ownServices } from "./services-of.ts";

const nginx = "nginx.ingress.kubernetes.io/affinity";
const traefik = "traefik.ingress.kubernetes.io/service.sticky.cookie";

export const stickySessions: Check = {
  id: "network/sticky-sessions",
  severity: "low",
  title: "No session is bound to a pod",
  why: "A pod that holds sessions takes them with it in every release, and load stays where it was when an autoscaler adds pods. Behind a proxy, all callers with one address share one pod.",
  source: "https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity",
  recommendation: "Keep sessions in a store that all pods share, and remove the affinity.",
  run: (subject) =>
    eachObject([...ownServices(subject), ...ingressesOf(subject)], judge, "there is neither a Service nor an Ingress"),
};

function judge({ object, spec }: Seen): Complaint | undefined {
  if (spec.sessionAffinity === "ClientIP") {
    const path = ["spec", "sessionAffinity"];
    return { evidence: "sessionAffinity is ClientIP", path, fix: { path, value: undefined } };
  }
  const annotations = object.metadata.annotations ?? {};
  const name = [nginx, traefik].find((one) => annotations[one] === "cookie" || annotations[one] === "true");
  return name === undefined
    ? undefined
    : { evidence: `${name} is ${annotations[name]}`, path: ["metadata", "annotations", name] };
}
