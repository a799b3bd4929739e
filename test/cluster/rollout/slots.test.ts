import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { Failure } from "../../../src/report/failure.ts";
import { type BlueGreenOptions, blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import type { Gate } from "../../../src/rollout/gates.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { ensureCrds } from "../traffic/support/crds.ts";
import { orders } from "./orders.ts";
import { type ReleaseOptions, type TestService, testService } from "./tracks.ts";
import { autoscaler } from "./walks.ts";

// What is found before a blue-green release, and what it leaves: on simulated pods, which are ready at once.

let node: SimulatedNode;
const services: TestService[] = [];

beforeAll(async () => {
  node = await startSimulatedNode();
});
afterAll(async () => {
  await Promise.all(services.map((each) => each.close()));
  await node.stop();
});

const live = service({ app: "orders" });

const scaler = { ...autoscaler, spec: { ...autoscaler.spec, minReplicas: 3 } };

function service(selector: Record<string, string>) {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "orders" },
    spec: { selector, ports: [{ port: 80, targetPort: "http" }] },
  };
}

function deployment(image: string, options: Parameters<typeof orders>[0] = {}) {
  return orders({ image, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 }, ...options });
}

function tracks(changes: Partial<TracksRequest> = {}, options: Partial<BlueGreenOptions> = {}): TracksRequest {
  return {
    strategy: blueGreen({
      slots: [],
      slotKey: "",
      previewReplicas: undefined,
      steps: [],
      overlapping: false,
      ...options,
    }),
    services: [],
    router: "service",
    route: [],
    header: undefined,
    settleTime: 20,
    interrupted: "resume",
    room: "require",
    overlapping: options.overlapping ?? false,
    scaleDownDelay: undefined,
    ...changes,
  };
}

/** A namespace in which these objects stand, with all their pods ready. */
async function shopWith(...objects: readonly object[]): Promise<TestService> {
  const shop = await testService("slots");
  services.push(shop);
  await shop.apply(...objects);
  const wanted = objects.filter((each) => Reflect.get(each, "kind") === "Deployment").length;
  await vi.waitUntil(
    async () => {
      const all = Object.values(await shop.deployments());
      return all.length === wanted && all.every(({ ready, replicas }) => ready === replicas);
    },
    { timeout: 60_000 },
  );
  return shop;
}

function release(shop: TestService, image: string, options: Partial<ReleaseOptions> & { spec?: object } = {}) {
  const { spec, ...rest } = options;
  const objects = [deployment(image, spec === undefined ? {} : { spec: { ...spec } }), live];
  return shop.release(image, { tracks: tracks(), objects, ...rest });
}

function half(key: string, color: string, replicas: number) {
  const base = deployment("orders:1", { replicas });
  const labels = { app: "orders", [key]: color };
  const { template } = base.spec;
  return {
    ...base,
    metadata: { name: `orders-${color}` },
    spec: {
      ...base.spec,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { labels } },
    },
  };
}

