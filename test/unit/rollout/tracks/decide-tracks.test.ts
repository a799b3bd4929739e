import { describe, expect, it } from "vitest";
import type { Stage } from "../../../../src/release/track.ts";
import { Failure } from "../../../../src/report/failure.ts";
import { markOf } from "../../../../src/rollout/rolling.ts";
import { decideTracks, type TracksMoment, type TracksSnapshot } from "../../../../src/rollout/tracks/decide-tracks.ts";
import { deployment, pod, replicaSet, snapshot } from "../objects.ts";
import { track as anyTrack } from "./track.ts";

const plan = { onFailure: "rollback", timeout: 1_000 } as const;
const stages: readonly Stage[] = [
  { kind: "select", pods: "stable" },
  { kind: "candidate", replicas: 3 },
  { kind: "gate", weight: 10, time: 100 },
  { kind: "settle", time: 50 },
  { kind: "hold" },
];
const back: readonly Stage[] = [
  { kind: "select", pods: "stable" },
  { kind: "settle", time: 50 },
  { kind: "remove-candidate" },
];

/** Of the template that `snapshot` has. */
const hash = "hash2";
const stable = { deployment: "orders", narrow: { "pod-template-hash": hash }, replicas: 3, templateHash: hash };
const track: typeof anyTrack = (changes) => anyTrack({ stable, ...changes });

const there: TracksSnapshot = { stable: snapshot(), candidate: snapshot(), candidatePods: 3 };
const starting: TracksSnapshot = {
  ...there,
  candidate: snapshot({ workload: deployment({ status: { updatedReplicas: 3, replicas: 3, readyReplicas: 1 } }) }),
};

function moment(stage: number, changes: Partial<TracksMoment> = {}): TracksMoment {
  return {
    state: "releasing",
    track: track({ stages, back, stage }),
    now: 0,
    abort: undefined,
    seenSince: new Map(),
    enteredAt: 0,
    performed: true,
    mark: markOf(deployment()),
    refusal: undefined,
    verdict: undefined,
    passed: undefined,
    ...changes,
  };
}

const refusal = new Failure({ attempted: "applying", found: "refused", advice: "" });
const abort = { reason: "it was cancelled" };
const goingBack = { state: "rolling-back" } as const;

describe("the next act of a release with two tracks", () => {
  it.each([
    ["writes its first act down", there, moment(-1, { performed: false }), { kind: "enter", stage: 0 }],
    ["does an act that is written down", there, moment(0, { performed: false }), { kind: "perform", stage: stages[0] }],
    ["goes on from an act that is over", there, moment(0), { kind: "enter", stage: 1 }],
    ["goes on when all pods of the candidate are ready", there, moment(1), { kind: "enter", stage: 2 }],
    ["waits for pods that are not ready", starting, moment(1), { kind: "wait", until: 1_000 }],
    [
      "turns back when they are not in time",
      starting,
      moment(1, { now: 1_000 }),
      { kind: "turn-back", as: "rolled-back" },
    ],
    ["waits for what the gates say", there, moment(2), { kind: "wait", message: "the gates have not answered yet" }],
    [
      "keeps a share for its time",
      there,
      moment(2, { verdict: { next: "go", markdown: "" } }),
      { kind: "wait", until: 100 },
    ],
    [
      "goes on after that",
      there,
      moment(2, { now: 100, verdict: { next: "go", markdown: "" } }),
      { kind: "enter", stage: 3 },
    ],
    [
      "turns back where a gate says so",
      there,
      moment(2, { verdict: { next: "stop", failure: refusal, markdown: "" } }),
      { kind: "turn-back", trouble: { kind: "gate", failure: refusal } },
    ],
    [
      "pauses where a gate cannot tell",
      there,
      moment(2, { verdict: { next: "pause", failure: refusal, markdown: "" } }),
      { kind: "pause", reason: "refused" },
    ],
    ["goes on where a person has said so", there, moment(2, { passed: 2 }), { kind: "enter", stage: 3 }],
    [
      "turns back when somebody gives stable another template",
      { ...there, stable: snapshot({ current: replicaSet("orders:3", 3) }) },
      moment(2),
      { kind: "turn-back", as: "rolled-back", trouble: { kind: "refused" } },
    ],
    ["waits until a change is taken over", there, moment(3, { now: 49 }), { kind: "wait", until: 50 }],
    ["pauses for a person", there, moment(4), { kind: "pause" }],
    ["promotes after its last act", there, moment(4, { passed: 4 }), { kind: "promote" }],
    [
      "only closes what has not begun",
      there,
      moment(-1, { performed: false, abort }),
      { kind: "close-aborted", reason: "it was cancelled" },
    ],
    [
      "turns back when it is cancelled",
      there,
      moment(0, { performed: false, abort }),
      { kind: "turn-back", as: "aborted" },
    ],
    [
      "turns back when the API server refuses",
      there,
      moment(1, { performed: false, refusal }),
      { kind: "turn-back", trouble: { kind: "refused", failure: refusal } },
    ],
    ["begins its way back", there, moment(-1, { ...goingBack, performed: false }), { kind: "enter", stage: 0 }],
    [
      "brings users back although it is cancelled",
      there,
      moment(0, { ...goingBack, performed: false, abort }),
      { kind: "perform" },
    ],
    [
      "leaves the waiting to the next run where it is cancelled",
      there,
      moment(1, { ...goingBack, abort }),
      { kind: "yield" },
    ],
    [
      "waits for the last pods of the candidate",
      { ...there, candidate: snapshot({ workload: undefined }) },
      moment(2, goingBack),
      { kind: "wait" },
    ],
    [
      "has gone back when none is left",
      { ...there, candidate: snapshot({ workload: undefined }), candidatePods: 0 },
      moment(2, goingBack),
      { kind: "close-back" },
    ],
    ["has nothing to do once it has ended", there, moment(2, { state: "promoted" }), { kind: "done" }],
  ])("%s", (_, seen, at, wanted) => {
    expect(decideTracks(plan, seen, at)).toMatchObject(wanted);
  });

  it("turns back when the candidate breaks while a gate looks at it", () => {
    const broken = pod({ waiting: { reason: "CreateContainerConfigError", message: 'secret "key" not found' } });
    const seen = { ...there, candidate: snapshot({ pods: [broken] }) };
    expect(decideTracks(plan, seen, moment(2))).toMatchObject({
      kind: "turn-back",
      trouble: { kind: "cause", cause: { found: expect.stringContaining("key") } },
    });
  });

  it("leaves a failed candidate to be looked at where that is asked for, but never behind users", () => {
    const keep = { ...plan, onFailure: "keep" } as const;
    expect(decideTracks(keep, starting, moment(1, { now: 1_000 }))).toMatchObject({ kind: "close-failed" });
    const reached: readonly Stage[] = [{ kind: "candidate", replicas: 3 }, { kind: "weigh", weight: 5 }, ...stages];
    const stopped = moment(4, {
      track: track({ stages: reached, stage: 4 }),
      verdict: { next: "stop", failure: refusal, markdown: "" },
    });
    expect(decideTracks(keep, there, stopped)).toMatchObject({ kind: "turn-back" });
  });
});

