// Do the API server and the products' own definitions take every act of each router, with exactly its Role?

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "../../../src/kube/access.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { checkRoute, routerPermissions } from "../../../src/traffic/check-route.ts";
import { findRoute } from "../../../src/traffic/find-route.ts";
import type {
  FoundRoute,
  HeaderRule,
  RouterName,
  SavedTraffic,
  TrafficContext,
  TrafficTarget,
} from "../../../src/traffic/router.ts";
import { applyBody, saveAfter, saveRoute } from "../../../src/traffic/save-route.ts";
import { parseSavedTraffic } from "../../../src/traffic/saved.ts";
import { cleanUpRoute, observeTraffic, prepareRoute, restoreRoute, setWeight } from "../../../src/traffic/shift.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import {
  destinationRule,
  header,
  httpRoute,
  ingress,
  ingressRoute,
  liveService,
  traefikService,
  virtualService,
} from "../../unit/traffic/objects.ts";
import { as, open, openOwnNamespace } from "../kube/setup.ts";
import { createUser, type PolicyRule } from "../support/users.ts";
import { ensureCrds } from "./support/crds.ts";
import { targetIn } from "./support/two-versions.ts";

let admin: Cluster;
let target: TrafficTarget;

beforeAll(async () => {
  await ensureCrds("traefik", "traefik-2", "gateway-api", "istio");
  admin = await openOwnNamespace("traffic-objects");
  target = targetIn(admin.namespace);
});

afterEach(async () => {
  const all = [
    virtualService,
    destinationRule,
    ingress,
    traefikService,
    ingressRoute,
    ofTraefik2(traefikService),
    ofTraefik2(ingressRoute),
    httpRoute,
    liveService,
    canaryName,
  ];
  await Promise.all(
    all.map(({ apiVersion, kind, metadata }) => admin.delete({ apiVersion, kind, name: metadata.name })),
  );
});

/** What the canary Ingress of ours would be called. */
const canaryName = { ...ingress, metadata: { name: "orders-slipway-canary" } };

const cases: readonly {
  readonly router: RouterName;
  readonly group?: string;
  readonly user: readonly KubeObject[];
  readonly weight: number;
  readonly header?: HeaderRule;
  readonly made: readonly string[];
}[] = [
  { router: "istio", user: [virtualService, destinationRule], weight: 25, header, made: ["DestinationRule"] },
  { router: "nginx", user: [ingress], weight: 25, header, made: ["Ingress"] },
  { router: "traefik", user: [traefikService, ingressRoute], weight: 25, header, made: ["TraefikService"] },
  {
    router: "traefik",
    group: "traefik.containo.us",
    user: [ofTraefik2(traefikService), ofTraefik2(ingressRoute)],
    weight: 25,
    header,
    made: ["TraefikService"],
  },
  { router: "gateway-api", user: [httpRoute], weight: 25, header, made: [] },
  { router: "service", user: [liveService], weight: 100, made: [] },
];

/** As Traefik 2 on K3s has it. */
function ofTraefik2(object: KubeObject): KubeObject {
  return { ...object, apiVersion: "traefik.containo.us/v1alpha1" };
}

describe.each(cases)("the router $router $group", ({ router, user, weight, header: rule, made }) => {
  it("finds, checks, weights, gives back and cleans up with no more than the permissions it names", async () => {
    const { limited, remove } = await limitedTo(router);
    await createAll(user);
    const before = await readAll(user);
    const found = await findRoute({ router, route: [], fallback: "replicas" }, target, [], limited);
    await checkRoute(found, target, { header: rule }, limited);
    expect(await readAll(user), "a check changes nothing").toEqual(before);
    const saved = throughRecord(await saveRoute(found, target, limited));
    expect(saved.companions.map(({ kind }) => kind)).toEqual(made);

    expect(await prepareRoute(saved, limited)).toBe(made.length > 0);
    expect(await prepareRoute(saved, limited)).toBe(false);
    const split = { weight, ...(rule === undefined ? {} : { header: rule }) };
    await setWeight(saved, split, limited);
    expect(await observeTraffic(saved, limited)).toEqual({ kind: "split", split });
    const versions = (await readAll(user)).map(({ metadata }) => metadata.resourceVersion);
    await setWeight(saved, split, limited);
    expect(
      (await readAll(user)).map(({ metadata }) => metadata.resourceVersion),
      "again, nothing",
    ).toEqual(versions);

    await restoreRoute(saved, limited);
    expect((await readAll(user)).map(asBefore)).toEqual(before.map(asBefore));
    await cleanUpRoute(saved, limited);
    await cleanUpRoute(saved, limited);
    expect(await observeTraffic(saved, limited)).toEqual({ kind: "untouched" });
    for (const { apiVersion, kind } of saved.companions) {
      expect((await admin.list<KubeObject>({ apiVersion, kind })).items).toHaveLength(
        user.filter((one) => one.kind === kind).length,
      );
    }
    remove();
  });

  it("comes to the same end when it is killed before any of its writes and begun again", async () => {
    await createAll(user);
    const before = await readAll(user);
    const whole = contextOf(admin);
    const found = await findRoute({ router, route: [], fallback: "replicas" }, target, [], whole);
    const saved = throughRecord(await saveRoute(found, target, whole));
    const split = { weight, ...(rule === undefined ? {} : { header: rule }) };
    const acts: ((context: TrafficContext) => Promise<unknown>)[] = [
      (context) => prepareRoute(saved, context),
      (context) => setWeight(saved, split, context),
      (context) => restoreRoute(saved, context),
      (context) => cleanUpRoute(saved, context),
    ];
    const writes = await Promise.all(acts.map(() => 0));
    for (const [index, act] of acts.entries()) {
      for (let allowed = 0; ; allowed++) {
        const cut = dyingAfter(allowed, admin);
        if (await act(cut).then(() => true, dies)) break;
        writes[index] = allowed + 1;
      }
      if (index === 1) expect(await observeTraffic(saved, whole)).toEqual({ kind: "split", split });
    }
    expect(Math.max(...writes), "at least one act was cut short").toBeGreaterThan(0);
    expect((await readAll(user)).map(asBefore)).toEqual(before.map(asBefore));
    expect(await observeTraffic(saved, whole)).toEqual({ kind: "untouched" });
  });
});

