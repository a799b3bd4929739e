import { expect, it } from "vitest";
import { servingPods } from "../../../../src/rollout/tracks/take-back-tracks.ts";
import { track } from "./track.ts";

it("asks the slot that is gone back to, which need not be called like the workload", () => {
  const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" };
  const stable = { deployment: "orders-blue", narrow: { version: "blue" }, replicas: 2, templateHash: "a" };
  expect(servingPods(track({ stable }), workload)).toEqual({
    workload: { ...workload, name: "orders-blue" },
    labels: { version: "blue" },
  });
  // A first release has none.
  expect(servingPods({ stable: undefined }, workload)).toEqual({ workload, labels: {} });
});
