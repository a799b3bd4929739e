// What is the next act of a release with two tracks?

import type { ReleaseState } from "../../release/record.ts";
import type { Stage, Track } from "../../release/track.ts";
import type { Failure } from "../../report/failure.ts";
import { patienceEnd } from "../causes/cause.ts";
import { findCauses } from "../causes/find.ts";
import type { GateResult } from "../gates.ts";
import { readinessOf } from "../readiness/readiness.ts";
import { type Mark, progressTo, type RollingPlan, type Trouble } from "../rolling.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import { endpointsFollow } from "./live-endpoints.ts";
import { disturbance, hasMoved, untouchable } from "./moved.ts";
import { isReachable } from "./shares.ts";

export interface TracksPlan {
  readonly onFailure: "rollback" | "keep";
  /** How long one act may take until the cluster shows its end, in milliseconds. */
  readonly timeout: number;
  readonly graces?: RollingPlan["graces"];
}

export interface TracksSnapshot {
  readonly stable: RolloutSnapshot | undefined;
  readonly candidate: RolloutSnapshot;
  /** Pods of the candidate's labels that are not terminating, whoever owns them. */
  readonly candidatePods: number;
  /** Names of the ready pods that the live Services lead to by their EndpointSlices. */
  readonly behind?: ReadonlySet<string> | undefined;
}

/** What the loop knows besides the cluster: its clock, its own last act, and what was asked of it. */
export interface TracksMoment {
  readonly state: ReleaseState;
  readonly track: Track;
  /** Monotonic, in milliseconds. */
  readonly now: number;
  readonly abort: { readonly reason: string } | undefined;
  readonly seenSince: ReadonlyMap<string, number>;
  /** When this process entered the act that the record names. */
  readonly enteredAt: number;
  /** This process has done the act that the record names, and what the API server answered. */
  readonly performed: boolean;
  readonly mark: Mark | undefined;
  readonly refusal: Failure | undefined;
  /** What the gates said, where the act is one of theirs. */
  readonly verdict: GateResult | undefined;
  /** The act at which a person let the release go on. */
  readonly passed: number | undefined;
}

export type TracksAct =
  /** Write down that this act begins. */
  | { readonly kind: "enter"; readonly stage: number }
  | { readonly kind: "perform"; readonly stage: Stage }
  | { readonly kind: "wait"; readonly message: string; readonly until: number }
  /** The job ends; a person says how it goes on. */
  | { readonly kind: "pause"; readonly reason: string }
  | { readonly kind: "promote" }
  | { readonly kind: "turn-back"; readonly as: "rolled-back"; readonly trouble: Trouble }
  | { readonly kind: "turn-back"; readonly as: "aborted"; readonly reason: string }
  | { readonly kind: "yield"; readonly reason: string }
  | { readonly kind: "close-back" }
  | { readonly kind: "close-failed"; readonly trouble: Trouble }
  | { readonly kind: "close-aborted"; readonly reason: string }
  | { readonly kind: "done" };

/** A pure function: the same plan, snapshot and moment always give the same act. */
export function decideTracks(plan: TracksPlan, snapshot: TracksSnapshot, moment: TracksMoment): TracksAct {
  switch (moment.state) {
    case "releasing":
      return decideForward(plan, snapshot, moment);
    case "rolling-back":
      return decideBack(plan, snapshot, moment);
    case "promoted":
    case "verified":
    case "rolled-back":
    case "aborted":
    case "failed":
    case "superseded":
      return { kind: "done" };
  }
}

function decideForward(plan: TracksPlan, snapshot: TracksSnapshot, moment: TracksMoment): TracksAct {
  const { track, abort, refusal } = moment;
  if (abort !== undefined) {
    return track.stage < 0
      ? { kind: "close-aborted", reason: abort.reason }
      : { kind: "turn-back", as: "aborted", reason: abort.reason };
  }
  if (refusal !== undefined) return fail(plan, track, { kind: "refused", failure: refusal });
  const stage = track.stages[track.stage];
  if (stage === undefined) return { kind: "enter", stage: 0 };
  const moved = disturbance(snapshot, track);
  if (moved !== undefined)
    return { kind: "turn-back", as: "rolled-back", trouble: { kind: "refused", failure: moved } };
  if (!moment.performed) return { kind: "perform", stage };
  const progress = progressOf(stage, plan, snapshot, moment);
  switch (progress.kind) {
    case "over":
      return track.stage + 1 < track.stages.length ? { kind: "enter", stage: track.stage + 1 } : { kind: "promote" };
    case "trouble":
      return fail(plan, track, progress.trouble);
    case "pause":
    case "wait":
      return progress;
  }
}

function fail(plan: TracksPlan, track: Track, trouble: Trouble): TracksAct {
  // What users reach is never kept: they go back to stable.
  if (plan.onFailure === "keep" && !isReachable(track)) return { kind: "close-failed", trouble };
  return { kind: "turn-back", as: "rolled-back", trouble };
}

function decideBack(plan: TracksPlan, snapshot: TracksSnapshot, moment: TracksMoment): TracksAct {
  const { track, abort } = moment;
  const stage = track.back[track.stage];
  if (stage === undefined) return track.back.length === 0 ? { kind: "close-back" } : { kind: "enter", stage: 0 };
  if (!moment.performed) return { kind: "perform", stage };
  const progress = progressOf(stage, plan, snapshot, moment);
  switch (progress.kind) {
    case "over":
      return track.stage + 1 < track.back.length ? { kind: "enter", stage: track.stage + 1 } : { kind: "close-back" };
    case "pause":
    case "wait":
      // The acts that bring users back come first and need no waiting, or cannot be hurried.
      if (abort !== undefined) return { kind: "yield", reason: abort.reason };
      return progress.kind === "wait" ? progress : { kind: "close-back" };
    case "trouble":
      return { kind: "close-failed", trouble: progress.trouble };
  }
}