describe("router: auto", () => {
  const choice = { router: "auto", route: [], fallback: "replicas" } as const;
  const find = (given: Partial<Parameters<typeof findRoute>[0]> = {}, manifests: readonly KubeObject[] = []) =>
    findRoute({ ...choice, ...given }, target, manifests, contextOf(admin));

  it("takes the one product that routes to the Service, and says by which object", async () => {
    await createAll([virtualService, ingressOfTraefik()]);
    expect(await find()).toMatchObject({
      router: "istio",
      why: `VirtualService ${admin.namespace}/orders sends to Service orders`,
    });
  });

  it("asks which one users come by where several do", async () => {
    await createAll([virtualService, httpRoute]);
    await expect(find()).rejects.toThrow(
      /gateway-api \(HTTPRoute .*\/orders\) and istio \(VirtualService .*\/orders\)/,
    );
    expect(await find({ router: "istio" })).toMatchObject({ router: "istio" });
    expect(await find({ router: "gateway-api", route: ["httproute/orders"] })).toMatchObject({ router: "gateway-api" });
    await expect(find({ router: "gateway-api", route: ["httproute/other"] })).rejects.toThrow(
      "there is no such object",
    );
  });

  it("falls back where nothing can carry a weight, and says what it has seen", async () => {
    await createAll([ingressOfTraefik(), liveService]);
    const why = /^no HTTPRoute, .* sends to Service orders; Ingress .*\/orders can carry no weights/;
    expect(await find()).toMatchObject({ router: "replicas", why: expect.stringMatching(why), objects: [] });
    const service = await find({ fallback: "service" });
    expect(service).toMatchObject({ router: "service", why: expect.stringMatching(why) });
    await expect(find({ router: "traefik" })).rejects.toThrow(/a plain Ingress has no weights in Traefik/);
  });

  it("finds a route that only the release's manifests have", async () => {
    expect(await find({}, [own(httpRoute)])).toMatchObject({
      router: "gateway-api",
      absent: [{ kind: "HTTPRoute", name: "orders" }],
    });
  });
});

describe("the check before the first change", () => {
  it("names the permissions that are missing", async () => {
    const { limited, remove } = await limitedTo("istio", ({ verb }) => verb !== "patch");
    await createAll([virtualService, destinationRule]);
    const found = await findRoute({ router: "istio", route: [], fallback: "replicas" }, target, [], limited);
    await expect(checkRoute(found, target, {}, limited)).rejects.toThrow(
      "it may not patch virtualservices.networking.istio.io, patch destinationrules.networking.istio.io",
    );
    remove();
  });

  it("tells of a foreign object in the place of one of ours, and of a header that the router cannot route by", async () => {
    const taken = {
      ...canaryName,
      spec: { defaultBackend: { service: { name: "other", port: { number: 80 } } } },
    };
    await createAll([ingress, taken, traefikService, ingressRoute, liveService]);
    const of = (router: RouterName, ...route: string[]) =>
      findRoute({ router, route, fallback: "replicas" }, target, [], contextOf(admin));
    const check = async (found: FoundRoute, given: { header?: HeaderRule }) =>
      checkRoute(found, target, given, contextOf(admin));
    await expect(check(await of("nginx"), {})).rejects.toThrow(/orders-slipway-canary is there already/);
    await expect(check(await of("service"), { header })).rejects.toThrow(/the router service cannot route by a header/);
    await expect(check(await of("traefik", "traefikservice/orders"), { header })).rejects.toThrow(
      /TraefikService .*orders can carry weights, but no rule for a header/,
    );
  });

  it("shows what the API server says of the first patch", async () => {
    const full = structuredClone(httpRoute) as KubeObject & { spec: { rules: unknown[] } };
    const [, rule] = full.spec.rules;
    full.spec.rules = Array.from({ length: 16 }, () => rule);
    await createAll([full]);
    const found = await findRoute(
      { router: "gateway-api", route: [], fallback: "replicas" },
      target,
      [],
      contextOf(admin),
    );
    await expect(checkRoute(found, target, { header }, contextOf(admin))).rejects.toThrow(/at most 16 items/);
  });
});

