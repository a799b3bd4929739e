// Does a whole release split the users' traffic through a real Traefik, drop no request, and leave the route as it was?

import { afterAll, beforeAll, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { Failure } from "../../../src/report/failure.ts";
import { blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import { canary } from "../../../src/rollout/canary/canary.ts";
import { parseSteps } from "../../../src/rollout/canary/steps.ts";
import type { Gate } from "../../../src/rollout/gates.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { orders, ordersImage } from "../rollout/orders.ts";
import { type TestService, testService, users } from "../rollout/tracks.ts";
import { ensureCrds } from "./support/crds.ts";
import { askMany, shareOf, untilAnsweredBy } from "./support/requests.ts";
import { startTraefik, type Traefik } from "./support/traefik.ts";
import { steady } from "./support/two-versions.ts";

let shop: TestService;
let traefik: Traefik;
let images: readonly [string, string, string];

const steps = parseSteps("25, 100", "steps");
const ingressRouteKind = { apiVersion: "traefik.io/v1alpha1", kind: "IngressRoute" };
const httpRouteKind = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" };
const manifests = [
  orders(steady),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "orders" },
    spec: { selector: { app: "orders" }, ports: [{ name: "http", port: 80, targetPort: "http" }] },
  },
];

beforeAll(async () => {
  await ensureCrds("traefik", "gateway-api");
  shop = await testService("traffic-release");
  images = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
  traefik = await startTraefik(shop.namespace);
  await shop.apply(orders({ ...steady, image: images[0] }), manifests[1] ?? {}, ingressRoute);
  await untilAnsweredBy("1", traefik.url);
});

afterAll(async () => {
  await traefik?.stop();
  await shop?.cluster.delete({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GatewayClass",
    name: shop.namespace,
  });
  await shop?.close();
});

it("a canary through an IngressRoute gets its share and is promoted; the next one fails and is withdrawn", async () => {
  const before = await live(ingressRouteKind);
  const client = users(traefik.port);
  const shares: number[] = [];
  const measured = measuringGate((share) => shares.push(share), "2");
  const promoted = await shop.release(images[1], {
    tracks: byCanary(),
    objects: manifests,
    gates: [measured],
    run: "2",
  });
  expect(promoted.outcome, promoted.reason).toBe("succeeded");
  expect(shares).toEqual([expect.closeTo(25, -0.6), 100]);
  await untilAnsweredBy("2", traefik.url);
  expect((await live(ingressRouteKind)).spec).toEqual(before.spec);
  await shop.confirm("2");

  const since = client.mark();
  const refuses = refusingGate((share) => shares.push(share), "3");
  const failed = await shop.release(images[2], { tracks: byCanary(), objects: manifests, gates: [refuses], run: "3" });
  expect(failed.outcome, failed.reason).toBe("rolled-back");
  expect(since()).toEqual(["2", "3"]);
  expect(shares).toEqual([expect.anything(), 100, expect.closeTo(25, -0.6)]);
  await untilAnsweredBy("2", traefik.url);
  expect((await askMany(traefik.url, 100)).counts).toEqual({ "2": 100 });
  await client.stop();
  expect(client.failures).toEqual([]);
  expect((await live(ingressRouteKind)).spec).toEqual(before.spec);
  const made = await shop.cluster.list<KubeObject>({ apiVersion: "traefik.io/v1alpha1", kind: "TraefikService" });
  expect(made.items).toEqual([]);
  expect(Object.keys(await shop.deployments())).toEqual(["orders"]);
});

it("a blue-green release goes over in steps through an HTTPRoute of its own manifests", async () => {
  await shop.cluster.delete({ ...ingressRouteKind, name: "orders" });
  await untilAnsweredBy("failed: status 404", traefik.url);
  await shop.apply(...gateway());
  await untilAnsweredBy("2", traefik.url);
  const client = users(traefik.port);
  const shares: number[] = [];
  const measured = measuringGate((share) => shares.push(share), "3");
  const objects = [...manifests, httpRoute];
  const promoted = await shop.release(images[2], { tracks: byBlueGreen(), objects, gates: [measured], run: "4" });
  expect(promoted.outcome, promoted.reason).toBe("succeeded");
  expect(shares).toEqual([expect.closeTo(25, -0.6), 100]);
  await untilAnsweredBy("3", traefik.url);
  expect((await askMany(traefik.url, 100)).counts).toEqual({ "3": 100 });
  await client.stop();
  expect(client.failures).toEqual([]);
  expect((await live(httpRouteKind)).spec).toMatchObject({ rules: [{ backendRefs: [{ name: "orders", weight: 1 }] }] });
  expect(JSON.stringify((await live(httpRouteKind)).spec)).not.toContain("preview");
});

function byCanary(): TracksRequest {
  return { ...common, strategy: canary({ steps }) };
}

function byBlueGreen(): TracksRequest {
  const options = { slots: [], slotKey: "", previewReplicas: undefined, steps, overlapping: false };
  return { ...common, strategy: blueGreen(options) };
}

const common: Omit<TracksRequest, "strategy"> = {
  services: [],
  router: "auto",
  route: [],
  header: undefined,
  // This Traefik takes a change over every 100 ms; the machine may be busy.
  settleTime: 1_500,
  interrupted: "resume",
  room: "warn",
  overlapping: false,
  scaleDownDelay: undefined,
};

/** Where users see the version, and it is refused there. */
function refusingGate(tell: (share: number) => void, version: string): Gate {
  const { judge, ...gate } = measuringGate(tell, version);
  return {
    ...gate,
    judge: async (moment, signal) => {
      await judge(moment, signal);
      const failure = new Failure({ attempted: "judging", found: "it is bad", advice: "Make it good." });
      return { next: "stop", failure, markdown: "" };
    },
  };
}

/** At each weight, the share of the users' requests that the version answers, once the proxy has taken it over. */
function measuringGate(tell: (share: number) => void, version: string): Gate {
  return {
    name: "shares",
    at: "step",
    judge: async ({ weight }) => {
      tell(await settledShare(version, weight));
      return { next: "go", markdown: "" };
    },
  };
}

async function settledShare(version: string, weight: number): Promise<number> {
  const end = Date.now() + 30_000;
  for (;;) {
    const share = shareOf(version, await askMany(traefik.url, 200));
    if (Math.abs(share - weight) <= 2 || Date.now() > end) return share;
  }
}

async function live(kind: { apiVersion: string; kind: string }): Promise<KubeObject> {
  const found = await shop.cluster.get<KubeObject>({ ...kind, name: "orders" });
  if (found === undefined) throw new Error(`there is no ${kind.kind}`);
  return found;
}

const ingressRoute = {
  ...ingressRouteKind,
  metadata: { name: "orders" },
  spec: {
    entryPoints: ["web"],
    routes: [{ match: "PathPrefix(`/`)", kind: "Rule", services: [{ name: "orders", port: 80 }] }],
  },
};

const httpRoute = {
  ...httpRouteKind,
  metadata: { name: "orders" },
  spec: { parentRefs: [{ name: "web" }], rules: [{ backendRefs: [{ name: "orders", port: 80 }] }] },
};

function gateway(): object[] {
  const apiVersion = "gateway.networking.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "GatewayClass",
      metadata: { name: shop.namespace },
      spec: { controllerName: "traefik.io/gateway-controller" },
    },
    {
      apiVersion,
      kind: "Gateway",
      metadata: { name: "web" },
      spec: { gatewayClassName: shop.namespace, listeners: [{ name: "web", protocol: "HTTP", port: traefik.port }] },
    },
    httpRoute,
  ];
}
