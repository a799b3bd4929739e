// Does ingress-nginx know the annotations that it is given?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { ingressesOf } from "./ingresses-of.ts";
import { nginxAnnotations } from "./nginx-annotations.ts";

const prefix = "nginx.ingress.kubernetes.io/";

export const ingressAnnotations: Check = {
  id: "network/ingress-annotations",
  severity: "medium",
  title: "ingress-nginx knows every annotation that it is given",
  why: "An annotation that the controller does not know is ignored without a word: a rate limit that was written down does not limit anything.",
  source: "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/",
  recommendation: "Correct or remove it. Rates are limited by limit-rps, limit-rpm and limit-connections.",
  run: (subject) =>
    eachObject(
      ingressesOf(subject),
      ({ object }) =>
        Object.keys(object.metadata.annotations ?? {})
          .filter((name) => name.startsWith(prefix) && !nginxAnnotations.has(name.slice(prefix.length)))
          .map((name) => ({ evidence: `${name} is not known`, path: ["metadata", "annotations", name] })),
      "there is no Ingress",
    ),
};
