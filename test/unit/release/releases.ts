// What do releases look like in the tests?

import type { NewRelease, Release, ReleaseRecord } from "../../../src/release/record.ts";

export const emptyRecord: ReleaseRecord = { schema: 1, workload: "Deployment/orders", releases: [] };

export function aRelease(changes: Partial<Release> = {}): Release {
  return {
    id: "1",
    runKey: "100-1",
    state: "verified",
    image: "localhost:5000/orders@sha256:a",
    digest: "sha256:a",
    version: "1.0.0",
    commit: "1111111111111111111111111111111111111111",
    runUrl: "https://github.example/runs/100",
    actor: "ada",
    reason: "",
    revision: 1,
    templateHash: "5d9f",
    previousTemplateHash: "",
    previousRevision: 0,
    previousImage: "",
    previousDigest: "",
    endsAs: "",
    startedAt: "2026-01-01T00:00:00Z",
    verifiedAt: "",
    endedAt: "",
    ...changes,
  };
}

export function begun(changes: Partial<NewRelease> = {}): NewRelease {
  const { state: _state, endsAs: _endsAs, verifiedAt: _verifiedAt, endedAt: _endedAt, ...release } = aRelease(changes);
  return release;
}

/** Newest first. */
export function recordOf(...releases: Release[]): ReleaseRecord {
  return { ...emptyRecord, releases };
}
