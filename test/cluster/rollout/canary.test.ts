import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { followObjects, type ObjectStore } from "../../../src/kube/watch.ts";
import { Failure } from "../../../src/report/failure.ts";
import { abortRelease } from "../../../src/rollout/abort.ts";
import type { RolloutContext } from "../../../src/rollout/context.ts";
import type { Gate, GateMoment } from "../../../src/rollout/gates.ts";
import { plan } from "../../../src/rollout/plan/plan.ts";
import { promote } from "../../../src/rollout/promote.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { canaryOf } from "./canaries.ts";
import { orders, ordersImage, service, withoutItsSecret, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";
import { manifestsOf, nodePort, type TestService, testService, users } from "./tracks.ts";
import { killOnceAfter, untilEnd } from "./walks.ts";

// Canaries on real pods, and a client that asks through the NodePort all the while; where nobody asks, on simulated ones.

let one: string;
let two: string;
let shop: TestService;
let calm: TestService;
let node: SimulatedNode;
const port = 30_012;
/** A pod that ends goes on answering until everybody has heard of it, as a service has to. */
const draining = {
  env: { ORDERS_DRAIN: "4s", ORDERS_SHUTDOWN_LIMIT: "5s" },
  podSpec: { terminationGracePeriodSeconds: 15 },
};
const objects = [orders({ replicas: 3, ...draining }), nodePort(port)];
const calmObjects = () => [
  orders({ replicas: 3, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } }),
  service,
];
const workload = () => ({ apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: calm.namespace });

beforeAll(async () => {
  [shop, calm, node, one, two] = await Promise.all([
    testService("canary"),
    testService("canary-calm"),
    startSimulatedNode(),
    ordersImage("1"),
    ordersImage("2"),
  ]);
});
afterAll(async () => {
  await Promise.all([shop.close(), calm.close()]);
  await node.stop();
});

function contextOf(run: string, { cluster, log }: TestService): RolloutContext {
  return {
    cluster,
    log,
    signal: new AbortController().signal,
    run: { runKey: `${run}-1`, runUrl: "", actor: "ben", commit: "" },
    now: () => performance.now(),
  };
}

/** A gate that remembers what it was asked about, and what was there then. */
function watchingGate(look: (moment: GateMoment) => Promise<unknown>): Gate & { readonly seen: unknown[] } {
  const seen: unknown[] = [];
  return {
    name: "a look",
    at: "both",
    seen,
    judge: async (moment) => {
      seen.push(await look(moment));
      return { next: "go", markdown: "" };
    },
  };
}

const sizesIn = async (place: TestService) => {
  const { orders: stable, "orders-canary": candidate } = await place.deployments();
  return `${stable?.ready}:${candidate?.ready ?? 0}`;
};

const scale = (replicas: number) => calm.cluster.patch(workload(), "merge", { spec: { replicas } });

const autoscaler = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "orders" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "orders" },
    minReplicas: 2,
    maxReplicas: 5,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
  },
};

const common = {
  timeout: 60_000,
  waitForLock: 60_000,
  logLines: 5,
  onFailure: "rollback" as const,
  takeOver: false,
  allowOlder: true,
  force: true,
  reason: "",
  version: "",
  commit: "",
  history: { directory: "/", runCommand: () => Promise.reject(new Error("nobody asks")) },
};

