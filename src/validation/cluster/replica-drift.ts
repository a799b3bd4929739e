// Does the cluster run another number of pods than the manifest says?

import type { Check } from "../check.ts";
import { withLive } from "../examine.ts";
import type { Subject } from "../subject.ts";
import { eachComparable } from "./drift.ts";

export const replicaDrift: Check = {
  id: "cluster/replica-drift",
  severity: "medium",
  title: "The cluster runs as many pods as the manifest says, where no autoscaler decides",
  why: "Somebody scaled by hand: the next release takes it back in the middle of what it was for.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment",
  recommendation: "Write the number into the manifest, or leave it to an autoscaler and out of the manifest.",
  run: (subject) =>
    withLive(subject, ({ lists }) => {
      const { HorizontalPodAutoscaler: autoscalers, ScaledObject: scaled } = lists;
      const unread = [autoscalers, scaled].find((list) => list.kind === "unreadable");
      if (unread?.kind === "unreadable") return { kind: "unknown", reason: unread.reason };
      const scaledNames = targets(subject);
      return eachComparable(subject, ({ object, alive, spec, position }) => {
        const { replicas } = (alive.spec ?? {}) as { replicas?: number };
        if (typeof spec.replicas !== "number" || replicas === undefined || spec.replicas === replicas) return [];
        if (scaledNames.has(`${object.kind}/${object.metadata.name}`)) return [];
        const evidence = `the manifest says ${spec.replicas} replicas, the cluster has ${replicas}`;
        return [position(["spec", "replicas"]) === undefined ? { evidence } : { evidence, path: ["spec", "replicas"] }];
      });
    }),
};

/** `Deployment/orders` of each autoscaler. */
function targets(subject: Subject): Set<string> {
  const all = [...subject.related("HorizontalPodAutoscaler").objects, ...subject.related("ScaledObject").objects];
  return new Set(
    all.map(({ spec }) => {
      const { kind = "Deployment", name = "" } = (spec.scaleTargetRef ?? {}) as { kind?: string; name?: string };
      return `${kind}/${name}`;
    }),
  );
}
