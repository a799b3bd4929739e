import { describe, expect, it } from "vitest";
import { findShortage } from "../../../../src/rollout/tracks/room.ts";

type Node = Parameters<typeof findShortage>[1][number];
type Pod = Parameters<typeof findShortage>[2][number];

function node(name: string, changes: Partial<Node["spec"]> = {}, ready = true): Node {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { zone: "a" } },
    spec: changes,
    status: {
      conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
      allocatable: { cpu: "2", memory: "1Gi", pods: "10" },
    },
  };
}

function pod(nodeName: string, requests: Record<string, string>): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "other" },
    spec: { nodeName, containers: [{ name: "c", image: "i", resources: { requests } }] },
  };
}

function wanted(replicas: number, requests: Record<string, string>, spec: Record<string, unknown> = {}, standing = 0) {
  return {
    template: { spec: { containers: [{ name: "c", image: "i", resources: { requests } }], ...spec } },
    replicas,
    standing: Array.from({ length: standing }, () => pod("one", {})),
  };
}

describe("the room for a candidate", () => {
  it.each([
    ["there is where all pods fit", wanted(4, { cpu: "500m" }), [node("one")], []],
    ["there is on several nodes together", wanted(7, { cpu: "500m" }), [node("one"), node("two")], []],
    ["need not be there for pods that stand already", wanted(5, { cpu: "500m" }, {}, 1), [node("one")], []],
    ["there is for pods that ask for nothing", wanted(10, {}), [node("one")], []],
    [
      "there is on a tainted node that its pods tolerate",
      wanted(1, {}, { tolerations: [{ key: "only", operator: "Exists" }] }),
      [node("one", { taints: [{ key: "only", effect: "NoSchedule" }] })],
      [],
    ],
  ])("%s", (_, pods, nodes, others) => {
    expect(findShortage(pods, nodes, others)).toBeUndefined();
  });

  it.each([
    [
      "of cpu",
      wanted(3, { cpu: "800m", memory: "64Mi" }),
      [node("one")],
      [pod("one", { cpu: "300m" })],
      "there is room for 2 of 3 more pods (each asks for 800m cpu and 64Mi memory; one has 1700m cpu, 1024Mi memory and 9 pods left)",
    ],
    [
      "of memory",
      wanted(2, { memory: "600M" }),
      [node("one")],
      [],
      "there is room for 1 of 2 more pods (each asks for 0m cpu and 572Mi memory; one has 2000m cpu, 1024Mi memory and 10 pods left)",
    ],
    [
      "of pods",
      wanted(11, {}),
      [node("one")],
      [],
      "there is room for 10 of 11 more pods (each asks for 0m cpu and 0Mi memory; one has 2000m cpu, 1024Mi memory and 10 pods left)",
    ],
    [
      "of nodes that are ready",
      wanted(1, {}),
      [node("one", {}, false), node("two", { unschedulable: true })],
      [],
      "none of the 2 nodes takes its pods (1 ready; the others are not ready, cordoned, tainted, or not selected)",
    ],
    [
      "of nodes that its selector means",
      wanted(1, {}, { nodeSelector: { zone: "b" } }),
      [node("one")],
      [],
      "the only node does not take its pods (1 ready; the others are not ready, cordoned, tainted, or not selected)",
    ],
  ])("is short %s", (_, pods, nodes, others, message) => {
    expect(findShortage(pods, nodes, others)).toBe(message);
  });

  it("counts the largest init container, and sidecars with the containers", () => {
    const spec = {
      initContainers: [
        { name: "init", image: "i", resources: { requests: { cpu: "1500m" } } },
        { name: "side", image: "i", restartPolicy: "Always", resources: { requests: { cpu: "100m" } } },
      ],
    };
    expect(findShortage(wanted(2, { cpu: "100m" }, spec), [node("one")], [])).toContain("1500m cpu");
  });
});
