// What does the cluster say about both sides of a release right now?

import type { Cluster } from "../../kube/cluster.ts";
import { type LabelSelector, selectorText } from "../../kube/selectors.ts";
import { followObjects } from "../../kube/watch.ts";
import type { Track, TrackSide } from "../../release/track.ts";
import type { Bell } from "../bell.ts";
import { followRollout, type LiveRollout, withoutFieldOwners } from "../snapshot.ts";
import { type Deployment, type Pod, podKind, type WorkloadReference } from "../workload.ts";
import type { TracksSnapshot } from "./decide-tracks.ts";
import { followEndpoints } from "./live-endpoints.ts";

export interface LiveTracks {
  snapshot(): TracksSnapshot;
  stop(): void;
}

/** Watches both Deployments, their ReplicaSets and pods, also where the candidate is not there yet. */
export async function followTracks(
  cluster: Cluster,
  workload: WorkloadReference,
  track: Pick<Track, "stable" | "candidate" | "services">,
  selectors: { readonly stable: LabelSelector | undefined; readonly candidate: LabelSelector },
  bell: Bell,
): Promise<LiveTracks> {
  // The signal of the job ends the waiting, not the watches: they are needed to see the way back.
  const options = { signal: new AbortController().signal, onChange: () => bell.ring() };
  const follow = (side: TrackSide, selector: LabelSelector): Promise<LiveRollout> =>
    followRollout(cluster, { ...workload, name: side.deployment }, selector, options);
  let lost: unknown;
  const onError = (error: unknown): void => {
    lost ??= error;
    bell.ring();
  };
  const [stable, candidate, pods, endpoints] = await Promise.all([
    track.stable === undefined || selectors.stable === undefined ? undefined : follow(track.stable, selectors.stable),
    follow(track.candidate, selectors.candidate),
    followObjects<Pod>(cluster, podKind, {
      ...options,
      namespace: workload.namespace,
      labelSelector: selectorText({ matchLabels: track.candidate.narrow }),
      shorten: withoutFieldOwners,
      onError,
    }),
    followEndpoints(cluster, workload.namespace, track.services, { ...options, onError }),
  ]);
  return {
    snapshot: () => {
      if (lost !== undefined) throw lost;
      const ours = pods.items().filter((pod) => isOfSelector(pod, selectors.candidate));
      return {
        stable: stable?.snapshot(),
        candidate: candidate.snapshot(),
        candidatePods: ours.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length,
        behind: endpoints.pods(),
      };
    },
    stop: () => {
      stable?.stop();
      candidate.stop();
      pods.stop();
      endpoints.stop();
    },
  };
}

/** What finds the candidate's pods: its own selector where it stands, otherwise the one that it will get. */
export function candidateSelector(
  standing: Deployment | undefined,
  written: LabelSelector | undefined,
  track: Pick<Track, "candidate">,
): LabelSelector {
  if (standing !== undefined) return standing.spec.selector;
  return { ...written, matchLabels: { ...written?.matchLabels, ...track.candidate.narrow } };
}

function isOfSelector({ metadata }: Pod, { matchLabels = {} }: LabelSelector): boolean {
  return Object.entries(matchLabels).every(([key, value]) => metadata.labels?.[key] === value);
}
