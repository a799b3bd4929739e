import { expect, it } from "vitest";
import { contentOf } from "../../../../src/rollout/begin.ts";
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
  const target = { digest, image: `orders@${digest}`, container: "orders", manifests: [] } as unknown as ReleaseTarget;
  expect(mayResume(left, target, request)).toBe(expected);
});

it("a release that was cut off goes on only with the manifests that it was begun with", () => {
  const manifests = (level: string) => [
    { object: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { level } } },
  ];
  const target = (level: string) =>
    ({ digest: "sha256:a", container: "orders", manifests: manifests(level) }) as unknown as ReleaseTarget;
  const begun = aRelease({ state: "releasing", track: track({ stage: 3 }), content: contentOf(target("one")) });
  const request = { interrupted: "resume", strategy: { name: "blue-green" } } as unknown as TracksRequest;
  expect(mayResume(begun, target("one"), request)).toBe(true);
  expect(mayResume(begun, target("two"), request)).toBe(false);
  // Of a release that an earlier version of this program has begun, nobody knows.
  expect(mayResume({ ...begun, content: undefined }, target("two"), request)).toBe(true);
});
