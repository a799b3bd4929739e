// Has somebody changed what serves, or whom the Services lead to, while a release runs beside it?

import { describeObject } from "../../kube/object.ts";
import type { Stage, Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import { readinessOf } from "../readiness/readiness.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import { type Pod, templateHashLabel, templateHashOf } from "../workload.ts";
import type { EndpointsSeen } from "./live-endpoints.ts";

type Stable = Pick<RolloutSnapshot, "workload" | "current" | "pods"> | undefined;
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

/**
 * Pure. Why a release cannot go on: users are led to pods that are going, or somebody else leads them elsewhere than it
 * does. Undefined where they are where it has led them.
 */
export function disturbance({ stable, candidate, behind }: EndpointsSeen & { readonly stable: Stable }, track: Track) {
  const at = track.stages.slice(0, track.stage + 1).findLastIndex(({ kind }) => kind === "select");
  const last = track.stages[at];
  if (last?.kind !== "select") return undefined;
  if (last.pods === "stable" && hasMoved(stable, track)) return movedAway(stable, track);
  // Until the act is over, the endpoints are on their way.
  if (at === track.stage || behind === undefined) return undefined;
  const isBehind = ({ metadata }: Pod): boolean => behind.has(metadata.name);
  const own = candidate.pods.find(isBehind);
  const old = stable?.pods.find(isBehind);
  if (last.pods === "stable" && own !== undefined) return ledAway(own, track);
  return last.pods === "candidate" && own === undefined && old !== undefined ? ledAway(old, track) : undefined;
}

/** Pure. What a person must not do while nobody watches, as the end of a sentence; empty where nothing would come of it. */
export function untouchable({ stages, stage, stable }: Pick<Track, "stages" | "stage" | "stable">): string {
  const last = stages.slice(0, stage + 1).findLast(({ kind }) => kind === "select");
  if (last?.kind !== "select" || last.pods !== "stable" || stable?.narrow[templateHashLabel] === undefined) return "";
  return `; until then nothing may restart or change ${stable.deployment}, whose pods the Service finds by their template`;
}

function ledAway({ metadata }: Pod, { services, candidate }: Track): Failure {
  const names = services.map(({ name }) => name).join(", ");
  return new Failure({
    attempted: `releasing ${candidate.deployment}`,
    found: `the Service ${names} leads to Pod ${metadata.name}, which it must not do yet or no more: somebody has changed its selector`,
    advice:
      "Keep what else applies the Service from doing so during a release: a GitOps controller that heals it (leave `spec.selector` to the release: `ignoreDifferences` in Argo CD), another pipeline.",
  });
}

function movedAway(stable: Stable, track: Track): Failure {
  const workload = stable?.workload === undefined ? (track.stable?.deployment ?? "") : describeObject(stable.workload);
  return new Failure({
    attempted: `releasing beside ${workload}`,
    found: `somebody has given ${workload} another template meanwhile: the pods that users are led to are being replaced`,
    advice:
      "Release again when that is over. Keep what changes it from doing so during a release: `kubectl rollout restart`, a controller that restarts pods for a new ConfigMap, another pipeline.",
  });
}
