// Which images does a workload need, now and on its way back?

import type { KubeObject } from "../../kube/object.ts";
import { containersOf } from "../../manifests/containers.ts";
import type { AliveWorkload, LiveScope } from "../live-scope.ts";
import { recordOf, wayBackOf } from "./records.ts";

/** Of its containers and init containers, as they stand in the cluster. */
export function imagesOf({ alive }: AliveWorkload): string[] {
  return containersOf(alive).flatMap(({ image }) => (image === "" ? [] : image));
}

/**
 * Of the release that the record calls the way back; without a record, of the revision before the newest.
 * None where there was only one.
 */
export function wayBackImages(workload: AliveWorkload, scope: LiveScope): string[] {
  const record = recordOf(workload, scope);
  const recorded = typeof record === "object" ? wayBackOf(record) : undefined;
  if (recorded !== undefined) return [recorded.image];
  const before = revisionsNewestFirst(workload, scope)[1];
  return before === undefined ? [] : containersOf(before).flatMap(({ image }) => (image === "" ? [] : image));
}

function revisionsNewestFirst({ alive }: AliveWorkload, { ownedBy }: LiveScope): KubeObject[] {
  const isDeployment = alive.kind === "Deployment";
  const revisions = ownedBy(isDeployment ? "ReplicaSet" : "ControllerRevision", alive);
  return revisions
    .toSorted((one, other) => numberOf(other) - numberOf(one))
    .map((revision) => (isDeployment ? revision : ((revision.data ?? {}) as KubeObject)));
}

function numberOf(object: KubeObject): number {
  return Number(object.revision ?? object.metadata.annotations?.["deployment.kubernetes.io/revision"] ?? 0);
}
