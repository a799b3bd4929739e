// Which causes does a snapshot show, the most telling one first?

import type { RolloutSnapshot } from "../snapshot.ts";
import type { Cause } from "./cause.ts";
import { creationCauses } from "./creation.ts";
import { nodeCauses } from "./node.ts";
import { podCauses } from "./pod.ts";

/** A pure function of the snapshot; each cause once, however many pods show it. */
export function findCauses(snapshot: RolloutSnapshot): Cause[] {
  const { pods, events = [] } = snapshot;
  const causes = [
    ...creationCauses(snapshot),
    ...pods.flatMap((pod) => podCauses(pod, events, pods)),
    ...nodeCauses(snapshot),
  ];
  const first = new Map<string, Cause>();
  for (const cause of causes) if (!first.has(cause.key)) first.set(cause.key, cause);
  return [...first.values()].sort((one, other) => weight(one) - weight(other));
}

function weight({ patience }: Cause): number {
  return { none: 0, restarts: 1, start: 2, grace: 2, ready: 3, deadline: 4 }[patience.kind];
}
