// Does any controller serve the Ingress?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { ingressesOf } from "./ingresses-of.ts";

export const ingressClass: Check = {
  id: "network/ingress-class",
  severity: "medium",
  title: "An Ingress names its class",
  why: "Without a class it depends on the cluster's default who serves it: nobody, or two controllers at once.",
  source: "https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class",
  recommendation: "Set spec.ingressClassName.",
  run: (subject) =>
    eachObject(
      ingressesOf(subject),
      ({ spec, object }) => {
        const old = object.metadata.annotations?.["kubernetes.io/ingress.class"];
        if (spec.ingressClassName !== undefined || old !== undefined) return undefined;
        return { evidence: "it has no ingressClassName", path: ["spec"] };
      },
      "there is no Ingress",
    ),
};
