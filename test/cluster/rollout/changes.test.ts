import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirm } from "../../../src/rollout/confirm.ts";
import type { Pod } from "../../../src/rollout/workload.ts";
import { kubectl, kubectlJson } from "../support/kubectl.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { orders, service } from "./orders.ts";
import { watchPods } from "./pod-history.ts";
import { type ReleaseOptions, type TestService, testService } from "./tracks.ts";

// Good and bad releases after one another, and what others do to the service meanwhile: on simulated pods.

let node: SimulatedNode;
const shops: TestService[] = [];

beforeAll(async () => {
  node = await startSimulatedNode();
});
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.close()));
  await node.stop();
});

async function open(): Promise<TestService> {
  const shop = await testService("changes");
  shops.push(shop);
  return shop;
}

/** No node takes its pods: they are there and never ready. */
const nowhere = { nodeSelector: { nowhere: "yes" } };
const atOnce = { graces: { start: 500, ready: 60_000, restarts: 3 } };

interface Options extends Partial<ReleaseOptions> {
  readonly bad?: boolean;
  /** Of the manifest; it says nothing of them unless given. */
  readonly replicas?: number;
}

function release(shop: TestService, run: string, { bad = false, replicas, ...options }: Options = {}) {
  const podSpec = { ...node.podSpec, terminationGracePeriodSeconds: 0, ...(bad ? nowhere : {}) };
  const { spec, ...rest } = orders({ podSpec });
  const { replicas: _, ...silent } = spec;
  const objects = [service, { ...rest, spec: replicas === undefined ? silent : { ...silent, replicas } }];
  return shop.release(`orders:${run}`, { run, tracks: undefined, objects, request: atOnce, ...options });
}

const scale = (shop: TestService, replicas: number) =>
  kubectl(["scale", "deployment/orders", `--replicas=${replicas}`], { namespace: shop.namespace });

/** A moment in the middle: after the release was accepted. */
const onceApplied = (act: () => Promise<unknown> | unknown): Pick<ReleaseOptions, "onAct"> => ({
  onAct: async (phase, stage, when) => {
    if (phase === "forward" && stage === 0 && when === "performed") await act();
  },
});

