// How is an act of a release told, in the log, in the plan and in the summary?

import type { Stage, Track } from "../../release/track.ts";

/** A sentence without its full stop: `Service orders answers from orders-green only`. Pure. */
export function describeStage(stage: Stage, track: Track): string {
  const { candidate } = track;
  const old = oldName(track);
  switch (stage.kind) {
    case "select":
      return selectText(stage.pods, track);
    case "objects":
      return "the other objects of the release are applied";
    case "preview":
      return `Service ${track.preview.name} answers from ${candidate.deployment} only`;
    case "candidate":
      return `Deployment ${candidate.deployment} gets the release with ${pods(stage.replicas)}, and ${stage.replicas === 1 ? "it" : "all"} must get ready`;
    case "scale":
      return `Deployment ${stage.track === "stable" ? old : candidate.deployment} has ${pods(stage.replicas)}`;
    case "gate":
      return gateText(stage);
    case "weigh":
      return `the router sends ${stage.weight} % to ${candidate.deployment}`;
    case "header":
      return headerText(stage.on, track);
    case "settle":
      return `${seconds(stage.time)} pass, in which the change is taken over everywhere (router-settle)`;
    case "hold":
      return "the release is paused until `operation: promote` or `operation: abort`";
    case "replace-stable":
      return `Deployment ${old} gets the release by a rolling update`;
    case "restore-stable":
      return `Deployment ${old} gets back what it ran before`;
    case "route":
      return routeTexts[stage.act];
    case "remove-candidate":
      return removalText(track);
    case "autoscaler":
      return autoscalerText(stage.act, track);
  }
}

function selectText(pods: (Stage & { kind: "select" })["pods"], track: Track): string {
  const { stable, candidate } = track;
  const services = `Service ${track.services.map(({ name }) => name).join(", ")}`;
  switch (pods) {
    case "stable":
      return `${services} answers from ${oldName(track)} only (${labelText(stable?.narrow ?? {})})`;
    case "candidate":
      return `${services} answers from ${candidate.deployment} only (${labelText(candidate.narrow)})`;
    case "both":
      return `${services} answers from ${oldName(track)} and ${candidate.deployment}`;
    case "renewed":
      return `${services} answers from the new pods of ${oldName(track)} only`;
    case "original":
      return `${services} has the selector that it had before`;
  }
}

function gateText({ weight, time }: Stage & { kind: "gate" }): string {
  if (weight === 0) return "the gates are asked before any user reaches the candidate";
  return `the gates are asked at ${weight} %${time > 0 ? `, for ${seconds(time)}` : ""}`;
}

function headerText(on: boolean, { header, candidate }: Track): string {
  return on && header !== undefined
    ? `requests with ${header.name}: ${header.value} go to ${candidate.deployment}`
    : "no header leads to the candidate any more";
}

const routeTexts: Readonly<Record<(Stage & { kind: "route" })["act"], string>> = {
  prepare: "the router's objects are made ready, with no share for the candidate yet",
  restore: "the router's objects are as they were before",
  "clean-up": "what the release made for the router is removed",
};

function removalText({ candidate, candidateBefore }: Track): string {
  if (candidateBefore === undefined) return `Deployment ${candidate.deployment} is removed`;
  const without = candidateBefore.replicas === 0 ? ", without any pod" : "";
  return `Deployment ${candidate.deployment} is as it was before the release${without}`;
}

/** The Deployment that serves once a release is promoted: a canary ends in the one that was there before. */
export function servesAfter({ strategy, stable, candidate }: Track): string {
  return strategy === "canary" && stable !== undefined ? stable.deployment : candidate.deployment;
}

function oldName({ stable }: Track): string {
  return stable?.deployment ?? "what was before";
}

function autoscalerText(
  act: (Stage & { kind: "autoscaler" })["act"],
  { autoscaler, stable, candidate }: Track,
): string {
  const name = autoscaler === undefined ? "the autoscaler" : `${autoscaler.kind} ${autoscaler.name}`;
  switch (act) {
    case "hold":
      return `${name} takes no pods away until users have gone over`;
    case "release":
      return `${name} decides again`;
    case "candidate":
      return `${name} scales ${candidate.deployment} from now on`;
    case "stable":
      return `${name} scales ${stable?.deployment ?? ""} again`;
  }
}

export function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

function pods(count: number): string {
  return count === 1 ? "1 pod" : `${count} pods`;
}

function seconds(milliseconds: number): string {
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toFixed(1))} s`;
  const whole = Math.round(milliseconds / 1000);
  const rest = whole % 60 === 0 ? "" : ` ${whole % 60} s`;
  return `${Math.floor(whole / 60)} min${rest}`;
}