describe("an act that changes what the Services select", () => {
  const named = (name: string) => ({ ...pod({ running: {} }), metadata: { ...pod({ running: {} }).metadata, name } });
  const ready = (side: string) => snapshot({ pods: [named(`${side}-1`)] });
  const both = { stable: ready("stable"), candidate: ready("candidate"), candidatePods: 1 };
  const select = (pods: (Stage & { kind: "select" })["pods"], changes: Partial<TracksMoment> = {}) =>
    moment(0, { track: track({ stages: [{ kind: "select", pods }, { kind: "objects" }], stage: 0 }), ...changes });
  const next = { kind: "enter", stage: 1 };
  const moved = track({
    stages: [{ kind: "select", pods: "stable" }, { kind: "objects" }],
    stage: 0,
    stable: { ...stable, narrow: { "pod-template-hash": "old" } },
  });
  const waits = { kind: "wait", message: "the endpoints of the Services have not followed yet", until: 30_000 };
  it.each([
    ["waits while users are led to the candidate still", ["stable-1", "candidate-1"], select("stable"), waits],
    ["goes on when they are not any more", ["stable-1"], select("stable"), next],
    ["waits while they are led to the old slot", ["stable-1", "candidate-1"], select("candidate"), waits],
    ["waits while they are led nowhere", [], select("candidate"), waits],
    ["goes on when they are led to the new slot alone", ["candidate-1"], select("candidate"), next],
    ["waits before the candidate of a canary goes", ["renewed-1", "candidate-1"], select("renewed"), waits],
    ["goes on where both may answer", ["stable-1", "candidate-1"], select("both"), next],
    ["does not wait for a controller for ever", ["candidate-1"], select("stable", { now: 30_000 }), next],
    [
      "does not wait for what a wider selector brings",
      ["stable-1", "candidate-1"],
      select("stable", { ...goingBack, track: moved }),
      {},
    ],
    ["has no time to wait where the job is cancelled", ["candidate-1"], select("stable", { abort, ...goingBack }), {}],
  ])("%s", (_, behind, at, expected) => {
    const back = track({ back: at.track.stages, stage: 0, stable: at.track.stable });
    const going = at.state === "rolling-back" ? { ...at, track: back } : at;
    const act = decideTracks(plan, { ...both, behind: new Set(behind) }, going);
    expect(act).toMatchObject(at.state === "rolling-back" ? next : expected);
  });
});
