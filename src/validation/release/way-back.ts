// Is there something to go back to?

import type { Check } from "../check.ts";
import type { AliveWorkload, LiveScope } from "../live-scope.ts";
import { eachAlive } from "../live-scope.ts";
import { recordOf, wayBackOf } from "./records.ts";

export const wayBack: Check = {
  id: "release/way-back",
  severity: "high",
  title: "The previous revision of the workload is still there",
  why: "Without it there is nothing to roll back to: an outage lasts as long as it takes to mend, build and release.",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-back-a-deployment",
  recommendation: "Keep revisionHistoryLimit at 2 or more, and delete no ReplicaSets or ControllerRevisions by hand.",
  run: (subject) =>
    eachAlive(
      subject,
      ["ReplicaSet", "ControllerRevision", "ConfigMap"],
      (workload, scope) => missing(workload, scope).map((evidence) => ({ evidence })),
      (workload, scope) => workload.serves && revisionsMade(workload, scope) > 1,
      "no workload has had a second revision yet",
    ),
};

/** How many revisions there have been, as far as the newest number says. */
function revisionsMade(workload: AliveWorkload, scope: LiveScope): number {
  const { annotations = {} } = workload.alive.metadata;
  const newest = Math.max(0, ...revisionsOf(workload, scope).map(({ revision }) => Number(revision ?? 0)));
  return Number(annotations["deployment.kubernetes.io/revision"] ?? newest);
}

function revisionsOf({ alive }: AliveWorkload, { ownedBy }: LiveScope) {
  return ownedBy(alive.kind === "Deployment" ? "ReplicaSet" : "ControllerRevision", alive);
}

function missing(workload: AliveWorkload, scope: LiveScope): string[] {
  const revisions = revisionsOf(workload, scope);
  const kind = workload.alive.kind === "Deployment" ? "ReplicaSet" : "ControllerRevision";
  const record = recordOf(workload, scope);
  const back = typeof record === "object" ? wayBackOf(record) : undefined;
  // With two tracks the way back is a Deployment of its own.
  if (back !== undefined && back.track === undefined && back.templateHash !== "") {
    const isThere = revisions.some(({ metadata }) =>
      [metadata.name, ...Object.values(metadata.labels ?? {})].includes(back.templateHash),
    );
    if (!isThere) return [`the ${kind} of release ${back.id} (${back.version || back.image}), its way back, is gone`];
  }
  return revisions.length > 1
    ? []
    : [`of its ${revisionsMade(workload, scope)} revisions only the newest has a ${kind}`];
}