describe("a route among the release's own manifests", () => {
  it("is applied with the weights that are live, without a conflict, and given back as the new manifest has it", async () => {
    const context = contextOf(admin);
    const manifest = own(httpRoute);
    await admin.apply(manifest, { fieldManager: "slipway" });
    const found = await findRoute(
      { router: "gateway-api", route: [], fallback: "replicas" },
      target,
      [manifest],
      context,
    );
    const saved = await saveRoute(found, target, context);
    await setWeight(saved, { weight: 25 }, context);
    const next = structuredClone(manifest) as KubeObject & { spec: { hostnames: string[] } };
    next.spec.hostnames = ["new.example"];
    await admin.apply(applyBody(saved, next, { weight: 25 }), { fieldManager: "slipway" });
    expect(await observeTraffic(saved, context)).toEqual({ kind: "split", split: { weight: 25 } });
    await restoreRoute(saveAfter(saved, next), context);
    const [after] = await readAll([httpRoute]);
    expect(after?.spec).toEqual(next.spec);
    expect(after?.metadata.managedFields?.map(({ manager }) => manager)).toEqual(["slipway"]);
  });
});

function contextOf(cluster: Cluster): TrafficContext {
  return { cluster, log: recordLog(), signal: never };
}

/** A user who may do what the router says that it needs. */
async function limitedTo(router: RouterName, keep: (permission: Permission) => boolean = () => true) {
  const rules = routerPermissions(router, admin.namespace).filter(keep).map(ruleOf);
  const user = await createUser(admin.namespace, `only-${router}-${Math.random().toString(36).slice(2, 6)}`, rules);
  const limited = contextOf(await open(admin.namespace, as({ token: user.token })));
  return { limited, remove: () => user.remove() };
}

function ruleOf({ verb, group, resource }: Permission): PolicyRule {
  return { apiGroups: [group], resources: [resource], verbs: [verb] };
}

const death = new Error("the process is killed here");

/** Every write after so many is the end of the process; a request that is not sent changes nothing. */
function dyingAfter(allowed: number, cluster: Cluster): TrafficContext {
  let writes = 0;
  const once = () => {
    writes += 1;
    if (writes > allowed) throw death;
  };
  const mortal: Cluster = {
    ...cluster,
    patch: async (reference, type, patch, options) => {
      once();
      return cluster.patch(reference, type, patch, options);
    },
    apply: async (object, options) => {
      once();
      return cluster.apply(object, options);
    },
    delete: async (reference, options) => {
      once();
      return cluster.delete(reference, options);
    },
  };
  return contextOf(mortal);
}

function dies(error: unknown): false {
  if (error !== death) throw error;
  return false;
}

function throughRecord(saved: SavedTraffic): SavedTraffic {
  return parseSavedTraffic(JSON.parse(JSON.stringify(saved)));
}

/** As a user writes it, in the test's namespace, also where it names a host in full. */
function own({ metadata, ...object }: KubeObject): KubeObject {
  const { name, annotations } = metadata;
  const moved = JSON.parse(JSON.stringify(object).replaceAll(".shop.svc", `.${admin.namespace}.svc`)) as KubeObject;
  const kept = annotations === undefined ? {} : { annotations };
  return { ...moved, metadata: { name, namespace: admin.namespace, ...kept } };
}

function ingressOfTraefik(): KubeObject {
  return { ...ingress, spec: { ...(ingress.spec as object), ingressClassName: "traefik" } };
}

async function createAll(objects: readonly KubeObject[]): Promise<void> {
  for (const object of objects) await admin.apply(own(object), { fieldManager: "the-user" });
}

async function readAll(objects: readonly KubeObject[]): Promise<KubeObject[]> {
  const read = await Promise.all(
    objects.map(({ apiVersion, kind, metadata }) => admin.get<KubeObject>({ apiVersion, kind, name: metadata.name })),
  );
  return read.filter((object) => object !== undefined);
}

/** All but what counts the changes, and when each owner last wrote. */
function asBefore({ metadata, ...object }: KubeObject): unknown {
  const { resourceVersion: _, generation: __, managedFields = [], ...rest } = metadata;
  return { ...object, metadata: { ...rest, managedFields: managedFields.map(({ time: ___, ...entry }) => entry) } };
}
