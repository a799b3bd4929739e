// What does a release with two tracks look like in the tests?

import type { Stage, Track } from "../../../../src/release/track.ts";

export function track(changes: Partial<Track> = {}): Track {
  return {
    strategy: "blue-green",
    stages: [],
    back: [],
    stage: -1,
    stageSince: "",
    pausedAt: "",
    stable: { deployment: "orders", narrow: { "pod-template-hash": "abc" }, replicas: 3, templateHash: "abc" },
    candidate: { deployment: "orders-green", narrow: { "slipway.dev/slot": "green" }, replicas: 3, templateHash: "" },
    candidateBefore: undefined,
    services: [{ name: "orders", selector: { app: "orders" }, base: { app: "orders" } }],
    preview: { name: "orders-preview" },
    route: undefined,
    autoscaler: undefined,
    scaledDown: false,
    header: undefined,
    settleTime: 5_000,
    ...changes,
  };
}

/** `select stable, objects, gate 25`, to compare whole scripts at a glance. */
export function scriptText(stages: readonly Stage[]): string {
  return stages.map(stageText).join(", ");
}

function stageText(stage: Stage): string {
  const { kind, ...rest } = stage;
  return [kind, ...Object.values(rest)].join(" ");
}
