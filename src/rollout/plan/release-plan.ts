// What is a release going to do, in words?

import { formatDuration } from "../../config/duration.ts";
import { describeObject } from "../../kube/object.ts";
import type { Release } from "../../release/record.ts";
import { recordName } from "../../release/record-store.ts";
import type { Track } from "../../release/track.ts";
import type { ApplyPlan } from "../apply.ts";
import type { WayBack } from "../begin.ts";
import { shareNotes } from "../canary/share-notes.ts";
import type { DeployRequest } from "../deploy-request.ts";
import type { Gate } from "../gates.ts";
import type { ReleaseTarget } from "../target.ts";
import type { TwoTrackStrategy } from "../tracks/strategy.ts";
import { describeStage } from "../tracks/words.ts";
import type { Difference } from "./difference.ts";

/** How the objects differ, or why nobody can say. */
export interface Compared {
  readonly differences: readonly Difference[];
  /** A sentence without its full stop; undefined where all were compared. */
  readonly uncompared?: string | undefined;
}

/** Everything that a reader of a plan is told. Texts are plain, not Markdown. */
export interface ReleasePlan extends Compared {
  readonly strategy: "rolling" | "blue-green" | "canary";
  /** What was found and decided before the first act: the router and why, an autoscaler, sizes and their rounding. */
  readonly notes: readonly string[];
  readonly acts: readonly PlannedAct[];
  /** Where it fails or is cancelled on the way; nothing for what is a way back itself. */
  readonly back: readonly string[];
}

export interface PlannedAct {
  readonly text: string;
  /** What the act consists of, where it has parts: the objects that are applied. */
  readonly parts: readonly string[];
  /** What a run that is over has done of it. What was only begun is done once more. */
  readonly before?: "done" | "begun" | undefined;
}

/** How far a run had come whose release another one goes on with. */
export interface Progress {
  /** So many acts were done. */
  readonly done: number;
  /** The next one was begun. */
  readonly begun: boolean;
}

export interface RollingParts {
  readonly request: Pick<DeployRequest, "timeout" | "onFailure" | "bakeTime">;
  readonly applyPlan: Pick<ApplyPlan, "target" | "autoscaler">;
  readonly differences: readonly Difference[];
  readonly wayBack: WayBack;
  /** What a run that is over left half-way. */
  readonly leftOpen: Release | undefined;
  /** What was left half-way and has been taken back first. */
  readonly cleared?: Release | undefined;
}

/** The plan of a rolling release: its acts stand in the order of `deploy`. */
export function rollingPlan(parts: RollingParts): ReleasePlan {
  const { request, applyPlan, differences, wayBack, leftOpen, cleared } = parts;
  const { target, autoscaler } = applyPlan;
  const workload = describeObject(target.workload);
  const { previousImage, previousRevision } = wayBack;
  const from = previousRevision > 0 ? describePrevious(previousImage, previousRevision) : "";
  const acts = [
    { text: "Apply the objects in this order:", parts: differences.map(applyText) },
    act(
      `Wait until every pod of the new revision of ${workload} is ready and none of the old one is left, at most ${formatDuration(request.timeout)}.`,
    ),
  ];
  const notes = [
    `A rolling release of ${target.image} to ${workload}${from === "" ? ", its first one" : `, from ${from}`}.`,
    ...(autoscaler === undefined
      ? []
      : [`${autoscaler} decides how many replicas run: the manifest's number is not applied.`]),
    ...(cleared === undefined ? [] : [clearedNote(cleared)]),
    ...(leftOpen === undefined
      ? []
      : [
          `Release ${leftOpen.id} was left ${leftOpen.state} by a run that is over: this release takes its place, and its way back.`,
        ]),
  ];
  return {
    strategy: "rolling",
    notes,
    acts: framed(target, acts, request),
    back: rollingBack(workload, from, request),
    differences,
  };
}

/** Where its pods have no container of the name that is released, there is no image to be named. */
function describePrevious(image: string, revision: number): string {
  return image === "" ? `revision ${revision}` : `${image} (revision ${revision})`;
}

export interface TracksParts extends Compared {
  readonly target: ReleaseTarget;
  /** As it is written down before the first act. */
  readonly track: Track;
  readonly strategy: Pick<TwoTrackStrategy, "back">;
  readonly request: Pick<DeployRequest, "bakeTime" | "gates">;
  /** After which time the old slot is scaled to zero, in milliseconds; it stays unless given. */
  readonly scaleDownDelay?: number | undefined;
  /** What was found: the router and why, what else decides. */
  readonly notes: readonly string[];
  /** Where this run goes on with what another one has begun. */
  readonly resumed?: Progress | undefined;
}

