import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { confirm } from "../../../src/rollout/confirm.ts";
import { deploymentReadiness } from "../../../src/rollout/readiness/deployment.ts";
import { conditionOf, type Deployment, type KubeEvent, type Pod, podKind } from "../../../src/rollout/workload.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { orders, unproxiedService as service } from "./orders.ts";
import { watchPods } from "./pod-history.ts";
import { type ReleaseOptions, type TestService, testService } from "./tracks.ts";
import { killAt, killed } from "./walks.ts";

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
  readonly podSpec?: Readonly<Record<string, unknown>>;
  readonly container?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Of the manifest; it says nothing of them unless given. */
  readonly replicas?: number;
}

function release(shop: TestService, run: string, options: Options = {}) {
  const { bad = false, replicas, podSpec: pods, container = {}, spec: own = {}, ...more } = options;
  const podSpec = { ...node.podSpec, terminationGracePeriodSeconds: 0, ...pods, ...(bad ? nowhere : {}) };
  const { spec, ...rest } = orders({ podSpec, container, spec: own });
  const { replicas: _, ...silent } = spec;
  const objects = [service, { ...rest, spec: replicas === undefined ? silent : { ...silent, replicas } }];
  return shop.release(`orders:${run}`, { run, tracks: undefined, objects, request: atOnce, ...more });
}

const scale = ({ cluster, namespace }: TestService, replicas: number) => {
  const reference = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace };
  return cluster.patch(reference, "merge", { spec: { replicas } }, { subresource: "scale" });
};

/** A moment in the middle: after the release was accepted. */
const onceApplied = (act: () => Promise<unknown> | unknown): Pick<ReleaseOptions, "onAct"> => ({
  onAct: async (phase, stage, when) => {
    if (phase === "forward" && stage === 0 && when === "performed") await act();
  },
});

/** Evicts one of the image's pods, and lets another one end as the node controller does where its node is gone. */
async function disrupt({ cluster, namespace }: TestService, image: string): Promise<void> {
  const any = (): Promise<Pod> =>
    podOf(cluster, ({ spec, status }) => spec.containers[0]?.image === image && status?.phase === "Running");
  const { name } = (await any()).metadata;
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
  await cluster.request("POST", `${path}/${name}/eviction`, { body: eviction });
  const { name: lost } = (await any()).metadata;
  const condition = { type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager" };
  const status = { phase: "Failed", reason: "NodeLost", conditions: [condition] };
  const reference = { ...podKind, name: lost, namespace };
  await cluster.patch(reference, "merge", { status }, { subresource: "status" });
}

/** Resolves a while after all pods are ready again and none is left over: whoever watches has seen it by then. */
async function untilWhole({ cluster, namespace }: TestService): Promise<void> {
  const reference = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace };
  for (;;) {
    const live = await cluster.get<Deployment>(reference);
    if (live !== undefined && deploymentReadiness(live).kind === "ready") break;
    await setTimeout(50);
  }
  await setTimeout(1_000);
}

/** Which level of Pod Security the namespace enforces. */
async function enforce({ cluster, namespace }: TestService, level: string): Promise<void> {
  const labels = { "pod-security.kubernetes.io/enforce": level };
  await cluster.patch({ apiVersion: "v1", kind: "Namespace", name: namespace }, "merge", { metadata: { labels } });
}

/** No more ReplicaSets than there are. @returns what gives the room back */
async function holdReplicaSets({ cluster, namespace }: TestService): Promise<() => Promise<void>> {
  const reference = { apiVersion: "v1", kind: "ResourceQuota", name: "replica-sets", namespace };
  const { apiVersion, kind, ...metadata } = reference;
  await cluster.create({ apiVersion, kind, metadata, spec: { hard: { "count/replicasets.apps": "1" } } });
  const used = async () => (await cluster.get<KubeObject & { status?: { used?: object } }>(reference))?.status?.used;
  while ((await used()) === undefined) await setTimeout(50);
  return () => cluster.delete(reference);
}