describe.sequential("a canary by the number of pods", () => {
  it("is a rolling release where there is nothing to compare it with", async () => {
    const first = await shop.release(one, { run: "1", tracks: canaryOf("25"), objects });
    expect(first.outcome, first.reason).toBe("succeeded");
    expect(shop.log.lines.join("\n")).toContain("there is nothing to compare a canary with");
    await shop.confirm("1");
  });

  it("shows the candidate to nobody before its gate, then to its share, and replaces stable with nobody noticing", async ({
    onTestFinished,
  }) => {
    await shop.stands(one, objects);
    const tracks = canaryOf("25, 50");
    const client = users(port);
    onTestFinished(client.stop);
    await client.sees("1");
    const since = client.mark();
    let before: readonly string[] = [];
    const gate = watchingGate(async ({ weight, candidate, stable, previewService }) => {
      if (weight === 0) before = since();
      return [weight, await sizesIn(shop), candidate.deployment, stable?.deployment, previewService];
    });
    const planned = await plan(
      { ...common, source: { kind: "manifests", manifests: manifestsOf(objects, two) }, tracks },
      contextOf("2", shop),
    );
    expect(planned.summary).toContain("Step 25 %: 3:1 pods, 25 %");
    expect(planned.summary).toContain("Deployment orders gets the release by a rolling update");
    expect(await shop.deployments()).not.toHaveProperty("orders-canary");
    const acts = await shop.plannedActs(two, { run: "2", tracks, objects });

    const from = shop.log.lines.length;
    // The runner dies after each kind of act, and the next one goes on: the users do not notice that either.
    const acted = ["select stable", "candidate", "scale", "replace-stable", "remove-candidate"];
    const places = acted.map((each) => `forward ${each}`);
    const seen: string[] = [];
    const onAct = killOnceAfter(shop, places, seen);
    const released = await untilEnd(() => shop.release(two, { run: "2", tracks, objects, gates: [gate], onAct }));
    expect(seen).toEqual(places);
    expect(released.outcome, released.reason).toBe("succeeded");
    expect(released.summary).toContain("Done before: Deployment orders gets the release by a rolling update.");
    expect(released.summary).toContain("Begun before, and done once more: Deployment orders-canary is removed.");
    expect((await shop.confirm("2")).outcome).toBe("succeeded");
    // Lock and record stand before the acts of the strategy, the promotion after them.
    const told = shop.log.lines.slice(from).filter((line) => acts.includes(line));
    // What a run that died had done was done again.
    expect(told.filter((line, index) => line !== told[index - 1])).toEqual(acts);
    expect(before).toEqual(["1"]);
    const sides = ["orders-canary", "orders", "orders-canary"];
    expect(gate.seen).toEqual([
      [0, "3:1", ...sides],
      [25, "3:1", ...sides],
      [50, "2:2", ...sides],
      [100, "3:2", ...sides],
    ]);
    expect(await shop.deployments()).toEqual({ orders: { image: two, replicas: 3, ready: 3 } });
    expect(await shop.selector("orders")).toEqual({ app: "orders" });
    expect(await shop.selector("orders-canary")).toBeUndefined();
    await client.sees("2");
    const after = client.mark();
    await client.sees("2");
    expect(after()).toEqual(["2"]);
    await client.stop();
    // A request that failed would be of no version.
    expect(since().toSorted()).toEqual(["1", "2"]);
  });

  it("never promotes a candidate that cannot start, or whose gate fails, and stable is whole again", async ({
    onTestFinished,
  }) => {
    await shop.stands(two, objects);
    const client = users(port);
    onTestFinished(client.stop);
    await client.sees("2");
    const since = client.mark();
    const bad = await shop.release(one, {
      run: "3",
      tracks: canaryOf("25"),
      objects: [orders({ replicas: 3, ...draining, container: withoutItsSecret }), nodePort(port)],
    });
    expect(bad.outcome).toBe("rolled-back");
    expect(bad.failure?.found).toContain("no-such-secret");
    await client.sees("2");
    expect(since()).toEqual(["2"]);
    const failing: Gate = {
      name: "errors",
      at: "step",
      judge: async ({ weight }) => {
        if (weight < 50) return { next: "go", markdown: "" };
        const failure = new Failure({ attempted: "judging", found: "6 % errors", advice: "Look." });
        return { next: "stop", failure, markdown: "6 % errors" };
      },
    };
    const judged = await shop.release(one, { run: "4", tracks: canaryOf("25, 50"), objects, gates: [failing] });
    expect(judged).toMatchObject({ outcome: "rolled-back", reason: "6 % errors" });
    expect(await shop.deployments()).toEqual({ orders: { image: two, replicas: 3, ready: 3 } });
    expect(await shop.selector("orders")).toEqual({ app: "orders" });
    await client.stop();
    expect(since().toSorted()).toEqual(["1", "2"]);
  });
});

