// Does the scheduler know what a pod needs?

import type { Check } from "../check.ts";
import { eachContainer } from "../examine.ts";
import { ownOrShared } from "./demand.ts";

export const resourceRequests: Check = {
  id: "performance/resource-requests",
  severity: "medium",
  title: "Containers request CPU and memory",
  why: "Without requests pods are put on nodes that are full, are the first to be evicted, and no autoscaler can compute a utilisation.",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  recommendation: "Set resources.requests.cpu and .memory to what the service uses on a normal day.",
  run: (subject) =>
    eachContainer(
      subject,
      ({ container, workload: { podSpec } }) => {
        // A request of 0 is none.
        const missing = ["cpu", "memory"].filter(
          (name) => (ownOrShared(container, podSpec, "requests", name) ?? 0) <= 0,
        );
        if (missing.length === 0) return undefined;
        return { evidence: `it requests no ${missing.join(" and no ")}`, path: ["resources", "requests"] };
      },
      // A sidecar stays as long as the others do.
      ({ isInit, container }) => !isInit || container.restartPolicy === "Always",
    ),
};
