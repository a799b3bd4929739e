import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ObjectKind } from "../../../src/kube/object.ts";
import type { Stage } from "../../../src/release/track.ts";
import { abortRelease } from "../../../src/rollout/abort.ts";
import type { OnAct, RolloutResult } from "../../../src/rollout/context.ts";
import type { Gate } from "../../../src/rollout/gates.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { ensureCrds } from "../traffic/support/crds.ts";
import { canaryOf } from "./canaries.ts";
import { orders, ordersImage, unproxiedService as service, workspaceOf } from "./orders.ts";
import { startAction } from "./run-action.ts";
import { type ReleaseOptions, type TestService, testService } from "./tracks.ts";
import {
  autoscaler,
  cancelAt,
  ingress,
  killAt,
  killed,
  killOnceAtEach,
  nextRun,
  sharedWith,
  standing,
  untilEnd,
} from "./walks.ts";

// A canary that is cut off at every one of its acts, by pods and by a router's weights: it goes on or goes back, and
// leaves what it would have left without. The pods are simulated; the API server and its controllers are real.

let node: SimulatedNode;
const shops: TestService[] = [];

beforeAll(async () => {
  [node] = await Promise.all([startSimulatedNode(), ensureCrds("traefik", "gateway-api")]);
});
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.close()));
  await node.stop();
});

/** Version 1 serves, with one pod and a route: each act costs the controllers as little as it can. */
async function calm({ tracks, beside }: Row): Promise<TestService> {
  const shop = await testService("walk");
  shops.push(shop);
  // An autoscaler only takes part in what serves already.
  const first = beside.filter((each) => each !== autoscaler);
  expect((await release(shop, "1", "orders:1", { tracks, beside: first })).outcome).toBe("succeeded");
  await shop.confirm("1");
  await shop.apply(...beside.filter((each) => each === autoscaler));
  return shop;
}

interface Row {
  readonly tracks: TracksRequest;
  /** The route that is the user's own, an autoscaler. */
  readonly beside: readonly object[];
}

interface Walk extends Row {
  readonly routes: readonly ObjectKind[];
  readonly isWalked: (stage: Stage, index: number, stages: readonly Stage[]) => boolean;
  /** How many services the walk is shared among: it mostly waits for controllers. */
  readonly services: number;
}

type Cut = (shop: TestService, walk: Walk, stage: number) => Promise<void>;

const byPods: Row = { tracks: canaryOf("50"), beside: [ingress] };
const byWeights: Row = {
  tracks: canaryOf("50", { router: "nginx", settleTime: 50, header: { name: "canary", value: "true" } }),
  beside: [ingress],
};
const byRoute = (router: TracksRequest["router"], route: object): Row => ({
  tracks: canaryOf("50", { router, settleTime: 20 }),
  beside: [route],
});
/** Before it is the router's turn, a release by weights is the same as one by pods. */
const sinceRoute: Walk["isWalked"] = (_, index, stages) => index >= stages.findIndex(({ kind }) => kind === "route");
/** Stable keeps the size that its autoscaler gives it, so these acts are others. */
const ofSizes = new Set<Stage["kind"]>(["candidate", "scale", "replace-stable", "remove-candidate"]);
/** All that another router is asked for; what is between is the same for each of them. */
const changesRoute = new Set<Stage["kind"]>(["route", "weigh", "settle"]);

