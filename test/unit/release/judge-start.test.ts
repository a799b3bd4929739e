import { describe, expect, it } from "vitest";
import { judgeStart, type StartConditions } from "../../../src/release/judge-start.ts";
import type { Release } from "../../../src/release/record.ts";
import { track } from "../rollout/tracks/track.ts";
import { aRelease, recordOf } from "./releases.ts";

const conditions: StartConditions = {
  allowOlder: false,
  force: false,
  isOlder: false,
  live: { digest: "sha256:a", healthy: true },
};
const stable = aRelease({
  id: "stable",
  digest: "sha256:a",
  commit: "aaaa",
  verifiedAt: "2026-01-01T00:00:00Z",
  version: "1.0.0",
});
const badOne = aRelease({
  id: "bad",
  digest: "sha256:b",
  commit: "bbbb",
  state: "rolled-back",
  reason: "readiness never came",
});

interface Case {
  readonly name: string;
  readonly releases: Release[];
  readonly digest?: string;
  readonly commit?: string;
  readonly conditions?: Partial<StartConditions>;
  readonly kind: ReturnType<typeof judgeStart>["kind"];
  readonly says?: RegExp;
}

const cases: Case[] = [
  {
    name: "is refused while one waits for a person, and says what that person can do",
    releases: [
      aRelease({ id: "waits", state: "releasing", track: track({ stage: 4, pausedAt: "2026-01-02T00:00:00Z" }) }),
      stable,
    ],
    digest: "sha256:c",
    kind: "refuse",
    says: /paused since 2026-01-02T00:00:00Z.*/,
  },
  { name: "starts where there is no record", releases: [], kind: "start" },
  { name: "starts with a new digest", releases: [stable], kind: "start" },
  {
    name: "starts where the digest is not known",
    releases: [stable],
    digest: "",
    conditions: { live: { digest: "", healthy: true } },
    kind: "start",
  },
  {
    name: "changes nothing where the digest is live and healthy",
    releases: [stable],
    digest: "sha256:a",
    kind: "unchanged",
  },
  {
    name: "starts where the digest is live but not healthy",
    releases: [stable],
    digest: "sha256:a",
    conditions: { live: { digest: "sha256:a", healthy: false } },
    kind: "start",
  },
  {
    name: "skips an older commit",
    releases: [stable],
    commit: "0001",
    conditions: { isOlder: true },
    kind: "skip",
    says: /commit 0001 is older than aaaa.*allow-older/,
  },
  {
    name: "takes an older commit where allowed",
    releases: [stable],
    commit: "0001",
    conditions: { isOlder: true, allowOlder: true },
    kind: "start",
  },
  {
    name: "takes the same commit, which is its own ancestor",
    releases: [stable],
    commit: "aaaa",
    conditions: { isOlder: true },
    kind: "start",
  },
  {
    name: "refuses a digest that was rolled back",
    releases: [badOne, stable],
    digest: "sha256:b",
    kind: "refuse",
    says: /sha256:b was rolled back.*readiness never came.*force: true/,
  },
  {
    name: "refuses a digest that was rolled back also where it is live and healthy",
    releases: [badOne, stable],
    digest: "sha256:b",
    conditions: { live: { digest: "sha256:b", healthy: true } },
    kind: "refuse",
  },
  {
    name: "takes it with force",
    releases: [badOne, stable],
    digest: "sha256:b",
    conditions: { force: true },
    kind: "start",
  },
  {
    name: "takes it where it held in a later release",
    releases: [aRelease({ id: "again", digest: "sha256:b" }), badOne, stable],
    digest: "sha256:b",
    kind: "start",
  },
  {
    name: "refuses while a promoted release of another run is not settled, and names the way back",
    releases: [
      aRelease({ id: "open", runKey: "other-1", digest: "sha256:o", state: "promoted", runUrl: "https://run/1" }),
      stable,
    ],
    kind: "refuse",
    says: /open.*promoted.*https:\/\/run\/1.*operation: settle.*1\.0\.0 \(stable\)/,
  },
  {
    name: "says so where such a release has nothing to go back to",
    releases: [aRelease({ id: "open", runKey: "other-1", digest: "sha256:o", state: "promoted" })],
    kind: "refuse",
    says: /no verified release to go back to/,
  },
  {
    name: "is not blocked by a promoted release of its own run",
    releases: [aRelease({ id: "open", runKey: "mine-1", digest: "sha256:o", state: "promoted" }), stable],
    kind: "start",
  },
  {
    name: "is not blocked by a promoted release of an earlier attempt of its own run",
    releases: [aRelease({ id: "open", runKey: "mine-0", digest: "sha256:o", state: "promoted" }), stable],
    kind: "start",
  },
  {
    name: "changes nothing where an earlier attempt of its own run has promoted the digest",
    releases: [aRelease({ id: "open", runKey: "mine-0", digest: "sha256:n", state: "promoted" }), stable],
    conditions: { live: { digest: "sha256:n", healthy: true } },
    kind: "unchanged",
  },
  {
    name: "is blocked by a promoted release of another run whose id begins like its own",
    releases: [aRelease({ id: "open", runKey: "mine-0-1", digest: "sha256:o", state: "promoted" }), stable],
    kind: "refuse",
  },
  {
    name: "starts over one that lost its runner half-way, and hands it over",
    releases: [aRelease({ id: "half", runKey: "other-1", digest: "sha256:n", state: "releasing" }), stable],
    kind: "start",
    says: /"leftOpen":{"id":"half"/,
  },
  {
    name: "starts over a way back that lost its runner",
    releases: [aRelease({ id: "half", digest: "sha256:o", state: "rolling-back" }), stable],
    kind: "start",
    says: /"leftOpen":{"id":"half"/,
  },
  {
    name: "does not call a half-way release unchanged because its pods are healthy",
    releases: [aRelease({ id: "half", digest: "sha256:n", state: "releasing" }), stable],
    conditions: { live: { digest: "sha256:n", healthy: true } },
    kind: "start",
  },
  {
    name: "does not call it good to skip an older commit over a half-way release",
    releases: [aRelease({ id: "half", digest: "sha256:o", state: "releasing" }), stable],
    commit: "0001",
    conditions: { isOlder: true },
    kind: "refuse",
    says: /older than aaaa.*half.*left releasing.*operation: settle/,
  },
  {
    name: "refuses the digest that is just being rolled back",
    releases: [aRelease({ id: "half", digest: "sha256:n", state: "rolling-back", endsAs: "rolled-back" }), stable],
    kind: "refuse",
    says: /operation: settle/,
  },
  {
    name: "takes the digest that is just being withdrawn after a cancellation",
    releases: [aRelease({ id: "half", digest: "sha256:n", state: "rolling-back", endsAs: "aborted" }), stable],
    kind: "start",
  },
];

describe("judgeStart", () => {
  it.each(cases)("$name", ({ releases, digest = "sha256:n", commit = "cccc", conditions: changed, kind, says }) => {
    const judgement = judgeStart(recordOf(...releases), { digest, commit }, { ...conditions, ...changed }, "mine-1");
    expect(judgement.kind).toBe(kind);
    if (says) expect(JSON.stringify(judgement)).toMatch(says);
  });
});
