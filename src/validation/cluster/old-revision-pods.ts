// Do pods of an older revision still run?

import type { KubeObject } from "../../kube/object.ts";
import type { Check } from "../check.ts";
import { type AliveWorkload, eachAlive, type LiveScope, namesOf } from "../live-scope.ts";

export const oldRevisionPods: Check = {
  id: "cluster/old-revision-pods",
  severity: "high",
  title: "Every pod is of the workload's newest revision",
  why: "A rollout that stands still, or an update strategy that waits for somebody, leaves users on two versions.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status",
  recommendation:
    "Look at the rollout: kubectl rollout status. With updateStrategy OnDelete the old pods are to be deleted by hand.",
  run: (subject) =>
    eachAlive(
      subject,
      ["Pod", "ReplicaSet", "ControllerRevision"],
      (workload, scope) => {
        const label = workload.alive.kind === "Deployment" ? "pod-template-hash" : "controller-revision-hash";
        const newest = newestRevision(workload, scope);
        const old = scope.podsOf(workload).filter(({ metadata }) => {
          const own = metadata.labels?.[label];
          return metadata.deletionTimestamp === undefined && own !== undefined && own !== newest;
        });
        if (newest === undefined || old.length === 0) return [];
        const names = old.map(({ metadata }) => metadata.name);
        return [{ evidence: `${namesOf(names)} of ${scope.podsOf(workload).length} are of an older revision` }];
      },
      (workload, scope) => workload.serves && newestRevision(workload, scope) !== undefined,
      "no workload has a revision",
    ),
};

/** As the label of the newest revision's pods has it. */
function newestRevision({ alive }: AliveWorkload, scope: LiveScope): string | undefined {
  const { updateRevision } = (alive.status ?? {}) as { updateRevision?: string };
  if (alive.kind === "StatefulSet") return isPartitioned(alive) ? undefined : updateRevision;
  const deployed = alive.kind === "Deployment";
  const revisions = scope.ownedBy(deployed ? "ReplicaSet" : "ControllerRevision", alive);
  const newest = revisions.reduce<KubeObject | undefined>(
    (best, next) => (best === undefined || revisionOf(next) > revisionOf(best) ? next : best),
    undefined,
  );
  return newest?.metadata.labels?.[deployed ? "pod-template-hash" : "controller-revision-hash"];
}

function revisionOf(object: KubeObject): number {
  return Number(object.revision ?? object.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
}

/** A partition keeps some pods on the older revision on purpose. */
function isPartitioned({ spec }: KubeObject): boolean {
  const { updateStrategy } = (spec ?? {}) as { updateStrategy?: { rollingUpdate?: { partition?: number } } };
  return (updateStrategy?.rollingUpdate?.partition ?? 0) > 0;
}
