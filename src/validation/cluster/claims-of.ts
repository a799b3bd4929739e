// Which volumes do the workloads' pods mount?

import type { KubeObject } from "../../kube/object.ts";
import { itemsOf } from "../live-objects.ts";
import type { LiveScope } from "../live-scope.ts";

/** The claims that pods of the workloads name, as they stand in the cluster. */
export function claimsOf(scope: LiveScope): KubeObject[] {
  const names = claimNames(scope);
  return itemsOf(scope.live, "PersistentVolumeClaim").filter(({ metadata }) => names.has(metadata.name));
}

export function claimNames({ workloads, podsOf }: LiveScope): Set<string> {
  const pods = workloads.flatMap((workload) => podsOf(workload));
  return new Set(
    pods.flatMap(({ spec }) => (spec.volumes ?? []).flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? [])),
  );
}

export const noClaim = "no pod of the workloads mounts a PersistentVolumeClaim";
