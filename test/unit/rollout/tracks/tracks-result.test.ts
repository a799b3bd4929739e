import { describe, expect, it } from "vitest";
import type { Release } from "../../../../src/release/record.ts";
import type { ReleaseEnd } from "../../../../src/rollout/tracks/run-release.ts";
import { tracksResult } from "../../../../src/rollout/tracks/tracks-result.ts";
import { usersAreLedBack } from "../../../../src/rollout/tracks/users-back.ts";
import { snapshot } from "../objects.ts";
import { track } from "./track.ts";

const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" };

/** What is told of a release that went back. */
function told(changes: Partial<ReleaseEnd>, changedTrack: Parameters<typeof track>[0] = {}): string {
  const release = {
    id: "1",
    runKey: "1-1",
    state: "rolled-back",
    image: "orders:2",
    digest: "",
    endsAs: "rolled-back",
    reason: "it failed",
    previousImage: "orders:1",
    previousDigest: "",
  } as unknown as Release;
  const end = {
    release: { ...release, track: track(changedTrack) },
    yielded: false,
    paused: "",
    diagnosis: { found: "it failed", advice: "Mend it.", evidence: [], path: [] },
    backTrouble: undefined,
    snapshot: snapshot(),
    timeline: [],
    told: [],
    applied: [],
    planned: "",
    ...changes,
  };
  return tracksResult(end, { workload, target: undefined, sections: [] }).failure?.advice ?? "";
}

describe("where a release with two tracks stands at its end", () => {
  it("is on stable all the time where no user reached the candidate", () => {
    expect(told({ reached: false })).toBe("Mend it. No user reached orders-green: orders served all the time.");
  });

  it("is back on stable, which is as large as before", () => {
    expect(told({ reached: true })).toBe("Mend it. Users are back on orders, which kept its full size.");
    expect(told({ reached: true }, { strategy: "canary", route: undefined })).toBe(
      "Mend it. Users are back on orders, which has its full size again.",
    );
  });

  it("is not said to be on stable where a cancelled job has not led all users back", () => {
    const yielded = { yielded: true, reached: true };
    expect(told({ ...yielded, ledBack: false })).toMatch(/users may still reach orders-green until/);
    expect(told({ ...yielded, ledBack: true })).toMatch(/Users are back on orders; what is left of orders-green/);
  });

  it.each([
    ["pods make the share, and stable grows first", ["scale", "select"], 0, false],
    ["the Service answers from stable again", ["scale", "select"], 1, true],
    ["nothing was done yet", ["select"], -1, false],
    ["the router sends nobody to the candidate", ["weigh", "settle"], 0, true],
  ])("knows whether users were led back: %s", (_, kinds, stage, led) => {
    const acts = {
      scale: { kind: "scale", track: "stable", replicas: 3 },
      select: { kind: "select", pods: "stable" },
      weigh: { kind: "weigh", weight: 0 },
      settle: { kind: "settle", time: 1 },
    } as const;
    const back = kinds.map((kind) => acts[kind as keyof typeof acts]);
    expect(usersAreLedBack({ back }, stage)).toBe(led);
  });
});
