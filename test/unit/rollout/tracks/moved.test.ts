import { expect, it } from "vitest";
import type { Stage } from "../../../../src/release/track.ts";
import { hasMoved, movedAway, stablePods } from "../../../../src/rollout/tracks/moved.ts";
import { deployment, replicaSet, snapshot } from "../objects.ts";
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
  expect(movedAway(restarted, byHash(stages, 1))?.message).toMatch(
    /somebody has given Deployment shop\/orders another/,
  );
  expect(movedAway(asBefore, byHash(stages, 1))).toBeUndefined();
  expect(movedAway(restarted, byHash(stages, 3)), "the release itself has replaced it").toBeUndefined();
});

it("what leads to stable leads to all pods until its new ones are there, then to these", () => {
  expect(stablePods(asBefore, byHash(stages, 1))).toBe("stable");
  expect(stablePods(rolling, byHash(stages, 1))).toBe("both");
  expect(stablePods(restarted, byHash(stages, 1))).toBe("renewed");
});