const httpRoute = { apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" };
const traefikKinds = ["IngressRoute", "TraefikService"].map((kind) => ({ apiVersion: "traefik.io/v1alpha1", kind }));
const backend = { name: "orders", port: 80 };

describe.concurrent.each<[string, Walk]>([
  ["pods", { ...byPods, routes: [], isWalked: () => true, services: 3 }],
  [
    "pods beside an autoscaler",
    {
      ...byPods,
      beside: [autoscaler],
      routes: [],
      isWalked: ({ kind }) => ofSizes.has(kind),
      services: 2,
    },
  ],
  ["weights of ingress-nginx", { ...byWeights, routes: [], isWalked: sinceRoute, services: 4 }],
  [
    "weights of an HTTPRoute",
    {
      ...byRoute("gateway-api", {
        ...httpRoute,
        metadata: { name: "orders" },
        spec: { parentRefs: [{ name: "web" }], rules: [{ backendRefs: [backend] }] },
      }),
      routes: [httpRoute],
      isWalked: ({ kind }) => changesRoute.has(kind),
      services: 2,
    },
  ],
  [
    "weights of an IngressRoute of Traefik",
    {
      ...byRoute("traefik", {
        ...traefikKinds[0],
        metadata: { name: "orders" },
        spec: { entryPoints: ["web"], routes: [{ match: "PathPrefix(`/`)", kind: "Rule", services: [backend] }] },
      }),
      routes: traefikKinds,
      isWalked: ({ kind }) => changesRoute.has(kind),
      services: 2,
    },
  ],
])("a canary by %s", (_, walk) => {
  it("goes back to where it was, cut off at any act; killed at every one it goes on and ends well", {
    timeout: 900_000,
  }, async ({ expect }) => {
    const { isWalked, routes, services } = walk;
    const all = await Promise.all(Array.from({ length: services }, () => calm(walk)));
    const [first = await calm(walk)] = all;
    const stages = await stagesOf(first, walk);
    const walked = stages.map(isWalked);
    const ends = [killedAndSettled, cancelled];
    const cuts = stages.flatMap((_, index): [Cut, number][] =>
      walked[index] === true ? ends.map((end): [Cut, number] => [end, index]) : [],
    );
    let walkedThrough = 0;
    const walkWith = async (shop: TestService): Promise<void> => {
      const before = await standing(shop, routes);
      for (let cut = cuts.pop(); cut !== undefined; cut = cuts.pop()) {
        const [end, index] = cut;
        await end(shop, walk, index);
        expect(await standing(shop, routes), `${end.name} at ${JSON.stringify(stages[index])}`).toEqual(before);
        await shop.forget();
        walkedThrough += 1;
      }
    };
    const planned = cuts.length;
    const goesOn = async (shop: TestService): Promise<void> => {
      const before = await standing(shop, routes);
      const seen = new Set<string>();
      const onAct = killOnceAtEach(seen, (stage) => walked[stage] === true, 1);
      const end = await untilEnd(() => release(shop, nextRun(), "orders:2", walk, { onAct }));
      expect(end.outcome).toBe("succeeded");
      expect(seen.size).toBe(walked.filter(Boolean).length);
      expect(seen.size).toBeGreaterThan(1);
      expect((await shop.record()).releases[0]).toMatchObject({ state: "promoted", image: "orders:2" });
      const after = await standing(shop, routes);
      expect(JSON.stringify(after)).toBe(JSON.stringify(before).replaceAll("orders:1", "orders:2"));
    };
    // The first one that has nothing left to be cut off at goes on to the end.
    let gone: Promise<void> | undefined;
    await Promise.all(
      all.map(async (shop) => {
        await walkWith(shop);
        gone ??= goesOn(shop);
        await gone;
      }),
    );
    expect(walkedThrough).toBe(planned);
  });
});

it.concurrent.for([
  ["weights", "SIGINT", { router: "nginx", "router-settle": "1s" }],
  ["pods", "SIGINT", { router: "replicas" }],
] as const)(
  "by %s, in a process that gets %s as the runner sends it, has its users on stable in time",
  async ([, signal, inputs], { expect }) => {
    const [shop, image] = await Promise.all([calm(byPods), ordersImage("2")]);
    const before = await standing(shop);
    const workspace = workspaceOf(service, orders({ podSpec: node.podSpec, replicas: 1 }), ingress);
    const given = {
      namespace: shop.namespace,
      manifests: "orders.yaml",
      image,
      strategy: "canary",
      steps: "50:10m, 100",
    };
    const release = await startAction("deploy-rollout", { ...given, ...inputs }, { run: "2", workspace });
    await release.said("Waiting: 50 % of the traffic to be seen");
    release.child.kill(signal);
    // https://docs.github.com/actions/reference/workflow-cancellation-reference
    const kill = setTimeout(() => release.child.kill("SIGKILL"), 7_000);
    const run = await release.ended;
    clearTimeout(kill);
    expect(run.outputs, run.log).toMatchObject({ outcome: "aborted", changed: "true" });
    expect(run.outputs.reason).toContain(signal);
    const now = await standing(shop);
    expect(now["Deployment orders"]).toEqual({ replicas: 1, images: ["orders:1"] });
    expect(JSON.stringify(now)).not.toMatch(/"[^"]*canary-weight":"[^0]/);
    expect((await shop.record()).releases[0]).toMatchObject({ endsAs: "aborted" });
    expect((await release.post()).status).toBe(0);
    expect((await shop.record()).releases[0]?.state).toBe("aborted");
    expect(await standing(shop)).toEqual(before);
  },
);

it.concurrent("a canary that waits for a person goes back or goes on, wherever it is killed or cancelled", async ({
  expect,
}) => {
  const row: Walk = { ...byPods, tracks: canaryOf("50:manual"), routes: [], isWalked: () => true, services: 1 };
  const shop = await calm(row);
  const before = await standing(shop);
  const hold = (await stagesOf(shop, row)).findIndex(({ kind }) => kind === "hold");
  for (const end of [killedAndSettled, cancelled]) {
    await end(shop, row, hold);
    expect(await standing(shop), end.name).toEqual(before);
  }
  const promoted = (onAct?: OnAct) => shop.promote({ ...optionsOf(row), run: nextRun(), onAct }).catch(killed);
  for (const when of ["entered", "performed"]) {
    const dies = killAt(`forward ${hold} ${when}`);
    expect(await release(shop, nextRun(), "orders:2", row, { onAct: dies }).catch(killed)).toBe("killed");
  }
  expect((await release(shop, nextRun(), "orders:2", row)).outcome).toBe("paused");
  // Whoever let it go on is gone: it waits for a person again.
  expect(await promoted(killAt(`forward ${hold} performed`))).toBe("killed");
  expect((await release(shop, nextRun(), "orders:2", row)).outcome).toBe("paused");
  // Further on it was let go on: the next run of its image sees it through.
  expect(await promoted(killAt(`forward ${hold + 1} entered`))).toBe("killed");
  expect((await release(shop, nextRun(), "orders:2", row)).outcome).toBe("succeeded");
  expect(JSON.stringify(await standing(shop))).toBe(JSON.stringify(before).replaceAll("orders:1", "orders:2"));
});

