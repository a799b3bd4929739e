// Is the node told for which a release waits?

import { afterEach, describe, expect, it } from "vitest";
import { patienceEnd } from "../../../src/rollout/causes/cause.ts";
import { findCauses } from "../../../src/rollout/causes/find.ts";
import { waitedNodes } from "../../../src/rollout/causes/node.ts";
import { explain } from "../../../src/rollout/diagnosis.ts";
import { describeNode, type Node, readNodeStates } from "../../../src/rollout/node-states.ts";
import { type Mark, progressTo } from "../../../src/rollout/rolling.ts";
import type { Condition, Pod } from "../../../src/rollout/workload.ts";
import { json, type Loopback, serve, status } from "../kube/api-server.ts";
import { deployment, pod, snapshot } from "./objects.ts";

// As a cluster says it once the kubelet of a node has ended.
const lostConditions: Condition[] = [
  { type: "Ready", status: "False", lastTransitionTime: "2026-01-01T00:00:51Z" },
  { type: "ContainersReady", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z" },
  { type: "PodScheduled", status: "True" },
];
const running = pod({ running: {} }, { ready: true, started: true }, { nodeName: "n2" });
const lost = named("orders-lost", {
  ...running,
  status: { ...running.status, phase: "Running", conditions: lostConditions },
});
const fresh = named("orders-new", {
  ...pod({}),
  spec: { ...pod({}).spec, nodeName: "n3" },
  status: { phase: "Pending" },
});
const affinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["n4"] }] }],
    },
  },
};
const full = named("orders-full", {
  ...pod({}),
  spec: { ...pod({}).spec, affinity },
  status: {
    phase: "Pending",
    conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: "1 Insufficient cpu" }],
  },
});

function named(name: string, from: Pod): Pod {
  return { ...from, metadata: { ...from.metadata, name, uid: name } };
}

describe("a node that does not answer", () => {
  it.each([
    ["has a pod of the new revision", { pods: [lost] }],
    ["has one of the old revision, which is not replaced", { pods: [], others: [lost] }],
  ])("%s: it is named while it is waited for, and is no failure", (_, pods) => {
    const [cause] = findCauses(snapshot(pods));
    expect(cause?.found).toBe(
      "node n2 does not answer: pod orders-lost on it is not ready since 2026-01-01T00:00:51Z, though its containers were",
    );
    expect(cause && patienceEnd(cause, { now: 1, seenSince: new Map() })).toBe(Number.POSITIVE_INFINITY);
    const workload = deployment({ status: { updatedReplicas: 2 } });
    const mark: Mark = { template: workload.spec.template, generation: 2, staleProgress: undefined };
    const moment = { now: 0, seenSince: new Map() };
    const progress = progressTo(mark, { deadline: 1 }, snapshot({ ...pods, workload }), moment);
    expect(progress).toMatchObject({ kind: "wait", message: expect.stringContaining("(node n2 does not answer") });
  });

  it("is not told where a kubelet says itself that a pod is not ready, or has ended it", () => {
    const gate = lostConditions.map((each) =>
      each.type === "Ready" ? { ...each, reason: "ReadinessGatesNotReady" } : each,
    );
    const unready = lostConditions.map((each) => ({ ...each, status: "False" as const }));
    for (const conditions of [gate, unready]) {
      expect(waitedNodes({ pods: [{ ...lost, status: { ...lost.status, conditions } }] })).toEqual([]);
    }
  });
});

