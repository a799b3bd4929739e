import { describe, expect, it } from "vitest";
import {
  type BlueGreenOptions,
  blueGreen,
  blueGreenBack,
  blueGreenRefit,
} from "../../../../src/rollout/blue-green/blue-green.ts";
import { parseSteps } from "../../../../src/rollout/canary/steps.ts";
import type { PlanFacts } from "../../../../src/rollout/tracks/strategy.ts";
import { scriptText, track } from "../tracks/track.ts";

const facts: PlanFacts = {
  stable: { replicas: 3 },
  replicas: 3,
  router: "service",
  header: false,
  settleTime: 5_000,
  autoscaled: false,
};

function script(changes: Partial<PlanFacts> = {}, options: Partial<BlueGreenOptions> = {}): string {
  const strategy = blueGreen({
    slots: [],
    slotKey: "",
    previewReplicas: undefined,
    steps: parseSteps("10, 25:1m, 50:manual, 100", "steps"),
    overlapping: false,
    ...options,
  });
  return scriptText(strategy.forward({ ...facts, ...changes }));
}

describe("the acts of a blue-green release", () => {
  it.each([
    [
      "by a selector: narrowed before a candidate pod exists, changed over in one act",
      script(),
      "select stable, objects, preview, candidate 3, gate 0 0, select candidate, settle 5000",
    ],
    [
      "a first one has nothing to narrow, and users get in after the gates",
      script({ stable: undefined }),
      "objects, preview, candidate 3, gate 0 0, select candidate",
    ],
    [
      "with few pods for the gates, and the full size before the cutover",
      script({}, { previewReplicas: 1 }),
      "select stable, objects, preview, candidate 1, gate 0 0, scale candidate 3, select candidate, settle 5000",
    ],
    [
      "never with more for the gates than the slot has",
      script({}, { previewReplicas: 9 }),
      "select stable, objects, preview, candidate 3, gate 0 0, select candidate, settle 5000",
    ],
    [
      "with both slots selected for a while, for load balancers outside",
      script({}, { overlapping: true }),
      "select stable, objects, preview, candidate 3, gate 0 0, select both, settle 5000, select candidate, settle 5000",
    ],
    [
      "with an autoscaler, which takes no pods away while users go over by weights",
      script({ autoscaled: true, router: "weighted" }, { steps: [{ weight: 50, pause: { kind: "none" } }] }),
      "select stable, objects, preview, candidate 3, route prepare, settle 5000, gate 0 0, autoscaler hold, weigh 50, settle 5000, gate 50 0, select candidate, autoscaler candidate, settle 5000, route restore, settle 5000, route clean-up",
    ],
    [
      "with an autoscaler, which follows the users",
      script({ autoscaled: true }),
      "select stable, objects, preview, candidate 3, gate 0 0, select candidate, autoscaler candidate, settle 5000",
    ],
    [
      "by weights, judged at each, and the route given back once the selector has changed over",
      script({ router: "weighted" }),
      "select stable, objects, preview, candidate 3, route prepare, settle 5000, gate 0 0, " +
        "weigh 10, settle 5000, gate 10 0, weigh 25, settle 5000, gate 25 60000, " +
        "weigh 50, settle 5000, gate 50 0, hold, weigh 100, settle 5000, gate 100 0, " +
        "select candidate, settle 5000, route restore, settle 5000, route clean-up",
    ],
    [
      "by weights with a header that leads to the candidate before any share does",
      script({ router: "weighted", header: true }, { steps: parseSteps("100", "steps") }),
      "select stable, objects, preview, candidate 3, route prepare, settle 5000, header true, settle 5000, gate 0 0, " +
        "weigh 100, settle 5000, gate 100 0, select candidate, settle 5000, route restore, settle 5000, route clean-up",
    ],
  ])("%s", (_, acts, wanted) => {
    expect(acts).toBe(wanted);
  });
});

describe("the way back of a blue-green release", () => {
  it.each([
    [
      "brings users back first, and widens the selector when no candidate pod is left",
      track(),
      "select stable, settle 5000, remove-candidate, select original",
    ],
    [
      "gives the route back while stable has its full size",
      track({ route: { router: "traefik" } }),
      "select stable, route restore, settle 5000, route clean-up, remove-candidate, select original",
    ],
    [
      "brings the old slot up before users go there, where it was scaled down",
      track({ scaledDown: true }),
      "scale stable 3, select stable, settle 5000, remove-candidate, select original",
    ],
    [
      "gives the autoscaler back",
      track({
        autoscaler: { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", name: "orders", saved: {} },
      }),
      "select stable, autoscaler stable, settle 5000, remove-candidate, select original",
    ],
    ["of a first release takes away what it made", track({ stable: undefined }), "remove-candidate"],
  ])("%s", (_, from, wanted) => {
    expect(scriptText(blueGreenBack(from))).toBe(wanted);
  });
});

describe("stable is scaled while the release is under way", () => {
  const stagesOf = (options: Partial<BlueGreenOptions> = {}) => [
    ...blueGreen({
      slots: [],
      slotKey: "",
      previewReplicas: undefined,
      steps: [],
      overlapping: false,
      ...options,
    }).forward(facts),
  ];
  it.each([
    [
      "before the candidate is there: it is made as large",
      stagesOf(),
      2,
      5,
      "select stable, objects, preview, candidate 5, gate 0 0, select candidate, settle 5000",
    ],
    [
      "while the gates look: it grows before users come",
      stagesOf(),
      4,
      5,
      "select stable, objects, preview, candidate 3, gate 0 0, scale candidate 5, select candidate, settle 5000",
    ],
    [
      "while the gates look at few pods: it gets the new full size",
      stagesOf({ previewReplicas: 1 }),
      4,
      2,
      "select stable, objects, preview, candidate 1, gate 0 0, scale candidate 2, select candidate, settle 5000",
    ],
    [
      "after the cutover: the old slot is nobody's measure any more",
      stagesOf(),
      5,
      9,
      "select stable, objects, preview, candidate 3, gate 0 0, select candidate, settle 5000",
    ],
    [
      "to nothing: that is no size to take over with",
      stagesOf(),
      4,
      0,
      "select stable, objects, preview, candidate 3, gate 0 0, select candidate, settle 5000",
    ],
  ])("%s", (_, stages, stage, now, expected) => {
    expect(scriptText(blueGreenRefit(track({ stages, stage }), { stable: now }).stages)).toBe(expected);
  });

  it("keeps what the manifest asks for beyond it", () => {
    const stages = stagesOf().map((each) => (each.kind === "candidate" ? { ...each, replicas: 6 } : each));
    const fitted = blueGreenRefit(track({ stages, stage: 2 }), { stable: 4 });
    expect(scriptText(fitted.stages)).toContain("candidate 6");
    expect(fitted.stable?.replicas).toBe(4);
  });
});
