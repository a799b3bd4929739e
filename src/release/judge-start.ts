// May this release begin, and if not, what should happen instead?

import type { FailureParts } from "../report/failure.ts";
import type { Release, ReleaseRecord } from "./record.ts";
import { sameRun } from "./run.ts";
import { currentRelease, isPaused, lastVerified, openRelease, wasRolledBack } from "./states.ts";

/** What is to be released. */
export interface Candidate {
  /** `sha256:…`, or empty where it is not known: then nothing that is decided by digest applies. */
  readonly digest: string;
  readonly commit: string;
}

export interface StartConditions {
  /** The user takes an older commit on purpose. */
  readonly allowOlder: boolean;
  /** The user takes a digest that was rolled back on purpose. */
  readonly force: boolean;
  /** The candidate's commit is an ancestor of the current release's. False where it is not known. */
  readonly isOlder: boolean;
  /** What serves now. `healthy`: complete, and nothing but the image could change by this release. */
  readonly live: { readonly digest: string; readonly healthy: boolean };
}

export type StartJudgement =
  /** `leftOpen`: a release that lost its runner half-way. It is to be closed first, and what it began from is the way back. */
  | { readonly kind: "start"; readonly leftOpen?: Release | undefined }
  /** The digest is live and healthy: nothing to do, the outcome is `succeeded`. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "refuse"; readonly failure: FailureParts };

/** To be asked by the holder of the lock only: a release that is half-way has lost its runner then. */
export function judgeStart(
  record: ReleaseRecord,
  candidate: Candidate,
  conditions: StartConditions,
  runKey: string,
): StartJudgement {
  const open = openRelease(record);
  if (open === undefined) return judgeSettled(record, candidate, conditions);
  if (open.state === "promoted") {
    if (sameRun(open.runKey, runKey)) return judgeSettled(record, candidate, conditions);
    return { kind: "refuse", failure: unsettled(record, open) };
  }
  if (isPaused(open)) return { kind: "refuse", failure: paused(record, open) };
  return judgeHalfWay(record, open, candidate, conditions);
}

/** What keeps any release from beginning while one waits for a person, to be asked before anything is looked at. */
export function whatWaits(record: ReleaseRecord): FailureParts | undefined {
  const open = openRelease(record);
  return open !== undefined && isPaused(open) ? paused(record, open) : undefined;
}

function judgeSettled(record: ReleaseRecord, candidate: Candidate, conditions: StartConditions): StartJudgement {
  const rolledBack = conditions.force ? undefined : wasRolledBack(record, candidate.digest);
  const { live } = conditions;
  if (rolledBack === undefined && candidate.digest !== "" && live.digest === candidate.digest && live.healthy) {
    return { kind: "unchanged" };
  }
  const newer = newerRelease(record, candidate, conditions);
  if (newer !== undefined) {
    return { kind: "skip", reason: `${olderThan(newer, candidate)}; \`allow-older: true\` releases it all the same` };
  }
  if (rolledBack !== undefined) return { kind: "refuse", failure: takenBackBefore(record, rolledBack) };
  return { kind: "start" };
}

/** Skipping or doing nothing would leave the environment half-way and call it good: it is start or refuse. */
function judgeHalfWay(
  record: ReleaseRecord,
  open: Release,
  candidate: Candidate,
  conditions: StartConditions,
): StartJudgement {
  const isTheOneTakenBack =
    open.state === "rolling-back" &&
    open.endsAs === "rolled-back" &&
    candidate.digest !== "" &&
    open.digest === candidate.digest;
  const rolledBack = isTheOneTakenBack ? open : wasRolledBack(record, candidate.digest);
  if (rolledBack !== undefined && !conditions.force) {
    return { kind: "refuse", failure: halfWay(record, open, `the image ${candidate.digest} was rolled back`) };
  }
  const newer = newerRelease(record, candidate, conditions);
  if (newer !== undefined) return { kind: "refuse", failure: halfWay(record, open, olderThan(newer, candidate)) };
  return { kind: "start", leftOpen: open };
}

/** What serves and is newer than the candidate. A commit is its own ancestor, but not older than itself. */
function newerRelease(record: ReleaseRecord, candidate: Candidate, conditions: StartConditions): Release | undefined {
  const current = currentRelease(record);
  if (!conditions.isOlder || conditions.allowOlder) return undefined;
  return current?.commit === candidate.commit ? undefined : current;
}

function olderThan(current: Release, candidate: Candidate): string {
  return `commit ${short(candidate.commit)} is older than ${short(current.commit)}, which serves now`;
}

function unsettled(record: ReleaseRecord, open: Release): FailureParts {
  return {
    attempted: `beginning a release of ${record.workload}`,
    found: `release ${nameOf(open)} is promoted, but its last gate neither passed nor failed${runOf(open)}`,
    advice: `If that run is still going on, wait for it. If it is over, ${wayToSettle(record, open)} A workflow without a last step of \`operation: confirm\` leaves each of its releases like this.`,
  };
}

function paused(record: ReleaseRecord, open: Release): FailureParts {
  return {
    attempted: `beginning a release of ${record.workload}`,
    found: `release ${nameOf(open)} is paused since ${(open.track?.pausedAt ?? "").replace(/\.\d+Z$/, "Z")}${runOf(open)}`,
    advice: "Let it go on with `operation: promote`, or take it back with `operation: abort`; then release again.",
  };
}

/** A promoted release that has a verified one behind it can be taken back; one that has none can only be kept or replaced by hand. */
function wayToSettle(record: ReleaseRecord, open: Release): string {
  const back = lastVerified(record, { except: open.digest });
  return back === undefined
    ? "there is no verified release to go back to: check the service, then keep it by running that run's failed jobs again up to `operation: confirm`, or take it back by `operation: settle` with `scope: any`."
    : `run the rollback workflow with \`operation: settle\`: it goes back to ${nameOf(back)}, the last verified release.`;
}

function halfWay(record: ReleaseRecord, open: Release, why: string): FailureParts {
  return {
    attempted: `beginning a release of ${record.workload}`,
    found: `${why}, and release ${nameOf(open)} was left ${open.state} by a run that is over${runOf(open)}`,
    advice: "Run the rollback workflow with `operation: settle` to bring the environment back to where it was.",
  };
}

function takenBackBefore(record: ReleaseRecord, rolledBack: Release): FailureParts {
  const why = rolledBack.reason === "" ? "" : ` because: ${rolledBack.reason}`;
  return {
    attempted: `beginning a release of ${record.workload}`,
    found: `the image ${rolledBack.digest} was rolled back at ${(rolledBack.endedAt || rolledBack.startedAt).replace(/\.\d+Z$/, "Z")}${why}`,
    advice: "Release a new build, or set `force: true` if the cause lay outside of the image.",
  };
}

function nameOf(release: Release): string {
  return release.version === "" ? release.id : `${release.version} (${release.id})`;
}

function runOf(release: Release): string {
  return release.runUrl === "" ? "" : `: ${release.runUrl}`;
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
