import { describe, expect, it } from "vitest";
import type { Stage } from "../../../../src/release/track.ts";
import { disturbance, hasMoved, stablePods, untouchable } from "../../../../src/rollout/tracks/moved.ts";
import { deployment, pod, replicaSet, snapshot } from "../objects.ts";
import { track } from "./track.ts";

const side = (narrow: Record<string, string>) => ({ deployment: "orders", narrow, replicas: 3, templateHash: "hash1" });
const byHash = (stages: readonly Stage[], stage: number) =>
  track({ stages, stage, stable: side({ "pod-template-hash": "hash1" }) });
const stages: readonly Stage[] = [
  { kind: "select", pods: "stable" },
  { kind: "gate", weight: 5, time: 1_000 },
  { kind: "select", pods: "original" },
  { kind: "replace-stable" },
];
/** Of the template `hash2`. */
const restarted = snapshot();
const asBefore = snapshot({ current: replicaSet("orders:1", 1) });
const rolling = snapshot({ workload: deployment({ status: { updatedReplicas: 1, readyReplicas: 3, replicas: 4 } }) });

it.each([
  ["another template", restarted, byHash(stages, 1), true],
  ["the same template", asBefore, byHash(stages, 1), false],
  ["a label of its slot", restarted, track({ stable: side({ "slipway.dev/slot": "blue" }) }), false],
  ["a template whose ReplicaSet is still to come", snapshot({ current: undefined }), byHash(stages, 1), false],
])("stable with %s", (_, seen, of, moved) => {
  expect(hasMoved(seen, of)).toBe(moved);
});

it("a release turns back while a Service is narrowed to the pods that go, and only then", () => {
  const seen = (stable: typeof restarted) => ({ stable, candidate: { pods: [] } });
  expect(disturbance(seen(restarted), byHash(stages, 1))?.message).toMatch(/given Deployment shop\/orders another/);
  expect(disturbance(seen(asBefore), byHash(stages, 1))).toBeUndefined();
  expect(disturbance(seen(restarted), byHash(stages, 3)), "the release itself has replaced it").toBeUndefined();
});

it("what leads to stable leads to all pods until its new ones are there, then to these", () => {
  expect(stablePods(asBefore, byHash(stages, 1))).toBe("stable");
  expect(stablePods(rolling, byHash(stages, 1))).toBe("both");
  expect(stablePods(restarted, byHash(stages, 1))).toBe("renewed");
});

describe("a Service whose selector somebody else changes", () => {
  const named = (name: string) => ({ ...pod({ running: {} }), metadata: { ...pod({ running: {} }).metadata, name } });
  const seen = (...behind: string[]) => ({
    stable: { ...asBefore, pods: [named("stable-1")] },
    candidate: { pods: [named("candidate-1")] },
    behind: new Set(behind),
  });
  const past = (pods: "stable" | "candidate" | "both", stage: number) =>
    byHash(
      [
        { kind: "select", pods },
        { kind: "settle", time: 1 },
      ],
      stage,
    );
  const told = /leads to Pod candidate-1, which it must not do yet or no more: somebody has changed its selector/;

  it.each([
    ["leads to the candidate before its time", seen("stable-1", "candidate-1"), past("stable", 1), told],
    ["leads back to the old slot", seen("stable-1"), past("candidate", 1), /leads to Pod stable-1/],
  ])("%s", (_, what, at, message) => {
    expect(disturbance(what, at)?.message).toMatch(message);
  });

  it.each([
    ["has not been narrowed everywhere yet", seen("stable-1", "candidate-1"), past("stable", 0)],
    ["leads to stable alone", seen("stable-1"), past("stable", 1)],
    ["leads to both, as it is to", seen("stable-1", "candidate-1"), past("both", 1)],
    ["leads to a last pod of the old slot beside the new ones", seen("stable-1", "candidate-1"), past("candidate", 1)],
    ["leads to nobody for a moment", seen(), past("candidate", 1)],
  ])("is left where it %s", (_, what, at) => {
    expect(disturbance(what, at)).toBeUndefined();
  });
});

it("a release that waits says what nobody may touch meanwhile, where a restart would take users away", () => {
  expect(untouchable(byHash(stages, 1))).toMatch(/until then nothing may restart or change orders/);
  expect(untouchable(byHash(stages, 2)), "the Service has its own selector again").toBe("");
  expect(untouchable(track({ stages, stage: 1, stable: side({ "slipway.dev/slot": "blue" }) }))).toBe("");
});
