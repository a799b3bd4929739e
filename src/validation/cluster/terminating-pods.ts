// Is there a pod that does not go?

import type { Check } from "../check.ts";
import { eachAlive, namesOf } from "../live-scope.ts";
import { since, spanText } from "./age.ts";

/** `deletionTimestamp` is when the grace period is over: after that the kubelet needs some seconds. */
const patience = 60_000;

export const terminatingPods: Check = {
  id: "cluster/terminating-pods",
  severity: "medium",
  title: "No pod is stuck while it is being deleted",
  why: "A pod of a lost node, or with a finalizer that nobody removes, keeps its name and its volume: a StatefulSet waits for it for ever.",
  source: "https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/",
  recommendation: "Look at the pod's node and finalizers. Delete it by force only where the node is really gone.",
  run: (subject) =>
    eachAlive(subject, ["Pod"], (workload, scope) =>
      scope.podsOf(workload).flatMap(({ metadata, spec }) => {
        const over = since(metadata.deletionTimestamp, scope.live.readAt) ?? 0;
        if (metadata.deletionTimestamp === undefined || over <= patience) return [];
        const finalizers = metadata.finalizers?.join(", ") ?? "";
        const held =
          finalizers === "" ? `on the node ${spec.nodeName ?? "unknown"}` : `with the finalizers ${finalizers}`;
        return [{ evidence: `${namesOf([metadata.name])} should be gone since ${spanText(over)}, ${held}` }];
      }),
    ),
};
