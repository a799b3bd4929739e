import { describe, expect, it } from "vitest";
import type { Stage, Track } from "../../../../src/release/track.ts";
import { isReachable, weightAt } from "../../../../src/rollout/tracks/shares.ts";
import { describeStage, servesAfter } from "../../../../src/rollout/tracks/words.ts";
import { track } from "./track.ts";

describe("an act, in words", () => {
  const told: [Stage, string, Partial<Track>?][] = [
    [{ kind: "select", pods: "stable" }, "Service orders answers from orders only (pod-template-hash=abc)"],
    [{ kind: "select", pods: "candidate" }, "Service orders answers from orders-green only (slipway.dev/slot=green)"],
    [{ kind: "select", pods: "both" }, "Service orders answers from orders and orders-green"],
    [{ kind: "select", pods: "original" }, "Service orders has the selector that it had before"],
    [{ kind: "preview" }, "Service orders-preview answers from orders-green only"],
    [{ kind: "candidate", replicas: 1 }, "Deployment orders-green gets the release with 1 pod, and it must get ready"],
    [{ kind: "scale", track: "stable", replicas: 0 }, "Deployment orders has 0 pods"],
    [{ kind: "gate", weight: 0, time: 0 }, "the gates are asked before any user reaches the candidate"],
    [{ kind: "gate", weight: 25, time: 120_000 }, "the gates are asked at 25 %, for 2 min"],
    [{ kind: "gate", weight: 25, time: 125_000 }, "the gates are asked at 25 %, for 2 min 5 s"],
    [{ kind: "weigh", weight: 10 }, "the router sends 10 % to orders-green"],
    [
      { kind: "header", on: true },
      "requests with canary: true go to orders-green",
      { header: { name: "canary", value: "true" } },
    ],
    [{ kind: "settle", time: 5_000 }, "5 s pass, in which the change is taken over everywhere (router-settle)"],
    [{ kind: "remove-candidate" }, "Deployment orders-green is removed"],
    [
      { kind: "remove-candidate" },
      "Deployment orders-green is as it was before the release",
      { candidateBefore: { replicas: 2 } },
    ],
    [
      { kind: "remove-candidate" },
      "Deployment orders-green is as it was before the release, without any pod",
      { candidateBefore: { replicas: 0 } },
    ],
  ];
  it.each(told)("%j", (stage, words, changes) => {
    expect(describeStage(stage, track(changes))).toBe(words);
  });
});

it("says that a canary ends in the Deployment that was there before, and blue-green in the other slot", () => {
  expect(servesAfter(track({ strategy: "canary" }))).toBe("orders");
  expect(servesAfter(track({ strategy: "blue-green" }))).toBe("orders-green");
});

describe("the candidate's share of the users", () => {
  const stages: readonly Stage[] = [
    { kind: "select", pods: "stable" },
    { kind: "candidate", replicas: 1 },
    { kind: "gate", weight: 0, time: 0 },
    { kind: "weigh", weight: 25 },
    { kind: "select", pods: "candidate" },
  ];
  it.each([
    [-1, 0, false],
    [0, 0, false],
    [2, 0, false],
    [3, 25, true],
    [4, 100, true],
  ])("at act %i is %i %%", (stage, weight, reachable) => {
    expect(weightAt(track({ stages, stage }))).toBe(weight);
    expect(isReachable(track({ stages, stage }))).toBe(reachable);
  });

  it("is none on the way back", () => {
    const back: readonly Stage[] = [{ kind: "settle", time: 1 }];
    expect(weightAt(track({ stages, back, stage: 0 }))).toBe(0);
    expect(isReachable(track({ stages, back, stage: 4 }))).toBe(false);
  });
});
