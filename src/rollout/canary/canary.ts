// Which acts make a canary release, in which order, and which ones its way back?

import { describeObject, type KubeObject } from "../../kube/object.ts";
import type { Stage, Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import type { Ground, Layout, PlanFacts, TwoTrackStrategy } from "../tracks/strategy.ts";
import { templateHashLabel } from "../workload.ts";
import { candidateSize, type Shares, sharesBesideAutoscaler, sharesByReplicas } from "./shares.ts";
import type { Step } from "./steps.ts";

export interface CanaryOptions {
  readonly steps: readonly Step[];
}

/** The pods of the candidate carry it, beside the labels of the manifest. */
export const roleLabel = "slipway.dev/role";

/**
 * Stable keeps its Deployment and its name. The candidate gets a Deployment and a Service of its own beside it, takes a
 * growing share of the traffic, and goes when stable has the new template.
 */
export function canary({ steps }: CanaryOptions): TwoTrackStrategy {
  return {
    name: "canary",
    without: "replicas",
    endsIn: "stable",
    layOut,
    forward: (facts) => (facts.router === "replicas" ? byReplicas(steps, facts) : byWeight(steps, facts)),
    back: canaryBack,
    refit: canaryRefit,
  };
}

/**
 * Users first: stable is made whole, then they go back to it, then the candidate goes. Where stable was being replaced,
 * the candidate serves until the old template is rolled out again.
 */
export function canaryBack({ stages, stage, stable, settleTime }: Track): Stage[] {
  const begun = stages.slice(0, stage + 1);
  const reached = (kind: Stage["kind"]): boolean => begun.some((each) => each.kind === kind);
  const sized = (some: readonly Stage[]) => some.some((each) => each.kind === "scale" && each.track === "stable");
  // The new manifest has its own size, and nothing else says how many there are where the release is to say it.
  const scaled = sized(begun) || (reached("replace-stable") && sized(stages));
  const acts: Stage[] = [];
  if (reached("replace-stable")) acts.push({ kind: "restore-stable" });
  if (stable !== undefined && scaled) acts.push({ kind: "scale", track: "stable", replicas: stable.replicas });
  const routed = reached("route");
  acts.push({ kind: "select", pods: "stable" });
  if (routed) acts.push({ kind: "route", act: "restore" });
  // Nobody is sent to the candidate's pods any more when they end.
  if (reached("candidate")) acts.push({ kind: "settle", time: settleTime });
  if (routed) acts.push({ kind: "route", act: "clean-up" });
  acts.push({ kind: "remove-candidate" }, { kind: "select", pods: "original" });
  return acts;
}

/** Sizes follow stable's: the next act is made for the pods that there are, and the way back for those that are wanted. */
export function canaryRefit(track: Track, live: { readonly stable: number }): Track {
  const { stages, stage, stable } = track;
  if (stable === undefined || live.stable === 0) return track;
  const begun = stages.slice(0, stage + 1);
  // Once it is replaced, its size is the manifest's or the autoscaler's.
  if (begun.some(({ kind }) => kind === "replace-stable")) return track;
  const sizes = begun.flatMap((each) => (each.kind === "scale" && each.track === "stable" ? [each.replicas] : []));
  // A run that was killed may have written its last act down without doing it.
  if ([stable.replicas, ...sizes].slice(-2).includes(live.stable)) return track;
  const full = live.stable;
  const autoscaled = !stages.some((each) => each.kind === "scale" && each.track === "stable");
  const refitted = stages.map((each, index) => (index <= stage ? each : resized(each, index, track, full, autoscaled)));
  return { ...track, stages: refitted, stable: { ...stable, replicas: full } };
}

/** @throws Failure where something of the user's own has the name that the candidate gets. */
function layOut({ target, deployments, services, hashOf }: Ground): Layout {
  const { name } = target.workload;
  const beside = canaryName(name);
  const taken =
    deployments.find((each) => each.metadata.name === beside && !isCandidate(each.spec.selector.matchLabels)) ??
    services.find((each) => each.metadata.name === beside && !isCandidate(each.spec.selector));
  if (taken !== undefined) throw nameTaken(taken, name);
  const stable = deployments.find((each) => each.metadata.name === name);
  return {
    stable: stable === undefined ? undefined : { deployment: name, narrow: { [templateHashLabel]: hashOf(stable) } },
    candidate: { deployment: beside, narrow: { [roleLabel]: "candidate" } },
    preview: beside,
  };
}

function isCandidate(labels: Readonly<Record<string, string>> = {}): boolean {
  return labels[roleLabel] === "candidate";
}

function nameTaken(object: KubeObject, workload: string): Failure {
  return new Failure({
    attempted: `preparing the canary of Deployment ${workload}`,
    found: `${describeObject(object)} is there already and is not a candidate of an earlier release: its selector lacks ${roleLabel}=candidate`,
    advice:
      "The candidate needs this name for its Deployment and its Service: rename or remove what has it, or release with `strategy: blue-green`, which works with a pair of Deployments that exists.",
  });
}

/** `orders-canary`, within what a Service's name may be (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names). */
function canaryName(name: string): string {
  return `${name.slice(0, 63 - "-canary".length)}-canary`;
}

/** A router splits: stable keeps its full size until the candidate has all of the traffic. */
function byWeight(steps: readonly Step[], facts: PlanFacts): Stage[] {
  const full = facts.stable?.replicas ?? facts.replicas;
  const settle: Stage = { kind: "settle", time: facts.settleTime };
  const stages: Stage[] = [
    ...beginning(candidateSize(firstWeight(steps), full)),
    { kind: "route", act: "prepare" },
    settle,
  ];
  if (facts.header) stages.push({ kind: "header", on: true }, settle);
  for (const step of steps) {
    const { weight } = step;
    // Also where the size stays: stable may be scaled meanwhile, and the candidate follows it.
    if (weight > 0) {
      const replicas = candidateSize(weight, full);
      stages.push({ kind: "scale", track: "candidate", replicas }, { kind: "weigh", weight }, settle);
    }
    stages.push(...judged(step));
  }
  return [
    ...stages,
    // Who uses the Service without the router would find no pod any more while stable's old ones go.
    { kind: "select", pods: "original" },
    { kind: "replace-stable" },
    ...(facts.autoscaled ? [] : [madeWhole(facts)]),
    // Before the candidate's pods end, no Service and no router leads to them any more.
    { kind: "select", pods: "renewed" },
    { kind: "route", act: "restore" },
    settle,
    { kind: "route", act: "clean-up" },
    { kind: "remove-candidate" },
    { kind: "select", pods: "original" },
  ];
}

/** Nothing splits but the number of pods: stable gives up what the candidate gets, unless an autoscaler holds it. */
function byReplicas(steps: readonly Step[], facts: PlanFacts): Stage[] {
  const full = facts.stable?.replicas ?? facts.replicas;
  const shares = (weight: number): Shares =>
    facts.autoscaled ? sharesBesideAutoscaler(weight, full) : sharesByReplicas(weight, full);
  const partial = steps.filter(({ weight }) => weight > 0 && weight < 100);
  const stages: Stage[] = [...beginning(shares(partial[0]?.weight ?? 100).candidate)];
  for (const step of steps.filter(({ weight }) => weight === 0)) stages.push(...judged(step));
  // The candidate passed its gate unseen; from here on the Service has the pods of both.
  stages.push({ kind: "select", pods: "original" });
  for (const step of partial) {
    const { stable, candidate } = shares(step.weight);
    stages.push({ kind: "scale", track: "candidate", replicas: candidate });
    if (!facts.autoscaled) stages.push({ kind: "scale", track: "stable", replicas: stable });
    stages.push(...judged(step));
  }
  stages.push({ kind: "replace-stable" });
  if (!facts.autoscaled) stages.push(madeWhole(facts));
  return [
    ...stages,
    { kind: "gate", weight: 100, time: 0 },
    // Before the candidate's pods end, nobody is sent to them any more.
    { kind: "select", pods: "renewed" },
    { kind: "settle", time: facts.settleTime },
    { kind: "remove-candidate" },
    { kind: "select", pods: "original" },
  ];
}

/** As large as the manifest says, or as somebody has scaled it meanwhile (see `refit`). */
function madeWhole({ replicas }: PlanFacts): Stage {
  return { kind: "scale", track: "stable", replicas };
}

/** Until the candidate is there and was tested, the Service is narrowed to stable: no user meets it. */
function beginning(replicas: number): Stage[] {
  return [
    { kind: "select", pods: "stable" },
    { kind: "objects" },
    { kind: "preview" },
    { kind: "candidate", replicas },
    { kind: "gate", weight: 0, time: 0 },
  ];
}

/** The gate judges for as long as the pause is, and a person decides on what was judged. */
function judged({ weight, pause }: Step): Stage[] {
  const time = pause.kind === "for" ? pause.milliseconds : 0;
  // At 0 the preview was judged a moment ago.
  const gate: Stage[] = weight === 0 && time === 0 ? [] : [{ kind: "gate", weight, time }];
  return pause.kind === "manual" ? [...gate, { kind: "hold" }] : gate;
}

function firstWeight(steps: readonly Step[]): number {
  return steps.find(({ weight }) => weight > 0)?.weight ?? 100;
}

function resized(each: Stage, index: number, { stages, route }: Track, full: number, autoscaled: boolean): Stage {
  if (each.kind !== "scale" && each.kind !== "candidate") return each;
  const weight = weightOf(stages, index);
  if (each.kind === "scale" && each.track === "stable" && weight === 100) return { ...each, replicas: full };
  if (route !== undefined) return { ...each, replicas: candidateSize(weight, full) };
  const shares = autoscaled ? sharesBesideAutoscaler(weight, full) : sharesByReplicas(weight, full);
  return { ...each, replicas: each.kind === "scale" && each.track === "stable" ? shares.stable : shares.candidate };
}

/** The weight that an act makes ready for: that of the next gate which users are part of. */
function weightOf(stages: readonly Stage[], index: number): number {
  const gate = stages.slice(index).find((each) => each.kind === "gate" && each.weight > 0);
  return gate?.kind === "gate" ? gate.weight : 100;
}
