// How is the end of a release told?

import type { Outcome } from "../release/outcome.ts";
import type { Release } from "../release/record.ts";
import { Failure } from "../report/failure.ts";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../report/markdown.ts";
import type { RolloutResult } from "./context.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { EngineEnd, TimelineEntry } from "./engine.ts";
import { describeName } from "./objects/inventory.ts";
import { nothingTakenBack } from "./objects/take-back-objects.ts";
import type { ReleaseTarget } from "./target.ts";
import { revisionOf, type WorkloadReference } from "./workload.ts";

export interface Told {
  readonly target: ReleaseTarget;
  /** The objects that were changed beside or with the workload. */
  readonly applied: readonly string[];
  readonly previousDigest: string;
  /** What was going to be done, in Markdown. */
  readonly planned: string;
}

/** A run that changed nothing. */
export function quietResult(
  outcome: "succeeded" | "skipped",
  parts: { digest: string; previousDigest: string; revision: number; reason: string },
): RolloutResult {
  return {
    outcome,
    changed: false,
    pending: false,
    releaseId: "",
    summary: `${escapeMarkdown(parts.reason)}\n`,
    ...parts,
  };
}

/** A release that was begun. */
export function endedResult(end: EngineEnd, told: Told): RolloutResult {
  const { release } = end;
  const outcome = outcomeOf(release, end.yielded);
  const failure = outcome === "succeeded" ? undefined : failureOf(end, told, outcome);
  const serving = end.snapshot.workload;
  return {
    outcome,
    pending: end.yielded,
    changed: told.applied.length > 0 || release.state === "promoted",
    digest: release.digest,
    previousDigest: told.previousDigest,
    revision:
      outcome === "succeeded"
        ? release.revision
        : end.snapshot.current === undefined
          ? serving === undefined
            ? 0
            : revisionOf(serving)
          : revisionOf(end.snapshot.current),
    releaseId: release.id,
    reason: failure?.found ?? "",
    summary: summaryOf(end, told, outcome),
    back: end.backTimes,
    failure,
  };
}

function outcomeOf({ state, endsAs }: Release, yielded: boolean): Outcome {
  if (yielded) return endsAs === "rolled-back" ? "rolled-back" : "aborted";
  switch (state) {
    case "promoted":
    case "verified":
      return "succeeded";
    case "rolled-back":
      return "rolled-back";
    case "aborted":
      return "aborted";
    case "failed":
    case "releasing":
    case "rolling-back":
    case "superseded":
      return "failed";
  }
}

function failureOf(end: EngineEnd, { target, applied }: Told, outcome: Outcome): Failure {
  const { release, diagnosis, backTrouble, yielded } = end;
  const attempted = `releasing ${target.image} to ${target.workload.kind} ${target.workload.namespace}/${target.workload.name}`;
  const ended = [whereItStands(end, outcome), leftBehind(target, applied, end, outcome)]
    .filter((each) => each !== "")
    .join(" ");
  if (backTrouble !== undefined) {
    return new Failure({
      attempted,
      found: `${diagnosis?.found ?? release.reason}; and the way back failed too: ${backTrouble.found}`,
      advice: `${backTrouble.advice} ${ended}`,
      at: positionOf(target, diagnosis),
      evidence: [...(diagnosis?.evidence ?? []), ...backTrouble.evidence],
      cause: backTrouble.cause,
    });
  }
  return new Failure({
    attempted,
    found: diagnosis?.found ?? release.reason,
    advice:
      `${diagnosis?.advice ?? (yielded ? "Run `operation: settle`, or the next release, to see the way back through." : "Run the workflow again if that was not meant.")} ${ended}`.trim(),
    at: positionOf(target, diagnosis),
    evidence: diagnosis?.evidence,
    cause: diagnosis?.cause,
  });
}

/** The line of the manifest that the cause points to; the refusal of an apply has its own. */
function positionOf({ manifest }: ReleaseTarget, diagnosis: Diagnosis | undefined) {
  // What a gate saw has a place of its own, or none.
  if (diagnosis?.cause instanceof Failure) return diagnosis.cause.at;
  return diagnosis === undefined ? undefined : manifest?.position(diagnosis.path);
}

function whereItStands({ release, yielded }: EngineEnd, outcome: Outcome): string {
  const back = release.previousRevision > 0 ? `what was revision ${release.previousRevision}` : "0 replicas";
  if (yielded) return `The API server has accepted the way back to ${back}; nobody has waited for its pods.`;
  if (outcome === "rolled-back" || (outcome === "aborted" && release.revision > 0))
    return `It went back to ${back}, whose pods are ready.`;
  if (outcome === "aborted") return "Nothing is rolled out.";
  if (release.endsAs !== "" && release.previousTemplateHash === "")
    return "There was no earlier revision to go back to: the workload is scaled to 0.";
  if (release.endsAs === "" && release.revision > 0)
    return "It is left as it is; the rollback action goes back to the last verified release.";
  return "";
}

