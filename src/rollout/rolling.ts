// What is the next act of a rolling release?

import type { ReleaseState } from "../release/record.ts";
import type { Failure } from "../report/failure.ts";
import { type Cause, type Graces, patienceEnd } from "./causes/cause.ts";
import { findCauses } from "./causes/find.ts";
import { readinessOf } from "./readiness/readiness.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import { sameTemplate } from "./template.ts";
import { conditionOf, type Deployment, type PodTemplate } from "./workload.ts";

/** What the loop goes by. `deadline` starts anew when it turns back. */
export interface RollingPlan {
  /** Where a release that fails goes back to; none for a first release. */
  readonly back: PodTemplate | undefined;
  /** Monotonic, in milliseconds. */
  readonly deadline: number;
  readonly onFailure: "rollback" | "keep";
  /** How long a cause may take to heal; the defaults where not given. */
  readonly graces?: Graces | undefined;
}

/** What the API server answered to a change of the workload. The watch may still show what was before. */
export interface Mark {
  readonly template: PodTemplate;
  readonly generation: number;
  /** `lastUpdateTime` of a `ProgressDeadlineExceeded` that an earlier rollout left. */
  readonly staleProgress: string | undefined;
}

/** What the loop knows besides the cluster: its clock, its own last writes, and what was asked of it. */
export interface RollingMoment {
  readonly state: ReleaseState;
  /** Monotonic, in milliseconds. */
  readonly now: number;
  /** A signal, or a rollback that asked for the lock. */
  readonly abort: { readonly reason: string } | undefined;
  /** When each cause that shows now was first seen, by its key. */
  readonly seenSince: ReadonlyMap<string, number>;
  /** A change of the release may have reached the cluster, here or in an earlier run. */
  readonly begun: boolean;
  readonly applied: Mark | undefined;
  readonly restored: Mark | undefined;
  /** What the API server said to the apply where it refused. */
  readonly refusal: Failure | undefined;
}

/** Why a release fails. */
export type Trouble =
  | { readonly kind: "refused"; readonly failure: Failure }
  | { readonly kind: "cause"; readonly cause: Cause }
  | { readonly kind: "stuck"; readonly reason: string; readonly message: string; readonly causes: readonly Cause[] }
  | { readonly kind: "timeout"; readonly waitingFor: string; readonly causes: readonly Cause[] }
  /** A gate did not let it go on. */
  | { readonly kind: "gate"; readonly failure: Failure }
  /** Somebody else changed the workload while it was released. */
  | { readonly kind: "overtaken" };

export type RollingAct =
  | { readonly kind: "apply" }
  | { readonly kind: "wait"; readonly message: string; readonly until: number }
  | { readonly kind: "promote" }
  /** Record that the way back begins; the next act restores the template. */
  | { readonly kind: "turn-back"; readonly as: "rolled-back"; readonly trouble: Trouble }
  | { readonly kind: "turn-back"; readonly as: "aborted"; readonly reason: string }
  | { readonly kind: "restore"; readonly template: PodTemplate }
  | { readonly kind: "scale-to-zero" }
  /** The way back is accepted, and nobody may wait for it here: the next run does. */
  | { readonly kind: "yield"; readonly reason: string }
  | { readonly kind: "close-back" }
  | { readonly kind: "close-failed"; readonly trouble: Trouble }
  | { readonly kind: "close-aborted"; readonly reason: string }
  | { readonly kind: "done" };