/** Resolves once nobody is led to any pod. */
async function leadNowhere(shop: TestService): Promise<void> {
  const reference = { apiVersion: "v1", kind: "Service", name: "orders", namespace: shop.namespace };
  // The release has asked which Services lead there, and has its answer before these have theirs.
  for (let asked = 0; asked < 5; asked += 1) await shop.cluster.list({ apiVersion: "v1", kind: "Service" });
  await shop.cluster.patch(reference, "merge", { spec: { selector: { nobody: "yes" } } });
  while ((await shop.endpoints("orders")) > 0) await setTimeout(50);
  // A list tells it a moment before the watch of the release does, and nothing tells when that one has.
  await setTimeout(1_000);
}

/** As a cluster autoscaler does for a pod that no node takes. */
async function tellOfScaleUp(shop: TestService): Promise<void> {
  const isPending = ({ status }: Pod) => conditionOf(status?.conditions, "PodScheduled")?.status === "False";
  const pod = await podOf(shop.cluster, isPending);
  await tell(shop, pod, {
    type: "Normal",
    reason: "TriggeredScaleUp",
    message: "pod triggered scale-up: [{pool 1->2}]",
  });
}

/** As a kubelet does whose cache has not heard of a ConfigMap in time, which it mends by itself. */
async function tellOfCache(shop: TestService, pod: Pod): Promise<void> {
  const message =
    'MountVolume.SetUp failed for volume "settings" : failed to sync configmap cache: timed out waiting for the condition';
  await tell(shop, pod, { type: "Warning", reason: "FailedMount", message });
}

/** As a kubelet does once the containers run. */
async function makeReady({ cluster, namespace }: TestService, { metadata: { name }, spec }: Pod): Promise<void> {
  const containers = spec.containers.map((each) => ({
    name: each.name,
    image: each.image,
    imageID: "",
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: new Date().toISOString() } },
  }));
  const conditions = ["Initialized", "ContainersReady", "Ready"].map((type) => ({ type, status: "True" }));
  const status = { phase: "Running", conditions, containerStatuses: containers };
  await cluster.patch({ ...podKind, name, namespace }, "merge", { status }, { subresource: "status" });
}

