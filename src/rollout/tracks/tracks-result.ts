// How is the end of a release with two tracks told?

import type { Outcome } from "../../release/outcome.ts";
import { Failure } from "../../report/failure.ts";
import { codeSpan, escapeMarkdown, table } from "../../report/markdown.ts";
import type { RolloutResult } from "../context.ts";
import { backRows, digestRow, timelineTable } from "../result.ts";
import type { ReleaseTarget } from "../target.ts";
import { revisionOf, type WorkloadReference } from "../workload.ts";
import type { ReleaseEnd } from "./run-release.ts";

export interface ToldTracks {
  readonly workload: WorkloadReference;
  readonly target: Pick<ReleaseTarget, "manifest"> | undefined;
  /** What was going to be done, and what was watched, in Markdown. */
  readonly sections: readonly string[];
}

export function tracksResult(end: ReleaseEnd, told: ToldTracks): RolloutResult {
  const { release, applied } = end;
  const outcome = outcomeOf(end);
  const good = outcome === "succeeded" || outcome === "paused";
  const failure = good ? undefined : failureOf(end, told, outcome);
  return {
    outcome,
    pending: end.yielded,
    changed: applied.length > 0 || release.state === "promoted",
    digest: release.digest,
    previousDigest: release.previousDigest,
    revision: outcome === "succeeded" ? release.revision : end.snapshot.current ? revisionOf(end.snapshot.current) : 0,
    releaseId: release.id,
    reason: failure?.found ?? (outcome === "paused" ? end.paused : ""),
    summary: summaryOf(end, told),
    back: end.backTimes,
    failure,
  };
}

function outcomeOf({ release, yielded, paused }: ReleaseEnd): Outcome {
  if (yielded) return release.endsAs === "rolled-back" ? "rolled-back" : "aborted";
  if (paused !== "") return "paused";
  switch (release.state) {
    case "promoted":
    case "verified":
      return "succeeded";
    case "rolled-back":
    case "aborted":
      return release.state;
    case "failed":
    case "releasing":
    case "rolling-back":
    case "superseded":
      return "failed";
  }
}

function failureOf(end: ReleaseEnd, { workload, target }: ToldTracks, outcome: Outcome): Failure {
  const { release, diagnosis, backTrouble, yielded } = end;
  const found = diagnosis?.found ?? release.reason;
  const advice =
    backTrouble?.advice ??
    diagnosis?.advice ??
    (yielded
      ? "Run `operation: settle`, or the next release, to see the way back through."
      : "Run the workflow again if that was not meant.");
  const cause = diagnosis?.cause;
  return new Failure({
    attempted: `releasing ${release.image} to ${workload.kind} ${workload.namespace}/${workload.name}`,
    found: backTrouble === undefined ? found : `${found}; and the way back failed too: ${backTrouble.found}`,
    advice: `${advice} ${whereItStands(end, outcome)}`.trim(),
    at:
      cause instanceof Failure
        ? cause.at
        : diagnosis === undefined
          ? undefined
          : target?.manifest?.position(diagnosis.path),
    evidence: [...(diagnosis?.evidence ?? []), ...(backTrouble?.evidence ?? [])],
    cause,
  });
}

function whereItStands({ release, yielded, backTrouble, reached, ledBack }: ReleaseEnd, outcome: Outcome): string {
  const { stable, candidate, strategy, route } = release.track;
  const stayed = reached === false;
  const serves =
    stable === undefined
      ? "Nothing served before it"
      : stayed
        ? `No user reached ${candidate.deployment}: ${stable.deployment} served all the time`
        : `Users are back on ${stable.deployment}`;
  if (yielded && stable !== undefined && !stayed && ledBack === false)
    return `The way back to ${stable.deployment} is begun; users may still reach ${candidate.deployment} until it is seen through.`;
  if (yielded) return `${serves}; what is left of ${candidate.deployment} was not waited for.`;
  if (backTrouble !== undefined) return "";
  if (outcome === "rolled-back" && stable !== undefined && !stayed)
    return `${serves}, which ${strategy === "canary" && route === undefined ? "has its full size again" : "kept its full size"}.`;
  if (outcome === "rolled-back") return `${serves}.`;
  if (release.endsAs !== "") return `${serves}.`;
  if (outcome === "aborted") return "Nothing was changed.";
  return `${candidate.deployment} is left as it is, to be looked at.`;
}

function summaryOf({ release, timeline, told, backTimes }: ReleaseEnd, { workload, sections }: ToldTracks): string {
  const { track } = release;
  const rows: [string, string][] = [
    ["workload", `${workload.kind} ${workload.namespace}/${workload.name}`],
    ["strategy", track.strategy],
    ["image", release.image],
    ...digestRow(release),
    ["from", release.previousImage === "" ? "nothing: its first release" : release.previousImage],
    ["stable", track.stable?.deployment ?? "none"],
    ["candidate", track.candidate.deployment],
    ["release", release.id],
    ...backRows({ backTimes }),
  ];
  const parts = [
    table(
      ["", ""],
      rows.map(([name, text]) => [name, codeSpan(text)]),
    ),
    timelineTable(timeline),
    ...told,
    ...sections,
    ...(release.state === "promoted" ? [wayBackText(release.track)] : []),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function wayBackText({ strategy, stable, scaledDown }: ReleaseEnd["release"]["track"]): string {
  if (strategy !== "blue-green" || stable === undefined) return "";
  const how = scaledDown
    ? "is scaled to 0: a rollback scales it up first"
    : "stands until the next release: a rollback is one selector update";
  return escapeMarkdown(`The old slot ${stable.deployment} ${how}.`);
}
