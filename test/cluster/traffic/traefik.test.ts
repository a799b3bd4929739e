// Does real traffic through a real Traefik follow the weights, and is nothing dropped or left behind?

import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { checkRoute } from "../../../src/traffic/check-route.ts";
import { findRoute } from "../../../src/traffic/find-route.ts";
import type { SavedTraffic, Split, TrafficContext, TrafficTarget } from "../../../src/traffic/router.ts";
import { saveRoute } from "../../../src/traffic/save-route.ts";
import { parseSavedTraffic } from "../../../src/traffic/saved.ts";
import { cleanUpRoute, observeTraffic, prepareRoute, restoreRoute, setWeight } from "../../../src/traffic/shift.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { open, openOwnNamespace } from "../kube/setup.ts";
import { afterwards } from "../support/afterwards.ts";
import { kubectl, kubectlApply } from "../support/kubectl.ts";
import { ensureCrds } from "./support/crds.ts";
import { ask, askMany, shareOf, untilAnsweredBy } from "./support/requests.ts";
import { startTraefik, type Traefik } from "./support/traefik.ts";
import { deployTwoVersions, targetIn, untilReady } from "./support/two-versions.ts";

let cluster: Cluster;
let context: TrafficContext;
let target: TrafficTarget;
let traefik: Traefik;

const header = { name: "canary", value: "true" };
const traefikKind = { apiVersion: "traefik.io/v1alpha1", kind: "TraefikService" };
const ingressRouteKind = { apiVersion: "traefik.io/v1alpha1", kind: "IngressRoute" };
const httpRouteKind = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" };

beforeAll(async () => {
  await ensureCrds("traefik", "gateway-api");
  cluster = await openOwnNamespace("traffic");
  const { namespace } = cluster;
  context = { cluster, log: recordLog(), signal: never };
  target = targetIn(namespace);
  traefik = await startTraefik(namespace);
  afterwards(() => traefik.stop());
  const gatewayClass = { apiVersion: "gateway.networking.k8s.io/v1", kind: "GatewayClass", name: namespace };
  afterwards(() => cluster.delete(gatewayClass));
  await kubectlApply(routes(namespace), { namespace });
  await deployTwoVersions(namespace);
  await untilAnsweredBy("stable", traefik.url, { host: "weighted.test" });
  await untilAnsweredBy("stable", traefik.url, { host: "plain.test" });
  await untilAnsweredBy("stable", traefik.url, { host: "gateway.test" });
});

describe("a weighted TraefikService", () => {
  it("is weighted, gives its shares within 2 points, and is given back as it was", async () => {
    const before = await live({ ...traefikKind, name: "shares" });
    const saved = await begin("traefik", "traefikservice/shares");
    expect(await prepareRoute(saved, context)).toBe(false);
    for (const weight of [10, 50]) await shareFollows(saved, { weight }, "weighted.test");
    await restoreRoute(saved, context);
    await cleanUpRoute(saved, context);
    await poll(() => askMany(traefik.url, 20, { host: "weighted.test" })).toMatchObject({ counts: { stable: 20 } });
    expect(asBefore(await live({ ...traefikKind, name: "shares" }))).toEqual(asBefore(before));
  });

  it("and an HTTPRoute keep the users with stable where the candidate has no pod any more", async () => {
    const both = [await begin("traefik", "traefikservice/shares"), await begin("gateway-api")];
    for (const saved of both) await setWeight(saved, { weight: 25 }, context);
    const hosts = ["weighted.test", "gateway.test"];
    for (const host of hosts) await poll(() => near(host, 100, 25, 3)).toBe(true);
    const scale = (replicas: number) =>
      cluster.patch({ apiVersion: "apps/v1", kind: "Deployment", name: "orders-candidate" }, "merge", {
        spec: { replicas },
      });
    const pods = () => cluster.list({ apiVersion: "v1", kind: "Pod" }, { labelSelector: "track=candidate" });
    await scale(0);
    await poll(async () => (await pods()).items.length).toBe(0);
    // A proxy that learns of the pod's end in the middle of a hundred begins to count its shares anew.
    for (const host of hosts)
      await poll(async () => (await askMany(traefik.url, 100, { host })).counts).toHaveProperty("stable", 75);
    await scale(1);
    for (const saved of both) await restoreRoute(saved, context);
    for (const host of hosts)
      await poll(() => askMany(traefik.url, 20, { host })).toMatchObject({ counts: { stable: 20 } });
    await untilReady(cluster, "orders-candidate");
  });
});