/** The plan of a release with two tracks: the acts that the record keeps, in words. */
export function tracksPlan(parts: TracksParts): ReleasePlan {
  const { target, track, strategy, request, scaleDownDelay, differences, uncompared, notes, resumed } = parts;
  const from =
    track.stable === undefined
      ? ", its first one"
      : `: ${track.stable.deployment} serves with ${countOf(track.stable.replicas)}`;
  const acts = track.stages.map((stage, index): PlannedAct => {
    const { before } = doneBefore(index, resumed);
    const applies = stage.kind === "objects" && before !== "done";
    const objects = applies ? differences.filter(isBeside(target, track)).map(applyText) : [];
    return { ...act(sentence(describeStage(stage, track)), objects), before };
  });
  return {
    strategy: track.strategy,
    notes: [
      `A ${track.strategy} release of ${target.image} to ${describeObject(target.workload)}${from}.`,
      ...notes,
      ...shareNotes(track),
      ...(request.gates ?? []).map(({ name, at }) => sentence(`${name} is asked ${gateTimes[at]}`)),
    ],
    acts: framed(target, acts, request, {
      noted: resumed && "Write down in the record that this run goes on with the release",
      last: scaleDown(track, scaleDownDelay),
    }),
    back: strategy
      .back({ ...track, stage: Math.max(track.stage, lastBeforePromotion(track)) })
      .map((stage) => sentence(describeStage(stage, track))),
    differences,
    uncompared,
  };
}

/** What is left of a release that was begun, where this run goes on with it. */
export function doneBefore(index: number, resumed: Progress | undefined): Pick<PlannedAct, "before"> {
  if (resumed === undefined || index > resumed.done) return {};
  if (index < resumed.done) return { before: "done" };
  return resumed.begun ? { before: "begun" } : {};
}

export function goesOnNote({ id, runUrl }: Pick<Release, "id" | "runUrl">): string {
  return `Release ${id} was begun by a run that is over${runUrl === "" ? "" : ` (${runUrl})`}: this one goes on where it stopped.`;
}

export function clearedNote({ id, image }: Pick<Release, "id" | "image">): string {
  return `Release ${id} of ${image} was left half-way by a run that is over: it was taken back first.`;
}

const gateTimes: Readonly<Record<Gate["at"], string>> = {
  preview: "before any user reaches the candidate",
  step: "at each share",
  both: "before any user reaches the candidate, and at each share",
};

/** The way back is told as it is on the last step before stable is touched. */
function lastBeforePromotion({ stages }: Track): number {
  const replaced = stages.findIndex(({ kind }) => kind === "replace-stable");
  return replaced < 0 ? stages.findLastIndex(({ kind }) => kind === "gate") : replaced - 1;
}

function isBeside({ workload }: ReleaseTarget, { candidate }: Track): (difference: Difference) => boolean {
  const own = [workload, { ...workload, name: candidate.deployment }].map((each) => describeObject(each));
  return ({ object }) => !own.includes(object);
}

export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function countOf(pods: number): string {
  return pods === 1 ? "1 pod" : `${pods} pods`;
}

function rollingBack(workload: string, from: string, { onFailure }: Pick<DeployRequest, "onFailure">): string[] {
  if (onFailure === "keep") return ["It is left as it is, to be looked at (on-failure: keep)."];
  if (from === "") return [`There is nothing to go back to: ${workload} is scaled to 0.`];
  return [
    `Put the pod template of ${from} back into ${workload}.`,
    "Wait until its pods are ready, and record how it ended.",
  ];
}

/** What stands before the acts of every strategy, and after. */
export function framed(
  { workload }: Pick<ReleaseTarget, "workload">,
  acts: readonly PlannedAct[],
  { bakeTime = 0 }: Pick<DeployRequest, "bakeTime">,
  { noted, last = "" }: { readonly noted?: string | undefined; readonly last?: string } = {},
): PlannedAct[] {
  const name = `${workload.namespace}/${recordName(workload)}`;
  const ends = [
    ...(bakeTime === 0
      ? ["Record the release as promoted"]
      : [
          "Record the release as promoted.",
          `Watch it for ${formatDuration(bakeTime)}, take it back where it does not hold`,
        ]),
    ...(last === "" ? [] : [last]),
  ];
  return [
    act(`Take the lock: Lease ${name}.`),
    act(`${noted ?? "Write the release down in the record"}: ConfigMap ${name}.`),
    ...acts,
    ...ends.map((text, index) =>
      act(index === ends.length - 1 ? `${text}, and give the lock back.` : text.replace(/\.?$/, ".")),
    ),
  ];
}

/** What this job does of a slot that users have left; empty for nothing. */
function scaleDown({ strategy, stable }: Track, delay: number | undefined): string {
  if (delay === undefined || stable === undefined || strategy !== "blue-green") return "";
  return `Scale the old slot ${stable.deployment} to 0 after ${formatDuration(delay)}`;
}

export function act(text: string, parts: readonly string[] = []): PlannedAct {
  return { text, parts };
}

/** `Create ConfigMap shop/orders`. */
export function applyText({ object, change, note }: Difference): string {
  const told = note === "" ? "" : ` (${note})`;
  switch (change) {
    case "create":
      return `Create ${object}${told}`;
    case "change":
      return `Change ${object}${told}`;
    case "delete":
      return `Delete ${object}${told}`;
    case "none":
      return `Apply ${object}, in which nothing changes${told}`;
    case "unknown":
      return `Apply ${object}${told}`;
  }
}
