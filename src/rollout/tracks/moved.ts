// Has somebody given stable another template while a release runs beside it?

import { describeObject } from "../../kube/object.ts";
import type { Stage, Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import { readinessOf } from "../readiness/readiness.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import { templateHashLabel, templateHashOf } from "../workload.ts";

type Stable = Pick<RolloutSnapshot, "workload" | "current"> | undefined;
type Pods = (Stage & { kind: "select" })["pods"];

/**
 * Pure. A Service that is narrowed to stable by the hash of its template loses its pods one by one then: by
 * `kubectl rollout restart`, or by a controller that restarts pods for a new ConfigMap. A slot with a label of its own does not.
 */
export function hasMoved(stable: Stable, { stable: side }: Pick<Track, "stable">): boolean {
  const hash = side?.narrow[templateHashLabel];
  return hash !== undefined && stable?.current !== undefined && templateHashOf(stable.current) !== hash;
}

/** Pure. What a Service selects that is to lead to stable: all pods of both sides until stable's new ones are all there. */
export function stablePods(stable: Stable, track: Pick<Track, "stable">): Pods {
  if (!hasMoved(stable, track)) return "stable";
  return stable?.workload !== undefined && readinessOf(stable.workload).kind === "ready" ? "renewed" : "both";
}

/** Pure. Why a release cannot go on; undefined where no Service is narrowed to pods that are going. */
export function movedAway(stable: Stable, track: Track): Failure | undefined {
  const last = track.stages.slice(0, track.stage + 1).findLast((stage) => stage.kind === "select");
  if (last?.kind !== "select" || last.pods !== "stable" || !hasMoved(stable, track)) return undefined;
  const workload = stable?.workload === undefined ? (track.stable?.deployment ?? "") : describeObject(stable.workload);
  return new Failure({
    attempted: `releasing beside ${workload}`,
    found: `somebody has given ${workload} another template meanwhile: the pods that users are led to are being replaced`,
    advice:
      "Release again when that is over. Keep what changes it from doing so during a release: `kubectl rollout restart`, a controller that restarts pods for a new ConfigMap, another pipeline.",
  });
}
