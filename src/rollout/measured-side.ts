// What do measurements go by, of the pods of one side of a release?

import type { MeasuredSide } from "./gates.ts";
import type { Pod, WorkloadReference } from "./workload.ts";

/**
 * By the pods themselves, whatever kind of workload made them: their controllers, the labels that all of them carry,
 * and when the first one was created.
 */
export function measuredSide(
  pods: readonly Pod[],
  { name }: Pick<WorkloadReference, "name">,
  image: string,
): MeasuredSide {
  const owners = pods.flatMap(({ metadata }) =>
    (metadata.ownerReferences ?? []).filter(({ controller }) => controller === true).map((owner) => owner.name),
  );
  const created = pods
    .map(({ metadata }) => Date.parse(metadata.creationTimestamp ?? ""))
    .filter((time) => Number.isFinite(time));
  return {
    deployment: name,
    owners: [...new Set(owners)],
    labels: labelsOfAll(pods),
    since: created.length === 0 ? Date.now() : Math.min(...created),
    image,
  };
}

function labelsOfAll(pods: readonly Pod[]): Record<string, string> {
  const [first, ...rest] = pods.map(({ metadata }) => metadata.labels ?? {});
  const shared = Object.entries(first ?? {}).filter(([key, value]) => rest.every((labels) => labels[key] === value));
  return Object.fromEntries(shared);
}