describe("a blue-green release", () => {
  it("that is the first one makes the users' Service only when the gates have passed", async () => {
    const shop = await shopWith();
    const stop = {
      name: "no",
      at: "preview",
      judge: async () => ({
        next: "stop" as const,
        failure: new Failure({
          attempted: "asking",
          found: "it answers 500",
          advice: "Look at it.",
        }),
        markdown: "",
      }),
    } as const;
    const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "orders" }, data: { a: "1" } };
    const objects = [settings, deployment("orders:1"), live];
    const failed = await release(shop, "orders:1", { gates: [stop], objects });
    expect(failed.summary).toContain("Removed what the release had created:");
    expect(await shop.cluster.get({ apiVersion: "v1", kind: "ConfigMap", name: "orders" })).toBeUndefined();
    expect(failed).toMatchObject({ outcome: "failed", reason: "it answers 500" });
    expect(await shop.deployments()).toEqual({});
    expect(await shop.selector("orders")).toBeUndefined();
    expect(await shop.selector("orders-preview")).toBeUndefined();

    // One that is kept to be looked at serves nobody: the next one is the first still, and takes its place.
    const kept = await release(shop, "orders:1", { gates: [stop], objects, request: { onFailure: "keep" } });
    expect(kept.outcome, kept.reason).toBe("failed");
    expect(await shop.deployments()).toMatchObject({ "orders-blue": { image: "orders:1" } });

    const seen: unknown[] = [];
    const look = {
      ...stop,
      judge: async () => {
        seen.push(await shop.selector("orders"));
        return { next: "go" as const, markdown: "" };
      },
    };
    const first = await release(shop, "orders:2", { gates: [look], run: "1" });
    expect(first.outcome, first.reason).toBe("succeeded");
    expect(seen).toEqual([undefined]);
    expect(await shop.selector("orders")).toEqual({ app: "orders", "slipway.dev/slot": "blue" });
    expect(Object.keys(await shop.deployments())).toEqual(["orders-blue"]);
    expect((await shop.confirm("1")).outcome).toBe("succeeded");

    // The Services choose a slot by now: the pods of a rolling release would get no users.
    await expect(release(shop, "orders:3", { tracks: undefined })).rejects.toThrow(
      /its last release was blue-green: users reach orders-blue/,
    );
  });

  it.each([
    ["version", ["blue", "green"], {}],
    ["environment", ["blue", "green"], {}],
    ["color", ["one", "two"], { slots: ["orders-one", "orders-two"], slotKey: "color" }],
  ] as const)(
    "takes a pair as it stands: its names, its label %s, and the Service that chooses by it; act by act as planned",
    async (key, [old, next], named) => {
      const shop = await shopWith(half(key, old, 2), half(key, next, 0), service({ app: "orders", [key]: old }));
      const options = { tracks: tracks({}, named), objects: [deployment("orders:2"), live] };
      const acts = await shop.plannedActs("orders:2", options);
      expect(acts.length).toBeGreaterThan(5);
      const from = shop.log.lines.length;
      const there = await release(shop, "orders:2", { run: "1", ...options });
      expect(there.outcome, there.reason).toBe("succeeded");
      expect(shop.log.lines.slice(from).filter((line) => acts.includes(line))).toEqual(acts);
      expect(await shop.selector("orders")).toEqual({ app: "orders", [key]: next });
      expect(await shop.deployments()).toEqual({
        [`orders-${old}`]: { image: "orders:1", replicas: 2, ready: 2 },
        [`orders-${next}`]: { image: "orders:2", replicas: 2, ready: 2 },
      });
      const back = await shop.rollBack();
      expect(back.outcome, back.reason).toBe("succeeded");
      expect(await shop.selector("orders")).toEqual({ app: "orders", [key]: old });
    },
  );

  it("does not begin where something is short: room, health, or a Service of its own; and waits for health a while", async () => {
    const shop = await shopWith(deployment("orders:1"), live);
    const before = JSON.stringify(await shop.deployments());
    const greedy = { resources: { requests: { cpu: "20" } } };
    const objects = [deployment("orders:2", { container: greedy }), live];
    await expect(release(shop, "orders:2", { objects })).rejects.toThrow(
      /there is room for 1 of 2 more pods \(each asks for 20000m cpu/,
    );
    await expect(release(shop, "orders:2", { tracks: tracks({ services: ["web"] }) })).rejects.toThrow(
      /there is no Service web/,
    );
    const stranger = { app: "orders", other: "yes" };
    await shop.cluster.create({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "stranger", namespace: shop.namespace, labels: stranger },
      spec: { ...node.podSpec, containers: [{ name: "c", image: "i" }] },
    });
    await expect(release(shop, "orders:2")).rejects.toThrow(/Service orders also answers from Pod stranger/);
    const named = tracks({ services: ["orders"] }, { overlapping: true });
    await expect(release(shop, "orders:2", { tracks: named })).rejects.toThrow(/would also answer from Pod stranger/);
    expect(JSON.stringify(await shop.deployments())).toBe(before);
    expect(await shop.selector("orders")).toEqual({ app: "orders" });

    await shop.cluster.delete({ apiVersion: "v1", kind: "Pod", name: "stranger" });
    await shop.cluster.patch({ apiVersion: "apps/v1", kind: "Deployment", name: "orders" }, "merge", {
      spec: { template: { spec: { nodeSelector: { nowhere: "yes" } } } },
    });
    const soon = release(shop, "orders:2", { request: { timeout: 1_000 } });
    await expect(soon).rejects.toThrow(/what serves now is not healthy/);
    expect(shop.log.lines.join("\n")).toMatch(/Waiting for Deployment .*orders, which serves: /);

    // Where it gets well in time, the release begins.
    const asked = shop.log.lines.length;
    const patient = release(shop, "orders:2");
    const waits = () => shop.log.lines.slice(asked).some((line) => line.startsWith("Waiting for Deployment"));
    await expect.poll(waits).toBe(true);
    await shop.cluster.patch({ apiVersion: "apps/v1", kind: "Deployment", name: "orders" }, "merge", {
      spec: { template: { spec: { nodeSelector: { nowhere: null } } } },
    });
    const begun = await patient;
    expect(begun.outcome, begun.reason).toBe("succeeded");
  });

  it("weights the Service that a route names, leaves stable its pods meanwhile, and takes the autoscaler along", async () => {
    await ensureCrds("gateway-api");
    const headless = { ...live, spec: { clusterIP: "None", selector: { app: "orders" } } };
    const web = { ...live, metadata: { name: "orders-web" } };
    const route = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "shop" },
      spec: { rules: [{ backendRefs: [{ name: "orders-web", port: 80 }] }] },
    };
    const shop = await shopWith(deployment("orders:1"), headless, web, route, scaler);
    const read = async ({ apiVersion, kind, metadata: { name } }: KubeObject): Promise<unknown> =>
      (await shop.cluster.get({ apiVersion, kind, name }))?.spec;
    const before = [await read(route), Reflect.get(Object(await read(scaler)), "behavior")];
    const seen: unknown[] = [];
    const look: Gate = {
      name: "a look",
      at: "step",
      judge: async () => {
        seen.push(await read(route), await read(scaler), await shop.selector("orders"));
        return { next: "go", markdown: "" };
      },
    };
    const there = await release(shop, "orders:2", {
      run: "1",
      tracks: tracks({ router: "auto" }, { steps: [{ weight: 25, pause: { kind: "none" } }] }),
      objects: [deployment("orders:2"), scaler],
      gates: [look],
    });
    expect(there.outcome, there.reason).toBe("succeeded");
    expect(shop.log.lines.join("\n")).toMatch(/Router gateway-api: HTTPRoute \S+shop sends to Service orders-web/);
    const weights = [
      { name: "orders-web", weight: 75 },
      { name: "orders-preview", weight: 25 },
    ];
    expect(seen).toMatchObject([
      { rules: [{ backendRefs: weights }] },
      { behavior: { scaleDown: { selectPolicy: "Disabled" } }, scaleTargetRef: { name: "orders" } },
      { app: "orders", "pod-template-hash": expect.any(String) },
    ]);
    expect([await read(route), Reflect.get(Object(await read(scaler)), "behavior")]).toEqual(before);
    expect(await read(scaler)).toMatchObject({ scaleTargetRef: { name: "orders-green" } });
    const green = { app: "orders", "slipway.dev/slot": "green" };
    expect([await shop.selector("orders"), await shop.selector("orders-web")]).toEqual([green, green]);
  });

  it("goes back where somebody restarts what serves or widens the Service, and leads nobody to pods that go", async () => {
    const slow = { minReadySeconds: 2, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const shop = await shopWith(deployment("orders:1", { spec: slow }), live);
    const stable = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: shop.namespace };
    let fewest = Number.POSITIVE_INFINITY;
    const restarting: Gate = {
      name: "a person",
      at: "preview",
      judge: async (_, signal) => {
        const annotations = { "kubectl.kubernetes.io/restartedAt": "now" };
        await shop.cluster.patch(stable, "merge", { spec: { template: { metadata: { annotations } } } });
        await once(signal, "abort");
        throw signal.reason;
      },
    };
    // The pods are ready before the cluster leads the Service to them.
    await expect.poll(() => shop.endpoints("orders")).toBe(2);
    const over = new AbortController();
    const counting = (async () => {
      for (; !over.signal.aborted; await sleep(100)) fewest = Math.min(fewest, await shop.endpoints("orders"));
    })();
    const selected: unknown[] = [];
    const onAct = async (_: string, stage: number, when: string): Promise<void> => {
      if (stage === 0 && when === "performed") selected.push(await shop.selector("orders"));
    };
    const result = await release(shop, "orders:2", { gates: [restarting], spec: slow, onAct });
    over.abort();
    await counting;
    expect(result.outcome, result.reason).toBe("rolled-back");
    expect(result.reason).toMatch(/somebody has given Deployment \S+orders another template meanwhile/);
    expect(fewest).toBeGreaterThan(0);
    const [forth, back] = selected;
    expect(back, "not the pods that go").not.toEqual(forth);
    expect(await shop.selector("orders")).toEqual({ app: "orders" });
    expect(await shop.deployments()).toMatchObject({ orders: { image: "orders:1", replicas: 2 } });

    const healing: Gate = {
      ...restarting,
      judge: async (_, signal) => {
        await shop.apply(live);
        await once(signal, "abort");
        throw signal.reason;
      },
    };
    const led = await release(shop, "orders:3", { gates: [healing], spec: slow });
    expect(led.outcome, led.reason).toBe("rolled-back");
    expect(led.reason).toMatch(/Service orders leads to Pod orders-green-\S+, which it must not do yet/);
  });

  it("is not begun where users would be led nowhere", async () => {
    const shop = await shopWith(deployment("orders:1"), live);
    const [port] = live.spec.ports;
    const moved = { ...live, spec: { ...live.spec, ports: [{ ...port, targetPort: 9090 }] } };
    const refused = release(shop, "orders:2", { objects: [deployment("orders:2"), moved] });
    await expect(refused).rejects.toThrow(
      /lead port 80 of the Service orders to 9090, and the pods that serve listen on 8080/,
    );
    expect(Object.keys(await shop.deployments())).toEqual(["orders"]);
  });

  it("takes the autoscaler along, scales the old slot down where asked to, and comes back all the same", async () => {
    const shop = await shopWith(deployment("orders:1", { replicas: 3 }), live, scaler);
    const target = async (): Promise<unknown> => {
      const { apiVersion, kind } = scaler;
      const found = await shop.cluster.get({ apiVersion, kind, name: "orders" });
      return (found?.spec as { scaleTargetRef?: { name?: string } } | undefined)?.scaleTargetRef?.name;
    };
    const selectors: unknown[] = [];
    const options = {
      run: "1",
      tracks: tracks({ scaleDownDelay: 10 }, { overlapping: true, previewReplicas: 1 }),
      objects: [deployment("orders:2"), live, scaler],
      onAct: async (_: string, __: number, when: string) => {
        const now = await shop.selector("orders");
        if (when === "performed" && JSON.stringify(now) !== JSON.stringify(selectors.at(-1))) selectors.push(now);
      },
    };
    const there = await release(shop, "orders:2", options);
    expect(there.outcome, there.reason).toBe("succeeded");
    expect(selectors).toEqual([
      { app: "orders", "pod-template-hash": expect.any(String) },
      { app: "orders" },
      { app: "orders", "slipway.dev/slot": "green" },
    ]);
    expect(await target()).toBe("orders-green");
    // As many as served, whatever the manifest says.
    expect(await shop.deployments()).toMatchObject({ orders: { replicas: 0 }, "orders-green": { replicas: 3 } });
    await shop.confirm("1");

    const back = await shop.rollBack();
    expect(back.outcome, back.reason).toBe("succeeded");
    expect(await target()).toBe("orders");
    expect(await shop.deployments()).toEqual({ orders: { image: "orders:1", replicas: 3, ready: 3 } });
    expect(await shop.selector("orders")).toEqual({ app: "orders" });
  });

  it("of another image, or with other manifests, takes back first what a dead run left, and so does one that is told to", async () => {
    const shop = await shopWith(deployment("orders:1"), live);
    for (const [image, next, interrupted, level] of [
      ["orders:2", "orders:3", "resume", "same"],
      ["orders:4", "orders:4", "abort", "same"],
      ["orders:5", "orders:5", "resume", "other"],
    ] as const) {
      const killed = release(shop, image, {
        objects: [deployment(image), live, configuration("same")],
        onAct: (_, stage, when) => {
          if (stage === 3 && when === "performed") throw new Error("killed");
        },
      });
      await expect(killed).rejects.toThrow("killed");
      const objects = [deployment(next), live, configuration(level)];
      const then = await release(shop, next, { run: image, tracks: tracks({ interrupted }), objects });
      expect(then.outcome, then.reason).toBe("succeeded");
      const [newest, left] = (await shop.record()).releases;
      expect(then.summary).toContain(" was left half-way by a run that is over: it was taken back first.");
      expect(newest).toMatchObject({ state: "promoted", image: next });
      expect(left).toMatchObject({ state: "aborted", image });
      const settings = await shop.cluster.get({ apiVersion: "v1", kind: "ConfigMap", name: "settings" });
      expect(settings).toMatchObject({ data: { level } });
      await shop.confirm(image);
    }
  });

  it("follows who scales what serves meanwhile, and goes back to as many", async () => {
    const shop = await shopWith(deployment("orders:1"), live);
    const stable = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: shop.namespace };
    const scaling: Gate = {
      name: "a person",
      at: "preview",
      judge: async () => {
        await shop.cluster.patch(stable, "merge", { spec: { replicas: 4 } });
        await vi.waitUntil(async () => (await shop.deployments()).orders?.ready === 4, { timeout: 60_000 });
        return { next: "go", markdown: "" };
      },
    };
    const there = await release(shop, "orders:2", { gates: [scaling], run: "1" });
    expect(there.outcome, there.reason).toBe("succeeded");
    expect(await shop.deployments()).toMatchObject({
      orders: { replicas: 4 },
      "orders-green": { replicas: 4, ready: 4 },
    });
    await shop.confirm("1");
    // And who takes the old slot's pods away by hand: users are not led to a slot without any.
    await shop.cluster.patch(stable, "merge", { spec: { replicas: 0 } });
    await vi.waitUntil(async () => (await shop.deployments()).orders?.ready === 0, { timeout: 60_000 });
    const back = await shop.rollBack();
    expect(back.outcome, back.reason).toBe("succeeded");
    const told = shop.log.lines.join("\n");
    expect(told).toMatch(/Deployment orders has 4 pods\.\n[\s\S]*Service orders answers from orders only/);
    expect(back.back).toMatchObject({ ready: expect.any(Number), by: "the endpoints of Service orders" });
    expect(back.back?.traffic).toBeGreaterThan(0);
    expect(back.summary).toContain("back: users led there after");
    expect(await shop.deployments()).toEqual({ orders: { image: "orders:1", replicas: 4, ready: 4 } });
  });

  it("takes the same slot again after one that was kept or taken back, and leaves the one that serves alone", async () => {
    const shop = await shopWith(deployment("orders:1"), live);
    const green = { app: "orders", "slipway.dev/slot": "green" };
    const blue = { app: "orders", "slipway.dev/slot": "blue" };
    const serving = { "orders-green": { image: "orders:2", replicas: 2, ready: 2 } };
    const stop: Gate = {
      name: "no",
      at: "preview",
      judge: async () => ({
        next: "stop",
        failure: new Failure({ attempted: "asking", found: "no", advice: "" }),
        markdown: "",
      }),
    };
    // Beside one that was adopted: its Service finds all pods again in the end, which none of what failed may be among.
    for (const [run, onFailure] of [
      ["0", "keep"],
      ["00", "rollback"],
    ] as const) {
      const failed = await release(shop, "orders:0", { run, gates: [stop], request: { onFailure } });
      expect(failed.reason).toBe("no");
    }
    expect(await shop.selector("orders")).toEqual({ app: "orders" });
    expect(await shop.deployments()).toEqual({
      orders: { image: "orders:1", replicas: 2, ready: 2 },
      "orders-green": { image: "orders:0", replicas: 0, ready: 0 },
    });

    const first = await release(shop, "orders:2", { run: "1" });
    expect(first.outcome, first.reason).toBe("succeeded");
    await shop.confirm("1");

    // Its pods never start, and it is left to be looked at.
    const podSpec = { ...node.podSpec, terminationGracePeriodSeconds: 0, nodeSelector: { nowhere: "yes" } };
    const kept = await release(shop, "orders:3", {
      objects: [deployment("orders:3", { podSpec }), live],
      tracks: tracks({ room: "warn" }),
      request: { timeout: 2_000, onFailure: "keep" },
    });
    expect(kept.outcome, kept.reason).toBe("failed");
    // Its rolling update has left the slot the pods of before.
    expect(await shop.deployments()).toEqual({ ...serving, orders: { image: "orders:3", replicas: 2, ready: 2 } });
    expect([await shop.selector("orders"), await shop.selector("orders-preview")]).toEqual([green, blue]);

    // What never got ready is not waited for on the way back: it gets no pods.
    const back = await release(shop, "orders:4", { gates: [stop] });
    expect(back).toMatchObject({ outcome: "rolled-back", reason: "no" });
    expect(await shop.deployments()).toEqual({ ...serving, orders: { image: "orders:3", replicas: 0, ready: 0 } });
    expect([await shop.selector("orders"), await shop.selector("orders-preview")]).toEqual([green, undefined]);

    const good = await release(shop, "orders:5", { run: "5" });
    expect(good.outcome, good.reason).toBe("succeeded");
    expect(await shop.deployments()).toEqual({ ...serving, orders: { image: "orders:5", replicas: 2, ready: 2 } });
    expect([await shop.selector("orders"), await shop.selector("orders-preview")]).toEqual([blue, blue]);
    await shop.confirm("5");

    const rolledBack = await shop.rollBack();
    expect(rolledBack.outcome, rolledBack.reason).toBe("succeeded");
    expect(await shop.deployments()).toEqual({ ...serving, orders: { image: "orders:3", replicas: 0, ready: 0 } });
    expect([await shop.selector("orders"), await shop.selector("orders-preview")]).toEqual([green, undefined]);
    // What served before the first release is not in the other slot any more.
    await expect(shop.rollBack()).rejects.toThrow(/its other slot orders runs something else than what served before/);
    expect(await shop.selector("orders")).toEqual(green);

    const next = await release(shop, "orders:6", { run: "6" });
    expect(next.outcome, next.reason).toBe("succeeded");
    const orders6 = { orders: { image: "orders:6", replicas: 2, ready: 2 } };
    expect(await shop.deployments()).toEqual({ ...serving, ...orders6 });
    expect(await shop.selector("orders")).toEqual(blue);

    // Where there is nothing to go back to any more, users stay where they are.
    await shop.cluster.delete({ apiVersion: "apps/v1", kind: "Deployment", name: "orders-green" });
    await expect(shop.settle("6")).rejects.toThrow(/orders-green, which served before it, is not there any more/);
    expect(await shop.deployments()).toEqual(orders6);
    expect(await shop.selector("orders")).toEqual(blue);
  });

  it("gives back the configuration that it has changed, where a gate stops it", async () => {
    const shop = await shopWith(deployment("orders:1"), live, configuration("old"));
    const value = async (): Promise<unknown> =>
      (await shop.cluster.get({ apiVersion: "v1", kind: "ConfigMap", name: "settings" }))?.data;
    const objects = [deployment("orders:2"), live, configuration("new")];
    const seen: unknown[] = [];
    const stop: Gate = {
      name: "no",
      at: "preview",
      judge: async () => {
        seen.push(await value());
        return { next: "stop", failure: new Failure({ attempted: "asking", found: "no", advice: "" }), markdown: "" };
      },
    };
    const failed = await release(shop, "orders:2", { objects, gates: [stop] });
    expect(failed.outcome, failed.reason).toBe("rolled-back");
    expect(failed.revision, "of what serves").toBe(1);
    expect(seen).toEqual([{ level: "new" }]);
    expect(await value()).toEqual({ level: "old" });
  });
});

function configuration(level: string) {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { level } };
}
