// Does anything start a pod again that is gone?

import type { Check } from "../check.ts";
import { eachWorkload } from "../examine.ts";
import { textAt } from "../fields.ts";

export const managedPods: Check = {
  id: "reliability/managed-pods",
  severity: "medium",
  title: "A controller keeps the pods, and starts their containers again",
  why: "A bare pod is gone with its node, and a container that is not started again is gone with its first crash.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/#working-with-pods",
  recommendation: "Use a Deployment, a StatefulSet or a Job, and leave restartPolicy: Always to what serves.",
  run: (subject) =>
    eachWorkload(subject, ({ object, serves, podSpec, podSpecPath }) => {
      if (object.kind === "Pod") {
        const isOwned = (object.metadata.ownerReferences ?? []).length > 0;
        return isOwned ? undefined : { evidence: "it is a pod without a controller", path: [] };
      }
      const policy = textAt(podSpec, ["restartPolicy"]);
      if (!serves || policy === undefined || policy === "Always") return undefined;
      const path = [...podSpecPath, "restartPolicy"];
      return { evidence: `restartPolicy is ${policy}`, path, fix: { path, value: "Always" } };
    }),
};