describe("an IngressRoute that names the Service itself", () => {
  it("goes through a TraefikService of ours for the time of the release, by a header too, and no request fails at any turn", async () => {
    const before = await live({ ...ingressRouteKind, name: "plain" });
    const load = startLoad("plain.test");
    const saved = await begin("traefik", "plain");
    expect(await prepareRoute(saved, context)).toBe(true);
    await settle();
    await setWeight(saved, { weight: 0, header }, context);
    const byHeader = { host: "plain.test", headers: { Canary: "true" } };
    await poll(() => ask(traefik.url, byHeader)).toBe("candidate");
    expect((await askMany(traefik.url, 50, { host: "plain.test" })).counts).toEqual({ stable: 50 });
    await shareFollows(saved, { weight: 25, header }, "plain.test");
    expect((await askMany(traefik.url, 50, byHeader)).counts).toEqual({ candidate: 50 });
    await restoreRoute(saved, context);
    expect(asBefore(await live({ ...ingressRouteKind, name: "plain" }))).toEqual(asBefore(before));
    await poll(() => askMany(traefik.url, 20, { host: "plain.test" })).toMatchObject({ counts: { stable: 20 } });
    await settle();
    await cleanUpRoute(saved, context);
    await poll(() => askMany(traefik.url, 20, { host: "plain.test" })).toMatchObject({ counts: { stable: 20 } });
    expect(Object.keys(await load.stop()).sort()).toEqual(["candidate", "stable"]);
    const left = await cluster.list<KubeObject>(traefikKind);
    expect(left.items.map(({ metadata }) => metadata.name)).toEqual(["shares"]);
  });
});

describe("an HTTPRoute", () => {
  it("is weighted and takes the header to the candidate, beside a Gateway that reports its status", async () => {
    const saved = await begin("gateway-api");
    await setWeight(saved, { weight: 0, header }, context);
    const byHeader = { host: "gateway.test", headers: { Canary: "true" } };
    await poll(() => ask(traefik.url, byHeader)).toBe("candidate");
    expect((await askMany(traefik.url, 50, { host: "gateway.test" })).counts).toEqual({ stable: 50 });
    await shareFollows(saved, { weight: 10, header }, "gateway.test");
    expect((await askMany(traefik.url, 50, byHeader)).counts).toEqual({ candidate: 50 });
    await shareFollows(saved, { weight: 100 }, "gateway.test");
    await restoreRoute(saved, context);
    await poll(() => askMany(traefik.url, 20, { host: "gateway.test" })).toMatchObject({ counts: { stable: 20 } });
  });

  it("is given back with its owner's fields: the owner's next apply meets no conflict, what others changed stays", async () => {
    const { namespace } = cluster;
    const before = await live({ ...httpRouteKind, name: "orders" });
    const saved = await begin("gateway-api");
    await setWeight(saved, { weight: 25 }, context);
    await kubectl(["label", "httproute/orders", "meanwhile=kept"], { namespace });
    await restoreRoute(saved, context);
    const after = await live({ ...httpRouteKind, name: "orders" });
    expect(after.spec).toEqual(before.spec);
    expect(after.metadata.labels).toEqual({ meanwhile: "kept" });
    expect(ownersIn(after)).toEqual([...ownersIn(before), "kubectl-label Update"].sort());
    await kubectl(["label", "httproute/orders", "meanwhile-"], { namespace });
  });

  it("is changed whatever else changes it at the same time", async () => {
    const { namespace } = cluster;
    const saved = await begin("gateway-api");
    let writes = 0;
    let done = false;
    const other = await open(namespace);
    const writer = (async () => {
      while (!done) {
        writes += 1;
        const note = { metadata: { annotations: { note: String(writes) } } };
        await other.patch({ ...httpRouteKind, name: "orders" }, "merge", note);
        // A controller writes often, but it does not do nothing else.
        await sleep(20);
      }
    })();
    try {
      do for (const weight of [10, 25, 50, 75, 100]) await setWeight(saved, { weight }, context);
      while (writes <= 5);
      expect(await observeTraffic(saved, context)).toEqual({ kind: "split", split: { weight: 100 } });
      await restoreRoute(saved, context);
    } finally {
      done = true;
      await writer;
    }
    expect(await observeTraffic(saved, context)).toEqual({ kind: "untouched" });
  });

  it("that its Gateway refuses is told of before the first change", async () => {
    const broken = {
      ...httpRouteKind,
      metadata: { name: "broken" },
      spec: { parentRefs: [{ name: "web" }], rules: [{ backendRefs: [{ name: "no-such", port: 80 }] }] },
    };
    await cluster.create({ ...broken, metadata: { ...broken.metadata, namespace: cluster.namespace } });
    const route = { ...target, stable: { service: "no-such" } };
    const choice = { router: "gateway-api", route: [], fallback: "replicas" } as const;
    await poll(async () => {
      const found = await findRoute(choice, route, [], context);
      return checkRoute(found, route, {}, context).then(() => "", String);
    }).toMatch(/its Gateway does not take HTTPRoute broken: .*no-such/);
    await cluster.delete({ ...httpRouteKind, name: "broken" });
  });
});

