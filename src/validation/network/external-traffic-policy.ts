// Does the service see who calls?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { selectingServices } from "./services-of.ts";

export const externalTrafficPolicy: Check = {
  id: "network/external-traffic-policy",
  severity: "info",
  title: "A Service for callers from outside keeps their addresses",
  why: "With externalTrafficPolicy: Cluster every request seems to come from a node: limits by address, audit logs and source ranges mean nothing.",
  source: "https://kubernetes.io/docs/tutorials/services/source-ip/#source-ip-for-services-with-type-loadbalancer",
  recommendation: "Set externalTrafficPolicy: Local, and spread the pods over the nodes.",
  run: (subject) =>
    eachObject(
      selectingServices(subject).filter(({ spec }) => spec.type === "LoadBalancer" || spec.type === "NodePort"),
      ({ spec }) => {
        const path = ["spec", "externalTrafficPolicy"];
        if (spec.externalTrafficPolicy === "Local") return undefined;
        return {
          evidence: `externalTrafficPolicy is ${spec.externalTrafficPolicy ?? "not set"}`,
          path,
          fix: { path, value: "Local" },
        };
      },
      "there is no Service of type LoadBalancer or NodePort",
    ),
};