it("is taken back by the next run, which then does its own, where that is told not to go on", async () => {
  const row = { ...byPods, tracks: canaryOf("50", { interrupted: "abort" }) };
  const shop = await calm(row);
  await release(shop, "2", "orders:2", row, { onAct: killAt("forward 7 performed") }).catch(killed);
  expect((await release(shop, "3", "orders:2", row)).outcome).toBe("succeeded");
  expect((await shop.record()).releases.map(({ image, state }) => `${image} ${state}`)).toEqual([
    "orders:2 promoted",
    "orders:2 aborted",
    "orders:1 verified",
  ]);
});

it("backs out while its run is in the middle of it, when another run aborts it", async () => {
  const shop = await calm(byPods);
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const endless: Gate = {
    name: "a long look",
    at: "step",
    judge: (_, signal) =>
      new Promise((_resolve, reject) => {
        resolve();
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  };
  const going = release(shop, "2", "orders:2", byPods, { gates: [endless] });
  await asked;
  const { cluster, log, namespace } = shop;
  const aborted = await abortRelease(
    {
      workload: { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace },
      reason: "it smells",
      timeout: 60_000,
      waitForLock: 60_000,
      logLines: 5,
    },
    {
      cluster,
      log,
      signal: new AbortController().signal,
      run: { runKey: "3-1", runUrl: "", actor: "ben", commit: "" },
      now: () => performance.now(),
    },
  );
  expect(aborted, aborted.reason).toMatchObject({ outcome: "succeeded", changed: true });
  expect(await going).toMatchObject({ outcome: "aborted" });
  expect((await shop.record()).releases[0]).toMatchObject({ state: "aborted", image: "orders:2" });
  expect((await standing(shop))["Deployment orders"]).toEqual({ replicas: 1, images: ["orders:1"] });
});

function release(
  shop: TestService,
  run: string,
  image: string,
  row: Row,
  options: { onAct?: OnAct; signal?: AbortSignal; gates?: readonly Gate[] } = {},
): Promise<RolloutResult> {
  return shop.release(image, { ...optionsOf(row), run, ...options });
}

function optionsOf({ tracks, beside }: Row): Pick<ReleaseOptions, "tracks" | "objects"> {
  return { tracks, objects: [service, orders({ podSpec: node.podSpec, replicas: 1 }), ...beside] };
}

async function killedAndSettled(shop: TestService, walk: Walk, stage: number): Promise<void> {
  const run = nextRun();
  // Written down and not done, or done, by turns.
  const onAct = killAt(`forward ${stage} ${stage % 2 === 0 ? "entered" : "performed"}`);
  expect(await release(shop, run, "orders:2", walk, { onAct }).catch(killed)).toBe("killed");
  expect((await shop.settle(run)).outcome).toBe("succeeded");
  expect((await shop.record()).releases[0]).toMatchObject({ state: "aborted", image: "orders:2" });
}

/** The job ends at once: stable is asked for in full by then, and the post step sees to the rest. */
async function cancelled(shop: TestService, walk: Walk, stage: number): Promise<void> {
  const run = nextRun();
  const end = await release(shop, run, "orders:2", walk, cancelAt(`forward ${stage} performed`));
  expect(end.outcome, `act ${stage}`).toBe("aborted");
  const [written] = (await shop.record()).releases;
  expect(written?.state).toBe(end.pending ? "rolling-back" : "aborted");
  const now = await standing(shop, walk.routes);
  expect(now["Deployment orders"]).toEqual({ replicas: 1, images: ["orders:1"] });
  // Until stable is replaced, which is the promotion, the router needs no pod to be waited for.
  const replaced = written?.track?.stages.findIndex(({ kind }) => kind === "replace-stable") ?? 0;
  if (stage < replaced) {
    expect(JSON.stringify(now)).not.toMatch(/"[^"]*canary-weight":"[^0]|canary-by-header"/);
    expect(sharedWith(now), `act ${stage}`).toEqual([]);
  }
  await shop.settle(run);
  expect((await shop.record()).releases[0]?.state).toBe("aborted");
}

/** The acts of a release, from one that ends before its first. */
async function stagesOf(shop: TestService, row: Row): Promise<readonly Stage[]> {
  const run = nextRun();
  await release(shop, run, "orders:2", row, { onAct: killAt("forward 0 entered") }).catch(killed);
  const stages = (await shop.record()).releases[0]?.track?.stages ?? [];
  await shop.settle(run);
  return stages;
}