/** Patient: the machine may be busy. */
function poll<T>(question: () => T | Promise<T>) {
  return expect.poll(question, { timeout: 60_000, interval: 100 });
}

/** As a release does before its first change; what is saved goes through the record's JSON. */
async function begin(router: "traefik" | "gateway-api", ...route: string[]): Promise<SavedTraffic> {
  const found = await findRoute({ router, route, fallback: "replicas" }, target, [], context);
  await checkRoute(found, target, {}, context);
  return parseSavedTraffic(JSON.parse(JSON.stringify(await saveRoute(found, target, context))));
}

/** Of 1,000 requests, once the proxy has taken the weight over. */
async function shareFollows(saved: SavedTraffic, split: Split, host: string): Promise<void> {
  await setWeight(saved, split, context);
  expect(await observeTraffic(saved, context)).toEqual({ kind: "split", split });
  await poll(() => near(host, 100, split.weight, 3)).toBe(true);
  await settle();
  const answers = await askMany(traefik.url, 1000, { host });
  expect(Object.keys(answers.counts).filter((answer) => answer.startsWith("failed"))).toEqual([]);
  expect(Math.abs(shareOf("candidate", answers) - split.weight)).toBeLessThanOrEqual(2);
  expect(Math.abs(shareOf("stable", answers) - (100 - split.weight))).toBeLessThanOrEqual(2);
}

async function near(host: string, count: number, weight: number, points: number): Promise<boolean> {
  return Math.abs(shareOf("candidate", await askMany(traefik.url, count, { host })) - weight) <= points;
}

/** As long as this Traefik waits between two changes, and some more, as the input `router-settle` is for. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}

function startLoad(host: string): { stop(): Promise<Record<string, number>> } {
  const counts: Record<string, number> = {};
  let going = true;
  const ended = (async () => {
    while (going) {
      const answer = await ask(traefik.url, { host });
      counts[answer] = (counts[answer] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    stop: async () => {
      going = false;
      await ended;
      return counts;
    },
  };
}

async function live(of: { apiVersion: string; kind: string; name: string }): Promise<KubeObject> {
  const found = await cluster.get<KubeObject>(of);
  if (found === undefined) throw new Error(`there is no ${of.kind} ${of.name}`);
  return found;
}

/** All but what counts the changes, and when each owner last wrote. */
function asBefore({ metadata, ...object }: KubeObject): unknown {
  const { resourceVersion: _, generation: __, managedFields = [], ...rest } = metadata;
  return { ...object, metadata: { ...rest, managedFields: managedFields.map(({ time: ___, ...entry }) => entry) } };
}

function ownersIn({ metadata }: KubeObject): string[] {
  return (metadata.managedFields ?? []).map(({ manager, operation }) => `${manager} ${operation}`).sort();
}

function routes(namespace: string): object[] {
  const gateway = "gateway.networking.k8s.io/v1";
  return [
    {
      ...traefikKind,
      metadata: { name: "shares" },
      spec: { weighted: { services: [{ name: "orders", port: 80 }] } },
    },
    {
      ...ingressRouteKind,
      metadata: { name: "shares" },
      spec: {
        entryPoints: ["web"],
        routes: [
          { match: "Host(`weighted.test`)", kind: "Rule", services: [{ kind: "TraefikService", name: "shares" }] },
        ],
      },
    },
    {
      ...ingressRouteKind,
      metadata: { name: "plain" },
      spec: {
        entryPoints: ["web"],
        routes: [{ match: "Host(`plain.test`)", kind: "Rule", services: [{ name: "orders", port: "http" }] }],
      },
    },
    {
      apiVersion: gateway,
      kind: "GatewayClass",
      metadata: { name: namespace },
      spec: { controllerName: "traefik.io/gateway-controller" },
    },
    {
      apiVersion: gateway,
      kind: "Gateway",
      metadata: { name: "web" },
      spec: { gatewayClassName: namespace, listeners: [{ name: "web", protocol: "HTTP", port: traefik.port }] },
    },
    {
      ...httpRouteKind,
      metadata: { name: "orders" },
      spec: {
        parentRefs: [{ name: "web" }],
        hostnames: ["gateway.test"],
        rules: [{ backendRefs: [{ name: "orders", port: 80 }] }],
      },
    },
  ];
}
