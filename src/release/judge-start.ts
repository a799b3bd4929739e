// May this release begin, and if not, what should happen instead?

import type { FailureParts } from "../report/failure.ts";
import type { Release, ReleaseRecord } from "./record.ts";
import { currentRelease, lastVerified, openRelease, wasRolledBack } from "./states.ts";

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
  /** The candidate's commit is a proper ancestor of the current release's. False where it is not known. */
  readonly isOlder: boolean;
  /** What serves now. `healthy`: complete, and nothing but the image could change by this release. */
  readonly live: { readonly digest: string; readonly healthy: boolean };
}

export type StartJudgement =
  | { readonly kind: "start" }
  /** The digest is live and healthy: nothing to do, the outcome is `succeeded`. */
  | { readonly kind: "unchanged" }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "refuse"; readonly failure: FailureParts }
  /** A release of this very digest was left half-way: go on with it. */
  | { readonly kind: "resume"; readonly release: Release }
  /** Another release was left half-way: finish its way back first, then judge again. */
  | { readonly kind: "back-out"; readonly release: Release };

/** To be asked by the holder of the lock only: a release that is half-way has lost its runner then. */
export function judgeStart(
  record: ReleaseRecord,
  candidate: Candidate,
  conditions: StartConditions,
  runKey: string,
): StartJudgement {
  const open = openRelease(record);
  if (open !== undefined && open.state !== "promoted") {
    const goesOn = open.state === "releasing" && open.digest !== "" && open.digest === candidate.digest;
    return goesOn ? { kind: "resume", release: open } : { kind: "back-out", release: open };
  }
  if (open !== undefined && open.runKey !== runKey) return { kind: "refuse", failure: unsettled(record, open) };

  const rolledBack = conditions.force ? undefined : wasRolledBack(record, candidate.digest);
  const { live } = conditions;
  if (rolledBack === undefined && candidate.digest !== "" && live.digest === candidate.digest && live.healthy) {
    return { kind: "unchanged" };
  }
  const current = currentRelease(record);
  if (conditions.isOlder && !conditions.allowOlder && current !== undefined && current.commit !== candidate.commit) {
    return {
      kind: "skip",
      reason: `commit ${short(candidate.commit)} is older than ${short(current.commit)}, which serves now; \`allow-older: true\` releases it all the same`,
    };
  }
  if (rolledBack !== undefined) return { kind: "refuse", failure: takenBackBefore(record, rolledBack) };
  return { kind: "start" };
}

function unsettled(record: ReleaseRecord, open: Release): FailureParts {
  return {
    attempted: `beginning a release of ${record.workload}`,
    found: `release ${nameOf(open)} is promoted, but its last gate neither passed nor failed${runOf(open)}`,
    advice: `If that run is still going on, wait for it. If it is over, ${wayToSettle(record, open)}`,
  };
}

/** A promoted release that has a verified one behind it can be taken back; one that has none can only be kept or replaced by hand. */
function wayToSettle(record: ReleaseRecord, open: Release): string {
  const back = lastVerified(record, { except: open.digest });
  return back === undefined
    ? "there is no verified release to go back to: check the service, then keep it with `operation: confirm` of deploy-rollout in a re-run of that run's failed jobs, or name a revision to the rollback workflow."
    : `run the rollback workflow with \`operation: settle\`: it goes back to ${nameOf(back)}, which was verified at ${back.verifiedAt}.`;
}

function takenBackBefore(record: ReleaseRecord, rolledBack: Release): FailureParts {
  const why = rolledBack.reason === "" ? "" : ` because: ${rolledBack.reason}`;
  return {
    attempted: `beginning a release of ${record.workload}`,
    found: `the image ${rolledBack.digest} was rolled back at ${rolledBack.endedAt || rolledBack.startedAt}${why}`,
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
