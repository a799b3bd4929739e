import { describe, expect, it } from "vitest";
import { Failure } from "../../../src/report/failure.ts";
import { decideRolling, markOf, type RollingMoment, type RollingPlan } from "../../../src/rollout/rolling.ts";
import type { RolloutSnapshot } from "../../../src/rollout/snapshot.ts";
import { deployment, pod, replicaSet, snapshot, template } from "./objects.ts";

const plan: RollingPlan = { back: template("orders:1"), deadline: 1000, onFailure: "rollback" };
const mark = { template: template("orders:2"), generation: 2, staleProgress: undefined };
const forward: RollingMoment = {
  state: "releasing",
  now: 0,
  abort: undefined,
  seenSince: new Map(),
  begun: true,
  applied: mark,
  restored: undefined,
  refusal: undefined,
};
const going = deployment({ status: { observedGeneration: 2, replicas: 4, updatedReplicas: 1, readyReplicas: 3 } });
const late = deployment({
  status: {
    observedGeneration: 2,
    replicas: 4,
    updatedReplicas: 1,
    conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", lastUpdateTime: "t1" }],
  },
});
const broken = snapshot({ workload: going, pods: [pod({ waiting: { reason: "InvalidImageName" } })] });
const backMark = { ...mark, template: template("orders:1") };
const back: RollingMoment = { ...forward, state: "rolling-back", restored: backMark };
const abort = { reason: "cancelled" };
const refusal = new Failure({ attempted: "a", found: "b", advice: "c" });

describe("a release that goes forward", () => {
  it.each<[string, RolloutSnapshot, Partial<RollingMoment>, Partial<RollingPlan>, object]>([
    ["applies first", snapshot(), { applied: undefined, begun: false }, {}, { kind: "apply" }],
    [
      "applies again after its run died, whatever is there",
      snapshot({ workload: going }),
      { applied: undefined, begun: true },
      {},
      { kind: "apply" },
    ],
    [
      "waits for the watch to show its change",
      snapshot({ workload: deployment({ image: "orders:1", generation: 1 }) }),
      {},
      {},
      { kind: "wait", until: 1000 },
    ],
    [
      "waits for its pods",
      snapshot({ workload: going }),
      {},
      {},
      { kind: "wait", until: 1000, message: "1 of 3 pods are of the new revision" },
    ],
    ["is promoted when it is rolled out", snapshot(), {}, {}, { kind: "promote" }],
    [
      "waits until the watch shows the revision that the record is to name",
      snapshot({ current: undefined }),
      {},
      {},
      { kind: "wait", message: "its revision is not seen yet" },
    ],
    ["is promoted even when the deadline has just passed", snapshot(), { now: 2000 }, {}, { kind: "promote" }],
    [
      "turns back at once on what cannot heal",
      broken,
      {},
      {},
      { kind: "turn-back", as: "rolled-back", trouble: { kind: "cause" } },
    ],
    [
      "turns back at its deadline",
      snapshot({ workload: going }),
      { now: 1000 },
      {},
      { kind: "turn-back", trouble: { kind: "timeout" } },
    ],
    [
      "turns back when the controller gives up",
      snapshot({ workload: late }),
      {},
      {},
      { kind: "turn-back", trouble: { kind: "stuck", reason: "ProgressDeadlineExceeded" } },
    ],
    [
      "does not take the last rollout's missed deadline for its own",
      snapshot({ workload: late }),
      { applied: markOf(late) },
      {},
      { kind: "wait" },
    ],
    [
      "turns back when the server refuses a part of it",
      snapshot(),
      { applied: undefined, refusal },
      {},
      { kind: "turn-back", trouble: { kind: "refused" } },
    ],
    [
      "stays where it is when it fails and is told to",
      broken,
      {},
      { onFailure: "keep" },
      { kind: "close-failed", trouble: { kind: "cause" } },
    ],
    [
      "leaves alone what somebody else changed",
      snapshot({ workload: deployment({ image: "orders:9", generation: 3 }) }),
      {},
      {},
      { kind: "close-failed", trouble: { kind: "overtaken" } },
    ],
    [
      "proves nothing at zero replicas",
      snapshot({ workload: deployment({ spec: { replicas: 0 } }) }),
      {},
      {},
      { kind: "turn-back", trouble: { kind: "stuck", reason: "ScaledToZero" } },
    ],
    [
      "is only closed when it is cancelled before its first change",
      snapshot(),
      { applied: undefined, begun: false, abort },
      {},
      { kind: "close-aborted" },
    ],
    [
      "turns back when it is cancelled in the middle",
      snapshot({ workload: going }),
      { abort },
      {},
      { kind: "turn-back", as: "aborted", reason: "cancelled" },
    ],
    [
      "turns back when it is cancelled in the middle of its apply",
      snapshot(),
      { applied: undefined, abort },
      {},
      { kind: "turn-back", as: "aborted" },
    ],
  ])("%s", (_, seen, moment, changes, act) => {
    expect(decideRolling({ ...plan, ...changes }, seen, { ...forward, ...moment })).toMatchObject(act);
  });

  it("does not take readiness that comes and goes for progress: the deadline stays", () => {
    const seen = (readyReplicas: number) =>
      snapshot({
        workload: deployment({ status: { observedGeneration: 2, replicas: 3, updatedReplicas: 3, readyReplicas } }),
      });
    const acts = [0, 300, 600, 900, 1000].map((now, turn) =>
      decideRolling(plan, seen(turn % 2 === 0 ? 2 : 1), { ...forward, now }),
    );
    expect(acts.slice(0, 4)).toMatchObject(Array.from({ length: 4 }, () => ({ kind: "wait", until: 1000 })));
    expect(acts[4]).toMatchObject({ kind: "turn-back", trouble: { kind: "timeout" } });
  });

  it("gives a full quota its grace, counted from when it was first seen", () => {
    const current = replicaSet("orders:2", 2, {
      conditions: [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }],
    });
    const strategy = { rollingUpdate: { maxUnavailable: 1 } };
    const seen = snapshot({ workload: { ...going, spec: { ...going.spec, strategy } }, current });
    const long = { ...plan, deadline: 600_000 };
    expect(decideRolling(long, seen, { ...forward, now: 5000 })).toMatchObject({ kind: "wait", until: 20_000 });
    expect(decideRolling(long, seen, { ...forward, now: 16_000, seenSince: new Map([["creation", 0]]) })).toMatchObject(
      { kind: "turn-back" },
    );
  });
});

