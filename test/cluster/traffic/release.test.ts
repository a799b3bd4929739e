// Does a whole release split the users' traffic through a real Traefik, drop no request, and leave the route as it was?

import { afterAll, beforeAll, expect, it } from "vitest";
import { trackInputs } from "../../../src/actions/track-inputs.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { Failure } from "../../../src/report/failure.ts";
import { blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import { canary } from "../../../src/rollout/canary/canary.ts";
import { parseSteps } from "../../../src/rollout/canary/steps.ts";
import type { Gate } from "../../../src/rollout/gates.ts";
import { roleRules } from "../../../src/rollout/role.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { orders, ordersImage } from "../rollout/orders.ts";
import { type TestService, testService, users } from "../rollout/tracks.ts";
import { killOnceAfter, untilEnd } from "../rollout/walks.ts";
import { ensureCrds } from "./support/crds.ts";
import { askMany, shareOf, untilAnsweredBy } from "./support/requests.ts";
import { startTraefik, type Traefik } from "./support/traefik.ts";
import { steady } from "./support/two-versions.ts";

let shop: TestService;
let traefik: Traefik;
/** As a user has it: it takes changes over every 2 s. */
let usual: Traefik;
let images: readonly [string, string, string];

const steps = parseSteps("25, 100", "steps");
const header = { name: "canary", value: "true" };
const defaultSettleTime = trackInputs["router-settle"].parse(undefined);
const kinds = [
  { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments", namespaced: true },
  { apiVersion: "v1", kind: "Service", plural: "services", namespaced: true },
  { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", plural: "httproutes", namespaced: true },
];
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
  // What the documentation has for a canary by each of the two routers; a blue-green release needs the same.
  const role = (["traefik", "gateway-api"] as const).flatMap((router) =>
    roleRules({ strategy: "canary", router, manifests: kinds }),
  );
  shop = await testService("traffic-release", role);
  images = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
  [traefik, usual] = await Promise.all([startTraefik(shop.namespace), startTraefik(shop.namespace, "certified")]);
  await shop.apply(orders({ ...steady, image: images[0] }), manifests[1] ?? {}, ingressRoute);
  await untilAnsweredBy("1", traefik.url);
  await untilAnsweredBy("1", usual.url);
});

afterAll(async () => {
  await Promise.all([traefik?.stop(), usual?.stop()]);
  await shop?.cluster.delete({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GatewayClass",
    name: shop.namespace,
  });
  await shop?.close();
});

it("a canary through an IngressRoute gets its share and is promoted; the next one fails and is withdrawn", async ({
  onTestFinished,
}) => {
  const before = await live(ingressRouteKind);
  const [client, usualClient] = [users(traefik.port), users(usual.port)];
  onTestFinished(client.stop);
  onTestFinished(usualClient.stop);
  const [fromBegin, usuallyFromBegin] = [client.mark(), usualClient.mark()];
  const shares: number[] = [];
  const preview = unseenGate(() => [...fromBegin(), ...usuallyFromBegin()]);
  const measured = measuringGate((share) => shares.push(share), "2");
  // The runner dies right after a weight was shifted, and after the route was given back: the next one goes on.
  const places = ["forward weigh", "forward remove-candidate"];
  const seen: string[] = [];
  const onAct = killOnceAfter(shop, places, seen);
  const promoted = await untilEnd(() =>
    shop.release(images[1], {
      // As long as it is without the input, for the Traefik that is as it comes.
      tracks: { ...byCanary(), settleTime: defaultSettleTime },
      objects: manifests,
      gates: [preview, measured],
      run: "2",
      onAct,
    }),
  );
  expect(seen).toEqual(places);
  expect(promoted.outcome, promoted.reason).toBe("succeeded");
  await shop.confirm("2");
  expect(preview.seen).toEqual(["1", "1"]);
  expect(shares).toEqual([expect.closeTo(25, -0.6), 100]);
  await untilAnsweredBy("2", traefik.url);
  await untilAnsweredBy("2", usual.url);
  expect(usuallyFromBegin().toSorted()).toEqual(["1", "2"]);
  await usualClient.stop();
  expect(usualClient.failures).toEqual([]);
  expect((await live(ingressRouteKind)).spec).toEqual(before.spec);

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

it("a blue-green release goes over in steps through an HTTPRoute of its own manifests", async ({ onTestFinished }) => {
  await shop.stands(images[1], manifests);
  await shop.cluster.delete({ ...ingressRouteKind, name: "orders" });
  await untilAnsweredBy("failed: status 404", traefik.url);
  await shop.apply(...gateway());
  await untilAnsweredBy("2", traefik.url);
  const client = users(traefik.port);
  onTestFinished(client.stop);
  const fromBegin = client.mark();
  const shares: number[] = [];
  const preview = unseenGate(fromBegin);
  const measured = measuringGate((share) => shares.push(share), "3");
  const objects = [...manifests, httpRoute];
  const promoted = await shop.release(images[2], {
    tracks: { ...byBlueGreen(), header },
    objects,
    gates: [byHeader("3"), preview, measured],
    run: "4",
  });
  expect(promoted.outcome, promoted.reason).toBe("succeeded");
  expect(preview.seen).toEqual(["2"]);
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

/** Before the first weight: what users were answered by until then, long after the candidate stands. */
function unseenGate(answered: () => readonly string[]): Gate & { readonly seen: readonly string[] } {
  const seen: string[] = [];
  return {
    name: "users do not see it yet",
    at: "preview",
    seen,
    judge: async () => {
      await askMany(traefik.url, 300);
      seen.push(...answered());
      return { next: "go", markdown: "" };
    },
  };
}

/** Before the first weight the header leads to the candidate. */
function byHeader(version: string): Gate {
  return {
    name: "the preview by its header",
    at: "preview",
    judge: async () => {
      const headers = { [header.name]: header.value };
      await untilAnsweredBy(version, traefik.url, { headers });
      expect((await askMany(traefik.url, 100, { headers })).counts).toEqual({ [version]: 100 });
      return { next: "go", markdown: "" };
    },
  };
}

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
  const end = Date.now() + 120_000;
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
