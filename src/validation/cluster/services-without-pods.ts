// Is there a Service that selects nothing?

import type { Check } from "../check.ts";
import { labelIndex } from "../live-labels.ts";
import { itemsOf } from "../live-objects.ts";
import { eachLive, selectorOf, withScope } from "../live-scope.ts";

export const servicesWithoutPods: Check = {
  id: "cluster/services-without-pods",
  severity: "high",
  title: "Every Service selects at least one pod",
  why: "A label that was renamed on one side leaves a name that resolves and refuses every connection.",
  source:
    "https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices",
  recommendation:
    "Compare the selector with the pods' labels: kubectl get pods --show-labels. Delete a Service that nobody needs.",
  run: (subject) =>
    withScope(subject, ["Service", "Pod"], ({ live, isWritten }) => {
      const pods = labelIndex(itemsOf(live, "Pod"), ({ metadata }) => metadata.labels);
      const services = itemsOf(live, "Service").filter(
        (service) => selectorOf(service) !== undefined && (subject.whole || isWritten(service)),
      );
      return eachLive(
        services,
        (service) => {
          const matchLabels = selectorOf(service) ?? {};
          if (pods({ matchLabels }).length > 0) return [];
          const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
          return [`no pod has the labels that it selects (${labels.join(", ")})`];
        },
        "none of the Services in the cluster is one of the manifests",
      );
    }),
};