describe("a release that goes back", () => {
  const there = snapshot({ workload: deployment({ image: "orders:1" }) });
  it.each<[string, RolloutSnapshot, Partial<RollingMoment>, Partial<RollingPlan>, object]>([
    ["restores the template first", snapshot(), { restored: undefined }, {}, { kind: "restore", template: plan.back }],
    ["restores it even when it is cancelled", snapshot(), { restored: undefined, abort }, {}, { kind: "restore" }],
    ["is closed when the old revision is rolled out", there, {}, {}, { kind: "close-back" }],
    [
      "leaves the wait to the next run when it is cancelled",
      snapshot({ workload: { ...going, spec: { ...going.spec, template: template("orders:1") } } }),
      { abort },
      {},
      { kind: "yield" },
    ],
    [
      "fails when the old revision does not get ready in time",
      snapshot({ workload: { ...going, spec: { ...going.spec, template: template("orders:1") } } }),
      { now: 1000 },
      {},
      { kind: "close-failed", trouble: { kind: "timeout" } },
    ],
    [
      "scales a first release to zero",
      snapshot(),
      { restored: undefined },
      { back: undefined },
      { kind: "scale-to-zero" },
    ],
    [
      "is closed when a first release is at zero",
      snapshot({ workload: deployment({ spec: { replicas: 0 } }) }),
      { restored: undefined },
      { back: undefined },
      { kind: "close-back" },
    ],
    [
      "is closed when a first release never made its workload",
      { workload: undefined, replicaSets: [], current: undefined, pods: [] },
      { restored: undefined },
      { back: undefined },
      { kind: "close-back" },
    ],
  ])("%s", (_, seen, moment, changes, act) => {
    expect(decideRolling({ ...plan, ...changes }, seen, { ...back, ...moment })).toMatchObject(act);
  });
});

it.each(["promoted", "verified", "rolled-back", "aborted", "failed", "superseded"] as const)(
  "a %s release has no next act",
  (state) => {
    expect(decideRolling(plan, snapshot(), { ...forward, state })).toEqual({ kind: "done" });
  },
);
