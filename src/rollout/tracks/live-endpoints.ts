// Which pods do the live Services lead to right now?

import { type EndpointSlice, endpointSliceKind, readyNames, slicesOf } from "../../analysis/endpoints.ts";
import type { Cluster } from "../../kube/cluster.ts";
import { followObjects } from "../../kube/watch.ts";
import type { Stage, Track } from "../../release/track.ts";
import type { RolloutSnapshot } from "../snapshot.ts";

export interface LiveEndpoints {
  /** Names of pods that are ready. */
  pods(): ReadonlySet<string>;
  stop(): void;
}

/** Follows the EndpointSlices of the Services that users reach. */
export async function followEndpoints(
  cluster: Cluster,
  namespace: string,
  services: readonly Pick<Track["services"][number], "name">[],
  options: { readonly signal: AbortSignal; onChange(): void; onError(error: unknown): void },
): Promise<LiveEndpoints> {
  const stores = await Promise.all(
    services.map(({ name }) =>
      followObjects<EndpointSlice>(cluster, endpointSliceKind, {
        ...options,
        namespace,
        labelSelector: slicesOf(name),
      }),
    ),
  );
  return {
    // Whatever their ports are: a headless Service need not have any, and one for UDP has others.
    pods: () => new Set(stores.flatMap((store) => [...readyNames(store.items())])),
    stop: () => {
      for (const store of stores) store.stop();
    },
  };
}

export interface EndpointsSeen {
  readonly stable: Pick<RolloutSnapshot, "pods"> | undefined;
  readonly candidate: Pick<RolloutSnapshot, "pods">;
  /** As `LiveEndpoints.pods` gives them. */
  readonly behind?: ReadonlySet<string> | undefined;
}

/**
 * Pure: whether the EndpointSlices show what the Services select by now. Until then users may still be led to the side
 * that they are being kept from.
 */
export function endpointsFollow(
  { pods }: Stage & { kind: "select" },
  { stable, candidate, behind }: EndpointsSeen,
  { services }: Pick<Track, "services">,
): boolean {
  if (behind === undefined || services.length === 0) return true;
  const reaches = (side: EndpointsSeen["stable"]): boolean =>
    side?.pods.some(({ metadata }) => behind.has(metadata.name)) ?? false;
  switch (pods) {
    case "stable":
    case "renewed":
      return !reaches(candidate);
    case "candidate":
      return reaches(candidate) && !reaches(stable);
    case "both":
    case "original":
      return true;
  }
}