async function tell(
  { cluster, namespace }: TestService,
  pod: Pod,
  told: Pick<KubeEvent, "type" | "reason" | "message"> & { reason: string },
): Promise<void> {
  const { name, uid } = pod.metadata;
  const now = new Date().toISOString();
  await cluster.create({
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.${told.reason.toLowerCase()}`, namespace },
    involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace, uid },
    ...told,
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
  });
}

/** A pod of a higher priority takes the room of the release's own, until the release waits for it. */
async function preempt({ cluster, namespace, log }: TestService): Promise<void> {
  const first = await podOf(cluster, ({ spec }) => spec.nodeName !== undefined);
  const name = namespace;
  const kind = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass" };
  await cluster.create({ ...kind, metadata: { name }, value: 1_000 });
  const container = { name: "greedy", image: "greedy", resources: { requests: { cpu: "20" } } };
  const spec = { ...node.podSpec, priorityClassName: name, terminationGracePeriodSeconds: 0, containers: [container] };
  const greedy = { apiVersion: "v1", kind: "Pod", metadata: { name: "greedy", namespace }, spec };
  // Whoever admits pods learns of a new class a moment later.
  await expect.poll(() => cluster.create(greedy).then(() => "", String)).toBe("");
  await podOf(cluster, ({ metadata, spec }) => metadata.name === "greedy" && spec.nodeName !== undefined);
  // The scheduler has ended the release's own for it, and the next one has no room.
  const next = await podOf(cluster, ({ metadata, status }) => {
    const isPending = conditionOf(status?.conditions, "PodScheduled")?.status === "False";
    return metadata.name !== "greedy" && isPending;
  });
  expect(next.metadata.uid).not.toBe(first.metadata.uid);
  const reference = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace };
  await expect.poll(async () => (await cluster.get<Deployment>(reference))?.status?.readyReplicas ?? 0).toBe(0);
  const from = log.lines.length;
  void (async () => {
    while (!waits(log.lines.slice(from))) await setTimeout(20);
    await cluster.delete({ apiVersion: "v1", kind: "Pod", name: "greedy", namespace });
    await cluster.delete({ ...kind, name });
  })();
}

function waits(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith("Waiting: "));
}

async function podOf(cluster: TestService["cluster"], is: (pod: Pod) => boolean): Promise<Pod> {
  for (;;) {
    const { items } = await cluster.list<Pod>(podKind);
    const found = items.find((pod) => pod.metadata.deletionTimestamp === undefined && is(pod));
    if (found !== undefined) return found;
    await setTimeout(20);
  }
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

    // What an admission refuses to create cannot heal: it goes back at once, also with a long grace.
    await enforce(shop, "restricted");
    const refused = await release(shop, "7", { request: { graces: { ...atOnce.graces, start: 60_000 } } });
    expect(refused.outcome, refused.reason).toBe("rolled-back");
    expect(refused.reason).toMatch(/its pods cannot be created: .*violates PodSecurity "restricted/);
    await enforce(shop, "privileged");
    expect(await shop.deployments()).toEqual(serves("orders:6", 2));

    // Nor does a ReplicaSet that may not be created, of which a Deployment without a deadline has nothing but an event.
    const lift = await holdReplicaSets(shop);
    const unmade = await release(shop, "policy", {
      spec: { progressDeadlineSeconds: 2_147_483_647 },
      request: { graces: { ...atOnce.graces, start: 60_000 } },
    });
    expect(unmade.outcome, unmade.reason).toBe("rolled-back");
    expect(unmade.reason).toMatch(/its ReplicaSet cannot be created: .*exceeded quota/);
    await lift();
    expect(await shop.deployments()).toEqual(serves("orders:6", 2));

    // A way back whose pods are ready and that leads nobody to them is not called a good one.
    const lost = await release(shop, "8", {
      bad: true,
      request: { ...atOnce, timeout: 10_000 },
      onAct: async (phase, stage, when) => {
        if (phase === "back" && stage === 2 && when === "entered") await leadNowhere(shop);
      },
    });
    expect(lost.outcome, lost.reason).toBe("failed");
    expect(`${lost.reason} ${lost.failure?.message}`).toMatch(/Service orders does not lead to pod orders-\S+ yet/);
    expect((await states(shop))[0]).toBe("8 failed");
  });

  it("waits where a node is on its way for its pod, the scheduler gives its place away, or a kubelet knows a ConfigMap late", async ({
    expect,
  }) => {
    const [awaited, preempted] = await Promise.all([open(), open()]);
    const grace = 5_000;
    const request = { graces: { ...atOnce.graces, start: grace } };
    const coming = release(awaited, "1", {
      podSpec: { nodeSelector: { ...node.podSpec.nodeSelector, arrives: awaited.namespace } },
      replicas: 1,
      request,
      ...onceApplied(() => tellOfScaleUp(awaited)),
    });
    const pushedAside = release(preempted, "1", {
      container: { resources: { requests: { cpu: "20" } } },
      replicas: 1,
      request: { graces: { ...atOnce.graces, start: 60_000 } },
      ...onceApplied(() => preempt(preempted)),
    });
    // Without the word of the autoscaler it would have been given up by then.
    await expect.poll(() => waits(awaited.log.lines)).toBe(true);
    await setTimeout(grace + 1_000);
    const arrived = { metadata: { labels: { arrives: awaited.namespace } } };
    await awaited.cluster.patch({ apiVersion: "v1", kind: "Node", name: node.name }, "merge", arrived);
    const [late, aside] = await Promise.all([coming, pushedAside]);
    expect(late.outcome, late.reason).toBe("succeeded");
    expect(aside.outcome, aside.reason).toBe("succeeded");
    await expect.poll(() => preempted.deployments()).toEqual(serves("orders:1", 1));
    // Another test needs the room of the node.
    await scale(preempted, 0);

    // A node whose kubelet this test is: what it cannot mount yet is no failure, however long it takes.
    await awaited.confirm("1");
    const kubelet = `kubelet-of-${awaited.namespace}`;
    const from = awaited.log.lines.length;
    const mounting = release(awaited, "2", {
      podSpec: { nodeName: kubelet, nodeSelector: undefined },
      request,
      ...onceApplied(async () => {
        await tellOfCache(awaited, await podOf(awaited.cluster, ({ spec }) => spec.nodeName === kubelet));
      }),
    });
    await expect.poll(() => waits(awaited.log.lines.slice(from))).toBe(true);
    const pod = await podOf(awaited.cluster, ({ spec }) => spec.nodeName === kubelet);
    await setTimeout(grace + 1_000);
    await makeReady(awaited, pod);
    const mounted = await mounting;
    expect(mounted.outcome, mounted.reason).toBe("succeeded");
    await expect.poll(async () => (await preempted.cluster.list(podKind)).items).toEqual([]);
  });

  it("is rolled back while it is released, and released anew after it was aborted, without a settle between", async ({
    expect,
  }) => {
    const shop = await open();
    for (const run of ["0", "1"]) {
      await release(shop, run, { replicas: 2 });
      await shop.confirm(run);
    }
    const long = { graces: { ...atOnce.graces, start: 60_000 } };
    const applied = Promise.withResolvers<void>();
    const onAct: ReleaseOptions["onAct"] = async (...at) => {
      const act = at.join(" ");
      if (act === "forward 0 performed") applied.resolve();
      // Its way back is over before anybody else has the lock.
      if (act === "back 1 performed") await untilWhole(shop);
    };
    const going = release(shop, "2", { bad: true, request: long, onAct });
    await applied.promise;
    const back = await shop.rollBack();
    expect(back.outcome, back.reason).toBe("succeeded");
    // That was the rollback: what was verified before it stays.
    expect(back).toMatchObject({ changed: true, reason: expect.stringContaining("has gone back to orders:1") });
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
    expect(await states(shop)).toEqual(["4 promoted", "3 aborted", "2 aborted", "1 verified", "0 verified"]);
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
    // A pod may have ended after all of them were ready.
    await expect.poll(() => shop.deployments()).toEqual(serves("orders:disrupted", 3));
    await shop.settle("disrupted");
    expect(await shop.deployments()).toEqual(serves("orders:3", 3));
    const bad = await release(shop, "4", { bad: true, replicas: 4, ...onceApplied(() => scale(shop, 5)) });
    expect(bad.outcome, bad.reason).toBe("rolled-back");
    expect(await shop.deployments()).toEqual(serves("orders:3", 5));
    // What the release itself has changed of it goes back with it, also where it is killed and settled.
    expect((await release(shop, "5", { bad: true, replicas: 2 })).outcome).toBe("rolled-back");
    expect(await shop.deployments()).toEqual(serves("orders:3", 5));
    const dies = { onAct: killAt("forward 0 performed") };
    expect(await release(shop, "6", { bad: true, replicas: 7, ...dies }).catch(killed)).toBe("killed");
    expect((await shop.settle("6")).outcome).toBe("succeeded");
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
  const at = (run: string, cpu: string, more: Partial<ReleaseOptions> = {}) =>
    shop.release("", {
      run,
      tracks: undefined,
      objects: [service, set(cpu)],
      request: { ...atOnce, force: true },
      ...more,
    });
  const uids = async () => {
    const { items } = await shop.cluster.list<Pod>(podKind);
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
  // One of the two has the room; which one is seen without it first is the controllers' turn.
  expect(bad.reason).toMatch(/no node takes pod orders-[12]/);
  const after = await uids();
  expect(after["orders-0"]).toBe(before["orders-0"]);
  // With the ready one deleted too, only one would have been left.
  expect((await history.end()).leastReady).toBe(2);

  // That its pods are refused stands in no condition of it, only in an event: it ends at once, also with a long grace.
  await enforce(shop, "restricted");
  const refused = await at("3", "2m", {
    request: { graces: { ...atOnce.graces, start: 60_000 }, force: true },
    onAct: async (phase, stage, when) => {
      // Not before the old template is back: the controller would go on with the new one.
      if (phase === "back" && stage === 1 && when === "performed") await enforce(shop, "privileged");
    },
  });
  expect(refused.outcome, refused.reason).toBe("rolled-back");
  expect(refused.reason).toMatch(/its pods cannot be created: create Pod orders-2 .*violates PodSecurity "restricted/);
  expect((await uids())["orders-0"]).toBe(before["orders-0"]);
});