/** A pure function: the same plan, snapshot and moment always give the same act. */
export function decideRolling(plan: RollingPlan, snapshot: RolloutSnapshot, moment: RollingMoment): RollingAct {
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

/** What the answer to a change says about the workload. */
export function markOf(workload: Deployment): Mark {
  const progress = conditionOf(workload.status?.conditions, "Progressing");
  return {
    template: workload.spec.template,
    generation: workload.metadata.generation ?? 0,
    staleProgress: progress?.reason === "ProgressDeadlineExceeded" ? (progress.lastUpdateTime ?? "") : undefined,
  };
}

function decideForward(plan: RollingPlan, snapshot: RolloutSnapshot, moment: RollingMoment): RollingAct {
  const { abort, applied, refusal, begun } = moment;
  if (abort !== undefined) {
    return begun
      ? { kind: "turn-back", as: "aborted", reason: abort.reason }
      : { kind: "close-aborted", reason: abort.reason };
  }
  if (refusal !== undefined) return fail(plan, { kind: "refused", failure: refusal });
  if (applied === undefined) return { kind: "apply" };
  const progress = progressTo(applied, plan, snapshot, moment);
  switch (progress.kind) {
    case "ready":
      return { kind: "promote" };
    case "wait":
      return progress;
    case "trouble":
      return fail(plan, progress.trouble);
  }
}

function fail(plan: RollingPlan, trouble: Trouble): RollingAct {
  // What another manager wrote meanwhile is not ours to undo.
  if (plan.onFailure === "keep" || trouble.kind === "overtaken") return { kind: "close-failed", trouble };
  return { kind: "turn-back", as: "rolled-back", trouble };
}

function decideBack(plan: RollingPlan, snapshot: RolloutSnapshot, moment: RollingMoment): RollingAct {
  const { workload } = snapshot;
  const { restored, abort } = moment;
  if (plan.back === undefined) {
    const runs = workload !== undefined && (workload.spec.replicas ?? 1) > 0;
    return runs && restored === undefined ? { kind: "scale-to-zero" } : { kind: "close-back" };
  }
  if (restored === undefined) return { kind: "restore", template: plan.back };
  const progress = progressTo(restored, plan, snapshot, moment);
  if (progress.kind !== "ready" && abort !== undefined) return { kind: "yield", reason: abort.reason };
  switch (progress.kind) {
    case "ready":
      return { kind: "close-back" };
    case "wait":
      return progress;
    case "trouble":
      return { kind: "close-failed", trouble: progress.trouble };
  }
}

export type Progress =
  | { readonly kind: "ready" }
  | { readonly kind: "trouble"; readonly trouble: Trouble }
  | (RollingAct & { readonly kind: "wait" });

type Waiting = Pick<RollingMoment, "now" | "seenSince">;

/** How far the rollout of a change of ours is. */
export function progressTo(
  mark: Mark,
  plan: Pick<RollingPlan, "deadline" | "graces">,
  snapshot: RolloutSnapshot,
  moment: Waiting,
): Progress {
  const { workload } = snapshot;
  if (workload === undefined || (workload.metadata.generation ?? 0) < mark.generation) {
    return waitFor("the change is not seen yet", [], plan, moment);
  }
  if (!sameTemplate(workload.spec.template, mark.template)) return inTrouble({ kind: "overtaken" });
  const readiness = readinessOf(workload);
  // A Deployment at zero is complete by its status; a release is proven by pods.
  if (readiness.kind === "ready") {
    if ((workload.spec.replicas ?? 1) > 0) {
      // Each kind has a watch of its own: the record needs the revision, which a busy server may show later.
      if (snapshot.current !== undefined || plan.deadline <= moment.now) return { kind: "ready" };
      return { kind: "wait", message: "its revision is not seen yet", until: plan.deadline };
    }
    return inTrouble({
      kind: "stuck",
      reason: "ScaledToZero",
      message: "it is scaled to 0, so no pod proves the release",
      causes: [],
    });
  }
  const causes = findCauses(snapshot);
  const fatal = causes.find((cause) => patienceEnd(cause, moment, plan.graces) <= moment.now);
  if (fatal !== undefined) return inTrouble({ kind: "cause", cause: fatal });
  if (readiness.kind === "stuck" && !isStale(workload, mark)) return inTrouble({ ...readiness, kind: "stuck", causes });
  return waitFor(readiness.message, causes, plan, moment);
}

function waitFor(
  message: string,
  causes: readonly Cause[],
  plan: Pick<RollingPlan, "deadline" | "graces">,
  moment: Waiting,
): Progress {
  if (plan.deadline <= moment.now) return inTrouble({ kind: "timeout", waitingFor: message, causes });
  const until = Math.min(plan.deadline, ...causes.map((cause) => patienceEnd(cause, moment, plan.graces)));
  return { kind: "wait", message: `${message}${hintOf(causes)}`, until };
}

/** What keeps it where it is, for who watches; a probe that has not succeeded yet is how every pod begins. */
function hintOf(causes: readonly Cause[]): string {
  const telling = causes.find(({ patience }) => patience.kind !== "ready");
  return telling === undefined ? "" : ` (${telling.found})`;
}

/**
 * The controller leaves `ProgressDeadlineExceeded` in place when a Deployment goes back to a
 * ReplicaSet that it has already, until that makes its first progress.
 */
function isStale(workload: Deployment, { staleProgress }: Mark): boolean {
  const progress = conditionOf(workload.status?.conditions, "Progressing");
  return progress?.reason === "ProgressDeadlineExceeded" && staleProgress === (progress.lastUpdateTime ?? "");
}

function inTrouble(trouble: Trouble): Progress {
  return { kind: "trouble", trouble };
}
