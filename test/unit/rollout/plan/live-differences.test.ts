import { describe, expect, it } from "vitest";
import {
  backDifferences,
  selectionDifferences,
  templateDifference,
} from "../../../../src/rollout/plan/live-differences.ts";
import type { ServiceObject } from "../../../../src/rollout/tracks/strategy.ts";
import { deployment, replicaSet, snapshot, template } from "../objects.ts";
import { track } from "../tracks/track.ts";

const service = (selector: Record<string, string>): ServiceObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "orders", namespace: "shop" },
  spec: { selector, ports: [{ port: 80 }] },
});
const green = service({ app: "orders", "slipway.dev/slot": "green" });

describe("what acts change that apply no manifest", () => {
  it("is whom the Services select after the last of them", () => {
    const stages = [
      { kind: "select", pods: "both" },
      { kind: "select", pods: "candidate" },
      { kind: "settle", time: 10 },
    ] as const;
    const before = service({ app: "orders", "pod-template-hash": "abc" });
    const [only, ...others] = selectionDifferences([before], stages, track(), undefined);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ object: "Service shop/orders", change: "change", by: "live objects" });
    expect(only?.diff).toContain("-    pod-template-hash: abc");
    expect(only?.diff).toContain("+    slipway.dev/slot: green");
    expect(selectionDifferences([green], stages, track(), undefined)).toMatchObject([{ change: "none" }]);
    expect(selectionDifferences([green], stages.slice(2), track(), undefined)).toEqual([]);
  });

  it("is the template and the size of a Deployment, without what its environment hides", () => {
    const other = template("orders:1");
    const secret = {
      ...other,
      spec: {
        ...other.spec,
        containers: [{ name: "orders", image: "orders:1", env: [{ name: "DB_PASSWORD", value: "hunter2" }] }],
      },
    };
    const { diff } = templateDifference(deployment(), secret, 1);
    expect(diff).toContain("-  replicas: 3\n+  replicas: 1");
    expect(diff).toMatch(/\+ +image: orders:1/);
    expect(diff).not.toContain("hunter2");
  });

  it("is, on a way back, what both Deployments were before", () => {
    const back = [
      { kind: "scale", track: "stable", replicas: 3 },
      { kind: "select", pods: "stable" },
      { kind: "remove-candidate" },
      { kind: "select", pods: "original" },
    ] as const;
    const stable = snapshot({
      workload: deployment({ image: "orders:1", spec: { replicas: 2 } }),
      current: replicaSet("orders:1", 1),
    });
    const side = { deployment: "orders", narrow: {}, replicas: 3, templateHash: "hash1" };
    const gone = backDifferences([green], { stable, candidate: snapshot() }, track({ back, stable: side }));
    expect(gone.map(({ object, change }) => `${change} ${object}`)).toEqual([
      "change Service shop/orders",
      "change Deployment shop/orders",
      "delete Deployment shop/orders",
    ]);
    expect(gone[1]?.diff).toContain("-  replicas: 2\n+  replicas: 3");
    expect(gone[1]?.diff, "its template is as it was").not.toContain("image");
    expect(gone[2]?.diff).toBe("");

    const candidate = { deployment: "orders-green", narrow: {}, replicas: 3, templateHash: "hash1" };
    const kept = backDifferences(
      [],
      { stable, candidate: snapshot() },
      track({ back, stable: side, candidate, candidateBefore: { replicas: 1 } }),
    );
    expect(kept[1]?.diff).toMatch(/-\s+- image: orders:2|-\s+image: orders:2/);
    expect(kept[1]?.diff).toContain("-  replicas: 3\n+  replicas: 1");
  });
});