function leftBehind(
  { workload }: ReleaseTarget,
  applied: readonly string[],
  { objects = nothingTakenBack }: EngineEnd,
  outcome: Outcome,
): string {
  const done = new Set([...objects.restored, ...objects.removed].map(describeName));
  const own = `${workload.kind} ${workload.namespace}/${workload.name}`;
  const others = applied.filter((each) => each !== own && !done.has(each));
  return outcome === "succeeded" || others.length === 0
    ? ""
    : `Other objects that it changed stay as they are: ${others.join(", ")}.`;
}

function summaryOf(end: EngineEnd, { target, applied, previousDigest, planned }: Told, outcome: Outcome): string {
  const { release, timeline } = end;
  const { workload } = target;
  const rows = [
    ["workload", `${workload.kind} ${workload.namespace}/${workload.name}`],
    ["image", release.image],
    ...digestRow(release),
    [
      "from",
      release.previousImage === ""
        ? "nothing: its first release"
        : `${release.previousImage} (revision ${release.previousRevision}${previousDigest === "" || release.previousImage.endsWith(previousDigest) ? "" : `, ${previousDigest}`})`,
    ],
    ["revision", release.revision === 0 ? "none" : String(release.revision)],
    ["release", release.id],
    ...(applied.length === 0 ? [] : [["changed", applied.join(", ")]]),
    ...backRows(end),
  ];
  const parts = [
    table(
      ["", ""],
      rows.map(([name = "", text = ""]) => [name, codeSpan(text)]),
    ),
    timelineTable(timeline),
  ];
  if (outcome === "succeeded" && release.previousRevision > 0) {
    parts.push(
      `To go back: run the rollback workflow, or \`kubectl\`:\n\n${codeBlock(`kubectl -n ${workload.namespace} rollout undo ${workload.kind.toLowerCase()}/${workload.name} --to-revision=${release.previousRevision}`, "sh")}`,
    );
  }
  return `${[...parts, planned].join("\n\n")}\n`;
}

/** Nothing where the image itself ends in it. */
export function digestRow({ image, digest }: Pick<Release, "image" | "digest">): [string, string][] {
  return digest !== "" && image.endsWith(digest) ? [] : [["digest", digest || "not known"]];
}

/** How long the way back took, as rows of the summary's table. */
export function backRows({ backTimes }: Pick<EngineEnd, "backTimes">): [string, string][] {
  if (backTimes === undefined) return [];
  const { ready, traffic, by } = backTimes;
  const text = (time: number): string => `${(time / 1000).toFixed(1)} s`;
  return [
    ["back: pods ready after", ready === undefined ? "not waited for" : text(ready)],
    ["back: users led there after", traffic === undefined ? `not seen: ${by}` : `${text(traffic)}, by ${by}`],
  ];
}

export function timelineTable(timeline: readonly TimelineEntry[]): string {
  return table(
    ["after", "what"],
    timeline.map(({ at, text }) => [`${(at / 1000).toFixed(1)} s`, escapeMarkdown(text)]),
  );
}

/** A release that was taken back on purpose: that it went back is a success. @param planned the way back, in Markdown */
export function takenBackResult(end: EngineEnd, workload: WorkloadReference, planned: string): RolloutResult {
  const { release, yielded, backTrouble, timeline, snapshot } = end;
  const where =
    release.previousRevision > 0
      ? `${release.previousImage} (it was revision ${release.previousRevision})`
      : "0 replicas";
  const well = !yielded && backTrouble === undefined;
  const reason = well
    ? `release ${release.id} was taken back to ${where}: ${release.reason}`
    : yielded
      ? "it was cancelled while the way back got ready"
      : (backTrouble?.found ?? "");
  const failure = well
    ? undefined
    : new Failure({
        attempted: `taking release ${release.id} of ${workload.kind} ${workload.namespace}/${workload.name} back to ${where}`,
        found: reason,
        advice:
          backTrouble?.advice ??
          "The way back is accepted: the post step, `operation: settle` or the next release sees it through.",
        evidence: backTrouble?.evidence,
        cause: backTrouble?.cause,
      });
  return {
    outcome: well ? "succeeded" : yielded ? "aborted" : "failed",
    changed: true,
    pending: yielded,
    digest: release.previousDigest,
    previousDigest: release.digest,
    revision: snapshot.current === undefined ? 0 : revisionOf(snapshot.current),
    releaseId: release.id,
    reason,
    back: end.backTimes,
    summary: `${escapeMarkdown(`Taken back to ${where}. Reason: ${release.reason}.`)}\n\n${backTable(end)}${timelineTable(timeline)}\n\n${planned}`,
    failure,
  };
}

function backTable(end: EngineEnd): string {
  const rows = backRows(end);
  if (rows.length === 0) return "";
  return `${table(
    ["", ""],
    rows.map(([name, text]) => [name, codeSpan(text)]),
  )}\n\n`;
}