/** Evicts one of the image's pods, and lets another one end as the node controller does where its node is gone. */
async function disrupt({ cluster, namespace }: TestService, image: string): Promise<void> {
  const kind = { apiVersion: "v1", kind: "Pod" };
  const any = async (): Promise<Pod> => {
    for (;;) {
      const { items } = await cluster.list<Pod>(kind);
      const found = items.find(
        ({ metadata, spec, status }) =>
          metadata.deletionTimestamp === undefined &&
          spec.containers[0]?.image === image &&
          status?.phase === "Running",
      );
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const { name } = (await any()).metadata;
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
  await cluster.request("POST", `${path}/${name}/eviction`, { body: eviction });
  const { name: lost } = (await any()).metadata;
  const condition = { type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager" };
  await kubectl(
    [
      ...["patch", "pod", lost, "--subresource=status", "--type=merge"],
      `--patch=${JSON.stringify({ status: { phase: "Failed", reason: "NodeLost", conditions: [condition] } })}`,
    ],
    { namespace },
  );
}

const states = async (shop: TestService) =>
  (await shop.record()).releases.map(({ image, state }) => `${image.replace("orders:", "")} ${state}`);
const serves = (image: string, replicas: number) => ({ orders: { image, replicas, ready: replicas } });

describe.concurrent("a service", () => {
  it("goes from good to bad, from bad to bad and from bad to good, and always back to what was verified", async ({
    expect,
  }) => {
    const shop = await open();
    expect((await release(shop, "1", { replicas: 2 })).outcome).toBe("succeeded");
    await shop.confirm("1");
    for (const run of ["2", "3"]) {
      const bad = await release(shop, run, { bad: true });
      expect(bad, bad.reason).toMatchObject({
        outcome: "rolled-back",
        back: { by: "the endpoints of Service orders" },
      });
      expect(bad.reason).toContain("no node takes pod");
      expect(bad.back?.traffic).toBeGreaterThanOrEqual(bad.back?.ready ?? Number.NaN);
      expect(await shop.deployments()).toEqual(serves("orders:1", 2));
      expect(await shop.endpoints("orders")).toBe(2);
    }
    // One that is left as it is to be looked at is no way back either.
    expect((await release(shop, "4", { bad: true, request: { ...atOnce, onFailure: "keep" } })).outcome).toBe("failed");
    const fourth = await release(shop, "5", { bad: true });
    expect(fourth.outcome).not.toBe("succeeded");
    expect((await release(shop, "6")).outcome).toBe("succeeded");
    await shop.confirm("6");
    expect(await shop.deployments()).toEqual(serves("orders:6", 2));
    expect((await states(shop)).filter((each) => /verified/.test(each))).toEqual(["6 verified", "1 verified"]);
  });

  it("is rolled back while it is released, and released anew after it was aborted, without a settle between", async ({
    expect,
  }) => {
    const shop = await open();
    await release(shop, "1", { replicas: 2 });
    await shop.confirm("1");
    const long = { graces: { ...atOnce.graces, start: 60_000 } };
    const applied = Promise.withResolvers<void>();
    const going = release(shop, "2", { bad: true, request: long, ...onceApplied(() => applied.resolve()) });
    await applied.promise;
    const back = await shop.rollBack();
    expect(back.outcome, back.reason).toBe("succeeded");
    expect(await going).toMatchObject({ outcome: "aborted", reason: "ada asked for it to be taken back: it smells" });
    expect(await shop.deployments()).toEqual(serves("orders:1", 2));

    const cancelled = new AbortController();
    const aborted = await release(shop, "3", {
      bad: true,
      signal: cancelled.signal,
      ...onceApplied(() => cancelled.abort(new Error("cancelled"))),
    });
    expect(aborted.outcome).toBe("aborted");
    expect((await release(shop, "4")).outcome).toBe("succeeded");
    expect(await shop.deployments()).toEqual(serves("orders:4", 2));
    // Whoever sees the way back through says how it ended: the run that was asked, or the rollback.
    const [fourth, third, second, first] = await states(shop);
    expect([fourth, third, first]).toEqual(["4 promoted", "3 aborted", "1 verified"]);
    expect(second).toMatch(/^2 (?:aborted|rolled-back)$/);
  });

  it("keeps the size that somebody gives it meanwhile, where the release ends well and where it goes back", async ({
    expect,
  }) => {
    const shop = await open();
    await release(shop, "1", { replicas: 2 });
    await shop.confirm("1");
    // Its template and its size change in one release; then somebody scales it in the middle of one.
    expect((await release(shop, "2", { replicas: 4 })).outcome).toBe("succeeded");
    expect(await shop.deployments()).toEqual(serves("orders:2", 4));
    await shop.confirm("2");
    expect(
      (
        await release(
          shop,
          "3",
          onceApplied(() => scale(shop, 3)),
        )
      ).outcome,
    ).toBe("succeeded");
    expect(await shop.deployments()).toEqual(serves("orders:3", 3));
    await shop.confirm("3");
    // What ends single pods of it says nothing of the release: an eviction, and a node that is lost.
    const held = await release(
      shop,
      "disrupted",
      onceApplied(() => disrupt(shop, "orders:disrupted")),
    );
    expect(held.outcome, held.reason).toBe("succeeded");
    expect(await shop.deployments()).toEqual(serves("orders:disrupted", 3));
    await shop.settle("disrupted");
    expect(await shop.deployments()).toEqual(serves("orders:3", 3));
    const bad = await release(shop, "4", { bad: true, ...onceApplied(() => scale(shop, 5)) });
    expect(bad.outcome, bad.reason).toBe("rolled-back");
    expect(await shop.deployments()).toEqual(serves("orders:3", 5));
    expect(await shop.endpoints("orders")).toBe(5);
  });
});

it("a StatefulSet that goes back loses only the pods of the failed revision that are not ready", async () => {
  const shop = await open();
  const { namespace } = shop;
  // The node has room for one pod of the failed revision: that one is ready, the next one is not.
  const podSpec = { ...node.podSpec, terminationGracePeriodSeconds: 0 };
  const set = (cpu: string) => {
    const { strategy: _, ...spec } = orders({
      podSpec,
      replicas: 3,
      container: { resources: { requests: { cpu } } },
    }).spec;
    return { ...orders(), kind: "StatefulSet", spec: { ...spec, serviceName: "orders" } };
  };
  const at = (run: string, cpu: string) =>
    shop.release("", {
      run,
      tracks: undefined,
      objects: [service, set(cpu)],
      request: { ...atOnce, force: true },
    });
  const uids = async () => {
    const { items } = await kubectlJson<{ items: { metadata: { name: string; uid: string } }[] }>(["get", "pods"], {
      namespace,
    });
    return Object.fromEntries(items.map(({ metadata }) => [metadata.name, metadata.uid]));
  };
  const first = await at("1", "1m");
  expect(first.outcome, first.reason).toBe("succeeded");
  const workload = { apiVersion: "apps/v1", kind: "StatefulSet", name: "orders", namespace };
  const run = { runKey: "1-1", runUrl: "", actor: "ada", commit: "" };
  const { cluster, log } = shop;
  const signal = new AbortController().signal;
  await confirm({ workload, image: "" }, { cluster, log, signal, run, now: () => performance.now() });
  const before = await uids();
  const history = await watchPods(namespace);
  const bad = await at("2", "17");
  expect(bad.outcome, bad.reason).toBe("rolled-back");
  expect(bad.reason).toContain("no node takes pod orders-1");
  const after = await uids();
  expect(after["orders-0"]).toBe(before["orders-0"]);
  // With the ready one deleted too, only one would have been left.
  expect((await history.end()).leastReady).toBe(2);
});
