// Which state may a release move to, which one serves, and which one is the way back?

import { randomBytes } from "node:crypto";
import { Failure } from "../report/failure.ts";
import type { NewRelease, Release, ReleaseRecord, ReleaseState } from "./record.ts";
import { sameRun } from "./run.ts";

/** A release in one of these is not settled: at most one release of a record is. */
const openStates: ReadonlySet<ReleaseState> = new Set(["releasing", "promoted", "rolling-back"]);

/** Every move that a release can make. `rolling-back → verified` is a way back that could not be gone. */
const moves: Readonly<Record<ReleaseState, readonly ReleaseState[]>> = {
  releasing: ["promoted", "rolling-back", "aborted", "failed"],
  promoted: ["verified", "rolling-back", "superseded", "failed"],
  verified: ["rolling-back"],
  "rolling-back": ["rolled-back", "aborted", "failed", "verified"],
  "rolled-back": [],
  aborted: [],
  failed: [],
  superseded: [],
};

/** An id that no other release has. */
export function newReleaseId(runKey: string): string {
  return `${runKey}-${randomBytes(4).toString("hex")}`;
}

/**
 * Adds a release in state `releasing`. A promoted release of the same run becomes `superseded`.
 * Repeating it changes nothing.
 * @throws Failure where another release is open.
 */
export function beginRelease(record: ReleaseRecord, release: NewRelease): ReleaseRecord {
  if (record.releases.some((known) => known.id === release.id)) return record;
  const open = openRelease(record);
  const mayReplace = open?.state === "promoted" && sameRun(open.runKey, release.runKey);
  if (open !== undefined && !mayReplace) {
    throw new Failure({
      attempted: `beginning a release of ${record.workload}`,
      found: `release ${open.id} is ${open.state}`,
      advice:
        "Another run began it meanwhile. Wait for it to end, or settle it with the rollback workflow (operation: settle).",
    });
  }
  const base = open === undefined ? record : moveRelease(record, open.id, "superseded", { endedAt: release.startedAt });
  const begun: Release = { ...release, state: "releasing", endsAs: "", verifiedAt: "", endedAt: "" };
  return { ...base, releases: [begun, ...base.releases] };
}

/**
 * Moves a release to a state, with what else became known. Repeating it changes nothing but `changes`.
 * @throws Failure where the release is not in the record or the move is not allowed, which
 * means that another run has changed it.
 */
export function moveRelease(
  record: ReleaseRecord,
  id: string,
  state: ReleaseState,
  changes: Partial<Omit<Release, "id" | "state">> = {},
): ReleaseRecord {
  const release = findRelease(record, id);
  if (release.state !== state) refuseUnlessAllowed(record, release, state);
  return replaceRelease(record, { ...release, ...changes, id, state });
}

/** Writes what became known of a release without moving it. */
export function amendRelease(
  record: ReleaseRecord,
  id: string,
  changes: Partial<Omit<Release, "id" | "state">>,
): ReleaseRecord {
  return replaceRelease(record, { ...findRelease(record, id), ...changes });
}

/** How a release that was being taken back ended. */
export interface RollBackEnd {
  /** What serves now, where it is known to the record or was looked up. */
  readonly to?: Release | undefined;
  readonly reason: string;
  readonly endedAt: string;
}

/**
 * Closes a release that is `rolling-back`. Where `to` is not what the record would call current
 * afterwards (a way back past the last release, or to a revision that it never knew), an entry is added for it.
 */
export function settleRollBack(
  record: ReleaseRecord,
  id: string,
  state: "rolled-back" | "aborted" | "failed",
  end: RollBackEnd,
): ReleaseRecord {
  const settled = moveRelease(record, id, state, { reason: end.reason, endedAt: end.endedAt });
  const { to } = end;
  if (to === undefined || state === "failed" || sameContent(currentRelease(settled), to)) return settled;
  const restored: Release = {
    ...to,
    id: `${id}-back`,
    state: "verified",
    endsAs: "",
    reason: end.reason,
    verifiedAt: end.endedAt,
    endedAt: end.endedAt,
    // It has brought nothing: what it once brought is what it goes on with.
    created: undefined,
    bakingUntil: undefined,
    keepsConfiguration: undefined,
  };
  return { ...settled, releases: [restored, ...settled.releases.filter((known) => known.id !== restored.id)] };
}

/** The one release that is not settled: releasing, promoted and not yet verified, or rolling back. */
export function openRelease(record: ReleaseRecord): Release | undefined {
  return record.releases.find((release) => openStates.has(release.state));
}

/** What serves, by the record: the newest release that was promoted or verified and not taken back. */
export function currentRelease(record: ReleaseRecord): Release | undefined {
  return record.releases.find((release) => release.state === "verified" || release.state === "promoted");
}

/**
 * The newest release that a rollback can go to.
 * @param options.except the digest that serves now, which is no way back.
 */
export function lastVerified(
  record: ReleaseRecord,
  options: { except?: string | undefined } = {},
): Release | undefined {
  return record.releases.find(
    (release) =>
      release.state === "verified" &&
      (options.except === undefined || release.digest === "" || release.digest !== options.except),
  );
}

/** The newest release of a workflow run, whichever attempt, for the gates of its later jobs. */
export function releaseOfRun(record: ReleaseRecord, runKey: string): Release | undefined {
  return record.releases.find((release) => sameRun(release.runKey, runKey));
}

/** The newest release of a digest where it was taken back. A later release that held clears it. */
export function wasRolledBack(record: ReleaseRecord, digest: string): Release | undefined {
  if (digest === "") return undefined;
  const newest = record.releases.find((release) => release.digest === digest && release.state !== "aborted");
  return newest?.state === "rolled-back" ? newest : undefined;
}

export function isOpen(release: Release): boolean {
  return openStates.has(release.state);
}

/** It waits for a person: its lock is free, and nobody takes it back unless asked. */
export function isPaused({ state, track }: Release): boolean {
  return state === "releasing" && track !== undefined && track.pausedAt !== "";
}

function refuseUnlessAllowed(record: ReleaseRecord, release: Release, state: ReleaseState): void {
  const attempted = `recording release ${release.id} of ${record.workload} as ${state}`;
  if (!canMove(release, state)) {
    throw new Failure({
      attempted,
      found: `the record says that it is ${release.state}`,
      advice: "Another run has settled it. Look at that run and at the record before you release again.",
    });
  }
  const open = openRelease(record);
  if (openStates.has(state) && open !== undefined && open.id !== release.id) {
    throw new Failure({
      attempted,
      found: `release ${open.id} is ${open.state}`,
      advice: "It was begun later and is not settled. Take that one back first, or wait for it to end.",
    });
  }
}

function canMove(release: Release, state: ReleaseState): boolean {
  if (release.state === "rolling-back" && state === "verified") return release.verifiedAt !== "";
  return moves[release.state].includes(state);
}

function findRelease(record: ReleaseRecord, id: string): Release {
  const release = record.releases.find((known) => known.id === id);
  if (release !== undefined) return release;
  throw new Failure({
    attempted: `looking for release ${id} in the record of ${record.workload}`,
    found: "the record does not have it",
    advice: "The record was deleted or replaced while the release ran. Look at what serves, then release again.",
  });
}

function replaceRelease(record: ReleaseRecord, changed: Release): ReleaseRecord {
  return { ...record, releases: record.releases.map((release) => (release.id === changed.id ? changed : release)) };
}

function sameContent(one: Release | undefined, other: Release): boolean {
  if (one === undefined) return false;
  if (one.id === other.id) return true;
  return one.digest === "" ? one.image === other.image : one.digest === other.digest;
}
