// Do pods get traffic before they are ready?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { ownServices } from "./services-of.ts";

export const unreadyAddresses: Check = {
  id: "network/unready-addresses",
  severity: "high",
  title: "Services lead only to pods that are ready",
  why: "With publishNotReadyAddresses the readiness probe decides nothing: each release sends requests to pods that start and to pods that end.",
  source: "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec",
  recommendation:
    "Remove publishNotReadyAddresses; only the headless Service by which members of a StatefulSet find each other needs it.",
  run: (subject) =>
    eachObject(
      ownServices(subject),
      ({ spec }) => {
        if (spec.publishNotReadyAddresses !== true || spec.clusterIP === "None") return undefined;
        const path = ["spec", "publishNotReadyAddresses"];
        return { evidence: "publishNotReadyAddresses is true", path, fix: { path, value: undefined } };
      },
      "there is no Service with a selector",
    ),
};