describe.sequential("a canary that nobody asks", () => {
  const sizes = () => sizesIn(calm);

  it("waits for a person, keeps others out, and is promoted or aborted by another run", async () => {
    await calm.stands(two, calmObjects());
    const tracks = canaryOf("25:manual, 50:manual");
    const objects = calmObjects();
    const paused = await calm.release(one, { run: "5", tracks, objects });
    expect(paused.outcome, paused.reason).toBe("paused");
    expect(await sizes()).toBe("3:1");
    // Its own settle job leaves it alone, and no other release begins beside it.
    expect((await calm.settle("5")).changed).toBe(false);
    await expect(calm.release(two, { run: "6", tracks, objects })).rejects.toThrow(/paused/);

    const request = {
      ...common,
      workload: workload(),
      image: "",
      source: async (image: string) => ({ kind: "manifests" as const, manifests: manifestsOf(objects, image) }),
      scaleDownDelay: undefined,
    };
    const again = await promote(request, contextOf("7", calm));
    expect(again.outcome, again.reason).toBe("paused");
    expect(await sizes()).toBe("2:2");
    // What it goes on with, and what stable gets in the end.
    expect(again.summary).toMatch(/The plan that it followed \(canary, \d+ acts, \d+ of them done before\)/);
    expect(again.summary).toContain("Done before: Deployment orders-canary gets the release with 1 pod");
    expect(again.summary).toContain(`+          image: ${one}`);
    // Somebody scales stable while it waits: that is the size of both from now on, also after an abort.
    await scale(4);
    await expect.poll(sizes, { timeout: 60_000 }).toBe("4:2");
    const abort = { workload: workload(), reason: "not today", timeout: 60_000, waitForLock: 60_000, logLines: 5 };
    const aborted = await abortRelease(abort, contextOf("8", calm));
    expect(aborted.outcome, aborted.reason).toBe("succeeded");
    expect(aborted.summary).toMatch(/It had come to act \d+ of \d+: the release is paused/);
    expect(aborted.summary).toMatch(/Deployment \S+orders-canary is removed; no other object changes\./);
    expect(await calm.deployments()).toEqual({ orders: { image: two, replicas: 4, ready: 4 } });
    expect((await calm.record()).releases[0]).toMatchObject({ state: "aborted", reason: "ben aborted it: not today" });
    expect((await abortRelease(abort, contextOf("9", calm))).changed).toBe(false);
    await expect(promote(request, contextOf("9", calm))).rejects.toThrow(/no release of it is open/);

    // As the actions do it. Without manifests stable takes the template of the candidate.
    const inputs = { namespace: calm.namespace, strategy: "canary", router: "replicas", room: "warn", force: "true" };
    const manifests = { manifests: "orders.yaml", image: one, steps: "25:manual" };
    const workspace = workspaceOf(...objects);
    const held = await runAction("deploy-rollout", { ...inputs, ...manifests }, { run: "10", workspace });
    expect(held.outputs, held.log).toMatchObject({ outcome: "paused", changed: "true" });
    expect(held.status).toBe(0);
    await expect(promote({ ...request, image: two }, contextOf("11", calm))).rejects.toThrow(
      /waits with .* and `image` is/,
    );
    const named = { ...inputs, workload: "orders", operation: "promote" };
    const promoted = await runAction("deploy-rollout", named, { run: "11" });
    expect(promoted.outputs, promoted.log).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect(promoted.summary).toContain("As it was before the first act of this run, and as its acts leave it.");
    expect(promoted.summary).toContain(`image: ${one}`);
    const late = await runAction("deploy-rollout", { ...named, operation: "abort" }, { run: "11" });
    expect(late.outputs.outcome).toBe("failed");
    expect(late.log).toContain("is promoted already");
    expect(await calm.deployments()).toMatchObject({ orders: { image: one } });
    const labels = (await calm.cluster.get<KubeObject>(workload()))?.spec as { template: { metadata: object } };
    expect(labels.template.metadata).toMatchObject({ labels: { app: "orders" } });
    expect((await calm.confirm("11")).outcome).toBe("succeeded");
  });

  it("leads users back where stable was restarted while it waited", async () => {
    const objects = calmObjects();
    await calm.stands(one, objects);
    const paused = await calm.release(two, { run: "20", tracks: canaryOf("0:manual"), objects });
    expect(paused.outcome, paused.reason).toBe("paused");
    const annotations = { "kubectl.kubernetes.io/restartedAt": "now" };
    await calm.cluster.patch(workload(), "merge", { spec: { template: { metadata: { annotations } } } });
    // Nobody watches: its Service selects the pods of before.
    await expect.poll(() => calm.endpoints("orders"), { timeout: 60_000 }).toBe(0);
    const abort = { workload: workload(), reason: "", timeout: 60_000, waitForLock: 60_000, logLines: 5 };
    let led: unknown;
    const onAct = async (_: string, stage: number, when: string): Promise<void> => {
      if (stage === 0 && when === "performed") led = await calm.selector("orders");
    };
    const aborted = await abortRelease(abort, { ...contextOf("21", calm), onAct });
    expect(aborted.outcome, aborted.reason).toBe("succeeded");
    const { items } = await calm.cluster.list<KubeObject>({ apiVersion: "v1", kind: "Pod" });
    const hashes = items.map(({ metadata }) => metadata.labels?.["pod-template-hash"]);
    expect(aborted.summary).toMatch(/^-\s+pod-template-hash: /m);
    expect(hashes, "its first act leads users to the new pods").toContain(Object(led)["pod-template-hash"]);
    expect(await calm.selector("orders")).toEqual({ app: "orders" });
  });

  it("leaves nothing of one that was kept to be looked at, once the next one is over", async () => {
    const objects = calmObjects();
    await calm.stands(one, objects);
    const stop: Gate = {
      name: "errors",
      at: "preview",
      judge: async () => ({
        next: "stop",
        failure: new Failure({ attempted: "judging", found: "it answers 500", advice: "" }),
        markdown: "",
      }),
    };
    const request = { onFailure: "keep" } as const;
    const kept = await calm.release(two, { run: "30", tracks: canaryOf("50"), objects, gates: [stop], request });
    expect(kept.outcome, kept.reason).toBe("failed");
    expect(await calm.deployments()).toMatchObject({ "orders-canary": { image: two } });
    expect(Object.keys((await calm.selector("orders")) ?? {})).toContain("pod-template-hash");
    // A rolling release would replace the only pods that users are led to.
    const rolling = calm.release(two, { run: "31", tracks: undefined, objects });
    await expect(rolling).rejects.toThrow(/was kept: Service orders answers only from pods with pod-template-hash=/);
    const failed = await calm.release(two, { run: "31", tracks: canaryOf("50"), objects, gates: [stop] });
    expect(failed.outcome, failed.reason).toBe("rolled-back");
    // Its Service answers from all pods again: of the candidate there may be none.
    expect(await calm.deployments()).toEqual({ orders: { image: one, replicas: 3, ready: 3 } });
    expect(await calm.selector("orders")).toEqual({ app: "orders" });
  });

  it("leaves stable to its autoscaler", async () => {
    const objects = calmObjects();
    await calm.stands(one, calmObjects());
    await calm.apply(autoscaler);
    await scale(2);
    await expect.poll(sizes, { timeout: 60_000 }).toBe("2:0");
    const asked = new Set<unknown>();
    let stable: ObjectStore<KubeObject> | undefined;
    const look = (): void => {
      if (stable !== undefined) asked.add(Reflect.get(Object(stable.get("orders")?.spec), "replicas"));
    };
    const kind = { apiVersion: "apps/v1", kind: "Deployment" };
    const selected = { namespace: calm.namespace, fieldSelector: "metadata.name=orders" };
    stable = await followObjects(calm.cluster, kind, { ...selected, onChange: look, onError: () => undefined });
    look();
    const gate = watchingGate(sizes);
    const released = await calm.release(two, { run: "12", tracks: canaryOf("50"), objects, gates: [gate] });
    stable.stop();
    expect(released.outcome, released.reason).toBe("succeeded");
    expect(released.summary).toContain("The plan that it followed (canary");
    expect(gate.seen).toEqual(["2:2", "2:2", "2:2"]);
    expect([...asked]).toEqual([2]);
    // Promoted, it is a Deployment like any other: a gate that fails later takes it back by a rolling update.
    const settled = await calm.settle("12");
    expect(settled.outcome, settled.reason).toBe("succeeded");
    expect(settled.summary).toContain("Put the pod template of ");
    expect(settled.summary).toContain(`+          image: ${one}`);
    expect(await calm.deployments()).toEqual({ orders: { image: one, replicas: 2, ready: 2 } });
    expect((await calm.record()).releases[0]).toMatchObject({ state: "rolled-back", image: two });
  });
});
