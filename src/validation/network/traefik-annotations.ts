// Does Traefik know the annotations that it is given?

import type { Check } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Seen } from "../subject.ts";
import { ingressesOf } from "./ingresses-of.ts";

const prefix = "traefik.ingress.kubernetes.io/";

/** https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/ */
const known: ReadonlySet<string> = new Set(
  `router.entrypoints router.middlewares router.priority router.rulesyntax router.pathmatcher router.tls
  router.tls.certresolver router.tls.options router.observability.accesslogs router.observability.metrics
  router.observability.tracing service.serversscheme service.serverstransport service.passhostheader
  service.sticky.cookie service.sticky.cookie.name service.sticky.cookie.secure service.sticky.cookie.samesite
  service.sticky.cookie.domain service.sticky.cookie.httponly service.sticky.cookie.maxage service.sticky.cookie.path
  service.nativelb service.nodeportlb`.split(/\s+/),
);

export const traefikAnnotations: Check = {
  id: "network/traefik-annotations",
  severity: "medium",
  title: "Traefik knows every annotation that it is given",
  why: "Traefik ignores what it does not know without a word. Names of its first version (rate-limit, whitelist-source-range, frontend-entry-points) do nothing since version 2.",
  source: "https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/",
  recommendation: "Correct or remove it. Limits are middlewares: name them in router.middlewares.",
  run: (subject) =>
    eachObject(
      ingressesOf(subject).filter((ingress) => namesOf(ingress).length > 0),
      judge,
      "no Ingress has an annotation of Traefik",
    ),
};

function namesOf({ object }: Seen): string[] {
  return Object.keys(object.metadata.annotations ?? {}).filter((name) => name.startsWith(prefix));
}

function judge(ingress: Seen): Complaint[] {
  return namesOf(ingress)
    .filter((name) => !known.has(name.slice(prefix.length)) && !/\.tls\.domains\.\d+\./.test(name))
    .map((name) => ({ evidence: `${name} is not known`, path: ["metadata", "annotations", name] }));
}