describe("the nodes that are waited for", () => {
  it("are those of lost pods, of pods that nobody has begun with or ended, and of pods that have no other", () => {
    const ending = named("orders-ending", running);
    const others = [
      running,
      { ...ending, metadata: { ...ending.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" } },
    ];
    expect(waitedNodes({ pods: [full, fresh, running, lost], others })).toEqual([
      { node: "n2", pod: "orders-lost", how: "lost" },
      { node: "n3", pod: "orders-new", how: "idle" },
      { node: "n2", pod: "orders-ending", how: "idle" },
      { node: "n4", pod: "orders-full", how: "refused" },
    ]);
  });

  it("is the only one that may take a pod of a DaemonSet", () => {
    expect(findCauses(snapshot({ pods: [full] }))[0]?.found).toBe(
      "node n4 does not take pod orders-full: 1 Insufficient cpu",
    );
  });

  const idle = [{ node: "n3", pod: "orders-new", how: "idle" as const }];
  const refused = [{ node: "n4", pod: "orders-full", how: "refused" as const }];
  const node = (ready: Partial<Condition> | undefined, spec: Node["spec"] = {}): Node => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "n3" },
    spec,
    status: { conditions: ready === undefined ? [] : [{ type: "Ready", status: "True", ...ready }] },
  });
  const unknown = {
    status: "Unknown",
    lastTransitionTime: "2026-01-01T00:00:51Z",
    reason: "NodeStatusUnknown",
    message: "Kubelet stopped posting node status.",
  } as const;

  it.each([
    [
      "does not answer",
      node(unknown),
      idle,
      "node n3 is NotReady since 2026-01-01T00:00:51Z (NodeStatusUnknown: Kubelet stopped posting node status.; pod orders-new is on it)",
    ],
    [
      "does not answer and is cordoned",
      node({ status: "False" }, { unschedulable: true }),
      [...idle, ...idle],
      "node n3 is NotReady (cordoned; pod orders-new is on it, and 1 more)",
    ],
    ["was never there", node(undefined), idle, "node n3 has never been ready (pod orders-new is on it)"],
    ["is cordoned", node({}, { unschedulable: true }), refused, "node n3 is cordoned (pod orders-full is for it)"],
    ["is gone", undefined, idle, "node n3 is not there any more (pod orders-new is on it)"],
    ["is well, and slow", node({}), idle, "node n3 has not done its part (pod orders-new is on it)"],
    ["is well, and full", node({}), refused, ""],
  ])("%s", (_, seen, waited, text) => {
    expect(describeNode("n3", seen, waited)).toBe(text);
  });

  let loopback: Loopback | undefined;
  afterEach(() => loopback?.close());
  const server = async (code: number, body: unknown) => {
    loopback = await serve((_, response) => json(response, code, body), { firstContactMs: 1000, restartMs: 1000 });
    return loopback;
  };

  it("are asked by their names, at most five of them", async () => {
    const { cluster, seen } = await server(200, { items: [node(unknown)], metadata: {} });
    const many = ["n1", "n2", "n3", "n4", "n5", "n6", "n1"].map((each) => ({ ...idle[0], node: each }) as const);
    const states = await readNodeStates(cluster, many as never, {});
    expect(states.told).toHaveLength(6);
    expect(states.told[0]).toMatch(/^node n1 is NotReady .*pod orders-new is on it, and 1 more\)$/);
    expect(states.told[5]).toBe("and 1 more nodes");
    expect(seen.filter((each) => each.includes("/nodes?"))).toHaveLength(5);
    expect(seen).toContain("GET /api/v1/nodes?fieldSelector=metadata.name%3Dn1");
  });

  it("are told by the pods alone to who may not look at nodes", async () => {
    const { cluster } = await server(403, status(403, "Forbidden"));
    expect(await readNodeStates(cluster, [...idle, { node: "n2", pod: "orders-lost", how: "lost" }], {})).toEqual({
      told: ["node n3 has not done its part (pod orders-new is on it)"],
      unread: "this user may not list nodes",
    });
  });

  it("stand in the failure at the deadline, with what to do about them", () => {
    const trouble = { kind: "timeout", waitingFor: "1 of 2 pods are ready", causes: [] } as const;
    const told = [describeNode("n3", node(unknown), idle)];
    const { found, advice } = explain(trouble, undefined, [], 60_000, { told });
    expect(found).toMatch(/^not rolled out within 60 s: 1 of 2 pods are ready; node n3 is NotReady since/);
    expect(advice).toContain("kubectl describe node n3");
    expect(explain(trouble, undefined, [], 60_000).advice).toContain("raise `timeout`");
  });
});
