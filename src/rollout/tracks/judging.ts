// What are the gates told, and what do they say together?

import type { Release } from "../../release/record.ts";
import type { Track, TrackSide } from "../../release/track.ts";
import type { Log } from "../../report/log.ts";
import type { Gate, GateMoment, GateResult, MeasuredSide, Watching } from "../gates.ts";
import { measuredSide } from "../measured-side.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import type { WorkloadReference } from "../workload.ts";
import type { TracksSnapshot } from "./decide-tracks.ts";

export interface Judges {
  readonly gates: readonly Gate[];
  readonly watching: Watching | undefined;
  readonly log: Log;
}

/** Asks one after the other; the first that does not let the release go on has the word. */
export async function askGates(
  { gates, watching, log }: Judges,
  moment: () => GateMoment,
  signal: AbortSignal,
): Promise<GateResult> {
  const told: string[] = [];
  const { weight } = moment();
  for (const gate of gates.filter(({ at }) => at === "both" || at === (weight === 0 ? "preview" : "step"))) {
    log.info(`Asking: ${gate.name}.`);
    const result = await gate.judge(moment(), signal);
    told.push(result.markdown);
    if (result.next !== "go") return { ...result, markdown: joined(told) };
  }
  if (weight === 0 && gates.length === 0 && watching === undefined)
    log.info("No gate is given (smoke, health-path, prometheus-url, …): users get it because its pods are ready.");
  if (watching === undefined) return { next: "go", markdown: joined(told) };
  const result = await watching.judge(moment(), signal);
  return { ...result, markdown: joined([...told, result.markdown]) };
}

export function momentOf(
  release: Release & { readonly track: Track },
  snapshot: TracksSnapshot,
  workload: WorkloadReference,
  weight: number,
  time: number,
): GateMoment {
  const { track } = release;
  const { stable } = track;
  return {
    namespace: workload.namespace,
    candidate: measured(track.candidate, snapshot.candidate, release.image),
    stable:
      stable === undefined || snapshot.stable === undefined
        ? undefined
        : measured(stable, snapshot.stable, release.previousImage),
    liveService: track.services[0]?.name,
    previewService: track.preview.name,
    weight,
    time,
  };
}

function measured(side: TrackSide, { pods }: RolloutSnapshot, image: string): MeasuredSide {
  const of = measuredSide(pods, { name: side.deployment }, image);
  return { ...of, labels: { ...of.labels, ...side.narrow } };
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}