type Progress =
  | { readonly kind: "over" }
  | { readonly kind: "trouble"; readonly trouble: Trouble }
  | (TracksAct & { readonly kind: "wait" | "pause" });

function progressOf(stage: Stage, plan: TracksPlan, snapshot: TracksSnapshot, moment: TracksMoment): Progress {
  const { now, enteredAt, verdict } = moment;
  switch (stage.kind) {
    case "select":
      return selected(stage, snapshot, moment);
    case "objects":
    case "preview":
    case "weigh":
    case "header":
    case "route":
    case "autoscaler":
      return { kind: "over" };
    case "settle":
      return now >= enteredAt + stage.time
        ? { kind: "over" }
        : { kind: "wait", message: "", until: enteredAt + stage.time };
    case "candidate":
      return rolledOut(snapshot.candidate, plan, moment);
    case "scale":
      if (stage.replicas === 0) return { kind: "over" };
      return rolledOut(stage.track === "stable" ? snapshot.stable : snapshot.candidate, plan, moment);
    case "replace-stable":
    case "restore-stable":
      return rolledOut(snapshot.stable, plan, moment);
    case "remove-candidate":
      return removed(plan, snapshot, moment);
    case "hold":
      if (moment.passed === moment.track.stage) return { kind: "over" };
      return {
        kind: "pause",
        reason: `it waits for \`operation: promote\` or \`operation: abort\`${untouchable(moment.track)}`,
      };
    case "gate":
      return failing(plan, snapshot, moment) ?? judged(stage, verdict, moment);
  }
}

/** Where a controller is too slow to be waited for, the time for routers to settle comes still. */
const patienceWithEndpoints = 30_000;

function selected(stage: Stage & { kind: "select" }, snapshot: TracksSnapshot, moment: TracksMoment): Progress {
  const { now, enteredAt, abort, track } = moment;
  const until = enteredAt + patienceWithEndpoints;
  // What brings the users of a cancelled job back is not held up by anything.
  const widened = stage.pods === "stable" && hasMoved(snapshot.stable, track);
  if (abort !== undefined || widened || now >= until || endpointsFollow(stage, snapshot, track))
    return { kind: "over" };
  return { kind: "wait", message: "the endpoints of the Services have not followed yet", until };
}

function rolledOut(side: RolloutSnapshot | undefined, plan: TracksPlan, moment: TracksMoment): Progress {
  if (side === undefined || moment.mark === undefined) return { kind: "over" };
  const deadline = moment.enteredAt + plan.timeout;
  const progress = progressTo(moment.mark, { deadline, graces: plan.graces }, side, moment);
  return progress.kind === "ready" ? { kind: "over" } : progress;
}

/** Where the old pods of a slot do not get ready again, that is not waited for: they serve nobody. */
function removed(plan: TracksPlan, snapshot: TracksSnapshot, moment: TracksMoment): Progress {
  const { workload } = snapshot.candidate;
  const deadline = moment.enteredAt + plan.timeout;
  if (workload === undefined ? snapshot.candidatePods === 0 : standsAsBefore(snapshot.candidate, moment))
    return { kind: "over" };
  if (deadline <= moment.now) return { kind: "over" };
  return { kind: "wait", message: "pods of the candidate are still ending", until: deadline };
}

function standsAsBefore({ workload }: RolloutSnapshot, { track, mark }: TracksMoment): boolean {
  if (workload === undefined || (workload.metadata.generation ?? 0) < (mark?.generation ?? 0)) return false;
  if (track.candidateBefore === undefined) return false;
  if (track.candidateBefore.replicas === 0 || (workload.spec.replicas ?? 1) === 0)
    return (
      (workload.status?.observedGeneration ?? 0) >= (workload.metadata.generation ?? 0) &&
      (workload.status?.replicas ?? 0) === 0
    );
  return readinessOf(workload).kind === "ready";
}

/** What breaks a candidate that was ready, whatever its gates would say of it. */
function failing(plan: TracksPlan, { candidate }: TracksSnapshot, moment: TracksMoment): Progress | undefined {
  const cause = findCauses(candidate).find((each) => patienceEnd(each, moment, plan.graces) <= moment.now);
  return cause && { kind: "trouble", trouble: { kind: "cause", cause } };
}

function judged(
  stage: Stage & { kind: "gate" },
  verdict: GateResult | undefined,
  { now, enteredAt, passed, track }: TracksMoment,
): Progress {
  if (passed === track.stage) return { kind: "over" };
  if (verdict === undefined)
    return { kind: "wait", message: "the gates have not answered yet", until: Number.POSITIVE_INFINITY };
  switch (verdict.next) {
    case "stop":
      return { kind: "trouble", trouble: { kind: "gate", failure: gateFailure(verdict) } };
    case "pause":
      return { kind: "pause", reason: gateFailure(verdict).found };
    case "go": {
      const until = enteredAt + stage.time;
      return now >= until
        ? { kind: "over" }
        : { kind: "wait", message: `${stage.weight} % of the traffic to be seen`, until };
    }
  }
}

function gateFailure({ failure }: GateResult): Failure {
  if (failure !== undefined) return failure;
  throw new Error("a gate that does not let a release go on must say why");
}
