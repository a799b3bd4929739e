import { expect, it } from "vitest";
import type { ReleaseTarget } from "../../../../src/rollout/target.ts";
import { mayResume } from "../../../../src/rollout/tracks/deploy-tracks.ts";
import type { TracksRequest } from "../../../../src/rollout/tracks/tracks-request.ts";
import { aRelease } from "../../release/releases.ts";
import { track } from "./track.ts";

it.each([
  ["goes on from its first act", 0, "sha256:a", "resume", true],
  // What it was going to change may not have been kept: it begins anew.
  ["does not go on before its first act", -1, "sha256:a", "resume", false],
  ["does not go on with another image", 0, "sha256:b", "resume", false],
  ["does not go on where it is told to back out", 0, "sha256:a", "abort", false],
] as const)("a release that was cut off %s", (_, stage, digest, interrupted, expected) => {
  const { strategy, ...rest } = track({ stage });
  const left = aRelease({ state: "releasing", track: { ...rest, strategy, stage } });
  const request = { interrupted, strategy: { name: strategy } } as unknown as TracksRequest;
  const target = { digest, image: `orders@${digest}` } as ReleaseTarget;
  expect(mayResume(left, target, request)).toBe(expected);
});
