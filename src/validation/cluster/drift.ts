// What do a manifest and the cluster say of the same container?

import { podSpecPath } from "../../manifests/containers.ts";
import type { Examination } from "../check.ts";
import type { Complaint } from "../examine.ts";
import { type AliveWorkload, eachAlive } from "../live-scope.ts";
import type { Container } from "../pod-spec.ts";
import type { Path, Subject } from "../subject.ts";

export interface ContainerPair {
  readonly written: Container;
  readonly alive: Container;
  readonly isInit: boolean;
}

/** Goes through the containers that a manifest and the cluster both have. */
export function eachContainerPair(
  subject: Subject,
  compare: (pair: ContainerPair, workload: AliveWorkload) => readonly Complaint[],
): Examination {
  return eachComparable(subject, (workload) =>
    lists.flatMap((list) => {
      const alive = new Map(containersAt(workload.alive, list).map((container) => [container.name, container]));
      return containersAt(workload.object, list).flatMap((written, index) => {
        const other = alive.get(written.name);
        if (other === undefined) return [];
        const isInit = list === "initContainers";
        const path = [...(podSpecPath(workload.object) ?? []), list, index];
        return compare({ written, alive: other, isInit }, workload).map((complaint) => ({
          ...complaint,
          within: `${isInit ? "init container" : "container"} ${written.name}`,
          path: [...path, ...(complaint.path ?? [])] as Path,
        }));
      });
    }),
  );
}

/** Judges the workloads that are a manifest and stand in the cluster too. */
export function eachComparable(
  subject: Subject,
  compare: (workload: AliveWorkload) => readonly Complaint[],
): Examination {
  return eachAlive(
    subject,
    [],
    compare,
    (workload) => workload.object !== workload.alive,
    "there is no manifest of a workload that stands in the cluster",
  );
}

export const lists = ["containers", "initContainers"] as const;

/** As it is written: without the defaults that a LimitRange adds to pods. */
export function containersAt(object: AliveWorkload["object"], list: (typeof lists)[number]): readonly Container[] {
  const podSpec = (podSpecPath(object) ?? []).reduce<unknown>(
    (parent, key) => (parent as Readonly<Record<string, unknown>> | undefined)?.[key],
    object,
  );
  return (podSpec as { readonly [key in typeof list]?: readonly Container[] } | undefined)?.[list] ?? [];
}
