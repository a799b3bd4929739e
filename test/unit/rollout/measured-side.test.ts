import { expect, it } from "vitest";
import { measuredSide } from "../../../src/rollout/measured-side.ts";
import type { Pod } from "../../../src/rollout/workload.ts";

const pod = (name: string, owner: string, labels: Record<string, string>, second: number): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name,
    labels,
    creationTimestamp: `2026-01-01T00:00:0${second}Z`,
    ownerReferences: [{ apiVersion: "apps/v1", kind: "x", name: owner, uid: "1", controller: true }],
  },
  spec: { containers: [] },
});

it("is told by the pods: their controllers, what labels they share, and the first one's start", () => {
  const pods = [
    pod("orders-0", "orders", { app: "orders", "statefulset.kubernetes.io/pod-name": "orders-0" }, 5),
    pod("orders-1", "orders", { app: "orders", "statefulset.kubernetes.io/pod-name": "orders-1" }, 3),
  ];
  expect(measuredSide(pods, { name: "orders" }, "image")).toEqual({
    deployment: "orders",
    owners: ["orders"],
    labels: { app: "orders" },
    since: Date.parse("2026-01-01T00:00:03Z"),
    image: "image",
  });
});

it("is nobody's where there are no pods", () => {
  expect(measuredSide([], { name: "orders" }, "")).toMatchObject({ owners: [], labels: {} });
});
