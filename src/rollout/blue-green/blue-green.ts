// Which acts does a blue-green release consist of, forward and back?

import type { Stage, Track } from "../../release/track.ts";
import type { Step } from "../canary/steps.ts";
import type { PlanFacts, TwoTrackStrategy } from "../tracks/strategy.ts";
import { layOutSlots, type SlotNames } from "./slots.ts";

export interface BlueGreenOptions extends SlotNames {
  /** How many pods the gates see before the slot gets its full size; none: the full size from the beginning. */
  readonly previewReplicas: number | undefined;
  /** The candidate's shares where a router splits by weights. */
  readonly steps: readonly Step[];
  /** At cutover the live Services answer from both slots for the settle time. */
  readonly overlapping: boolean;
}

/**
 * Two slots beside each other. Users change over by one selector update, or step by step through a weighted router; the
 * old slot stays as it is.
 */
export function blueGreen(options: BlueGreenOptions): TwoTrackStrategy {
  return {
    name: "blue-green",
    without: "service",
    endsIn: "candidate",
    layOut: (ground) => layOutSlots(ground, options),
    forward: (facts) => forward(facts, options),
    back: blueGreenBack,
    refit: blueGreenRefit,
  };
}

/** Somebody scales what serves: what takes its place gets as many pods before users come to it. */
export function blueGreenRefit(track: Track, live: { readonly stable: number }): Track {
  const { stages, stage, stable } = track;
  if (stable === undefined || live.stable === 0 || live.stable === stable.replicas) return track;
  const begun = stages.slice(0, stage + 1);
  if (begun.some((each) => each.kind === "select" && each.pods === "candidate")) return track;
  const size = (planned: number): number =>
    planned === stable.replicas ? live.stable : Math.max(planned, live.stable);
  const fitted = (later: readonly Stage[]): Track => ({
    ...track,
    stages: [...begun, ...later],
    stable: { ...stable, replicas: live.stable },
  });
  const rest = stages.slice(stage + 1);
  const grows = rest.some(scalesCandidate);
  const sized = rest.map((each): Stage => {
    if (scalesCandidate(each) || (each.kind === "candidate" && !grows))
      return { ...each, replicas: size(each.replicas) };
    return each;
  });
  const made = begun.findLast((each) => each.kind === "candidate" || scalesCandidate(each));
  if (grows || made === undefined) return fitted(sized);
  const first = sized.findIndex(({ kind }) => kind === "weigh" || kind === "select");
  return fitted(sized.toSpliced(first, 0, { kind: "scale", track: "candidate", replicas: size(made.replicas) }));
}

function scalesCandidate(stage: Stage): stage is Stage & { kind: "scale" } {
  return stage.kind === "scale" && stage.track === "candidate";
}

function forward(facts: PlanFacts, options: BlueGreenOptions): readonly Stage[] {
  const { stable, replicas, autoscaled, settleTime } = facts;
  const settle: Stage = { kind: "settle", time: settleTime };
  const first = Math.min(options.previewReplicas ?? replicas, replicas);
  const weighted = facts.router === "weighted" && stable !== undefined;
  return [
    // Before a candidate pod exists, no live Service may find one.
    ...(stable === undefined ? [] : [select("stable")]),
    { kind: "objects" },
    { kind: "preview" },
    { kind: "candidate", replicas: first },
    ...(weighted ? [{ kind: "route", act: "prepare" } as const, settle] : []),
    ...(weighted && facts.header ? [{ kind: "header", on: true } as const, settle] : []),
    { kind: "gate", weight: 0, time: 0 },
    ...(first === replicas ? [] : [{ kind: "scale", track: "candidate", replicas } as const]),
    // One that counts the slot's own pods would take them away while their users go over: the way back needs them all.
    ...(weighted && autoscaled ? [{ kind: "autoscaler", act: "hold" } as const] : []),
    ...(weighted ? shares(options, settle) : []),
    ...cutover(stable !== undefined && options.overlapping, settle),
    ...(autoscaled ? [{ kind: "autoscaler", act: "candidate" } as const] : []),
    // Nothing that takes capacity away may come before the nodes have taken the change over.
    ...(stable === undefined ? [] : [settle]),
    ...(weighted ? unrouted(settle) : []),
  ];
}

function shares({ steps }: BlueGreenOptions, settle: Stage): readonly Stage[] {
  return steps.flatMap(({ weight, pause }): Stage[] => [
    { kind: "weigh", weight },
    settle,
    { kind: "gate", weight, time: pause.kind === "for" ? pause.milliseconds : 0 },
    ...(pause.kind === "manual" ? [{ kind: "hold" } as const] : []),
  ]);
}

function cutover(overlapping: boolean, settle: Stage): readonly Stage[] {
  return overlapping ? [select("both"), settle, select("candidate")] : [select("candidate")];
}

function unrouted(settle: Stage): readonly Stage[] {
  return [{ kind: "route", act: "restore" }, settle, { kind: "route", act: "clean-up" }];
}

/** What brings users back comes first; what the candidate leaves comes after they are. */
export function blueGreenBack(track: Track): readonly Stage[] {
  const { stable, settleTime } = track;
  const settle: Stage = { kind: "settle", time: settleTime };
  if (stable === undefined) return [{ kind: "remove-candidate" }];
  const routed = track.route !== undefined && track.route !== null;
  return [
    ...(track.scaledDown ? [{ kind: "scale", track: "stable", replicas: stable.replicas } as const] : []),
    select("stable"),
    ...(routed ? [{ kind: "route", act: "restore" } as const] : []),
    ...(track.autoscaler === undefined ? [] : [{ kind: "autoscaler", act: "stable" } as const]),
    settle,
    ...(routed ? [{ kind: "route", act: "clean-up" } as const] : []),
    { kind: "remove-candidate" },
    // Only now can the selector of a Deployment that was adopted be as wide as it was.
    select("original"),
  ];
}

function select(pods: "stable" | "both" | "candidate" | "original"): Stage {
  return { kind: "select", pods };
}
