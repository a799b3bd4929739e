import { afterAll, beforeAll, expect, it } from "vitest";
import { blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import { parseSteps } from "../../../src/rollout/canary/steps.ts";
import { confirm } from "../../../src/rollout/confirm.ts";
import type { OnAct, RolloutResult } from "../../../src/rollout/context.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import type { Pod } from "../../../src/rollout/workload.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { orders, unproxiedService as service } from "./orders.ts";
import { type TestService, testService } from "./tracks.ts";
import { cancelAt, ingress, killAt, killed, killOnceAtEach, nextRun, settleAs, standing, untilEnd } from "./walks.ts";

// A rolling release, and a blue-green one that goes over by weights, that are cut off at every one of their acts: they
// go back or go on, and leave what they would have left without. The pods are simulated.

let node: SimulatedNode;
const shops: TestService[] = [];

beforeAll(async () => {
  node = await startSimulatedNode();
});
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.close()));
  await node.stop();
});

const byWeights: TracksRequest = {
  strategy: blueGreen({
    slots: [],
    slotKey: "",
    previewReplicas: undefined,
    steps: parseSteps("50, 100", "steps"),
    overlapping: false,
  }),
  services: [],
  router: "nginx",
  route: [],
  header: { name: "canary", value: "true" },
  settleTime: 20,
  interrupted: "resume",
  room: "warn",
  overlapping: false,
  scaleDownDelay: undefined,
};

type Cut = { readonly onAct?: OnAct; readonly signal?: AbortSignal };

function release(
  shop: TestService,
  run: string,
  image: string,
  tracks: TracksRequest | undefined,
  cut: Cut = {},
): Promise<RolloutResult> {
  const podSpec = { ...node.podSpec, terminationGracePeriodSeconds: 0 };
  const objects = [service, orders({ podSpec, replicas: 1 }), ...(tracks === undefined ? [] : [ingress])];
  return shop.release(image, { run, tracks, objects, ...cut });
}

/** Version 1 serves, in a Deployment that no strategy has made. */
async function calm(): Promise<TestService> {
  const shop = await testService("walk");
  shops.push(shop);
  expect((await release(shop, "1", "orders:1", undefined)).outcome).toBe("succeeded");
  await shop.confirm("1");
  await shop.apply(ingress);
  return shop;
}

/** Apply and promote; turn back, restore and close. */
const rollingPlaces = ["forward 0", "forward 1", "back 0", "back 1", "back 2"];

it.concurrent("a rolling release goes back or goes on, wherever it is killed or cancelled", async ({ expect }) => {
  const shop = await calm();
  const before = await standing(shop);
  for (const place of rollingPlaces.flatMap((each) => [`${each} entered`, `${each} performed`])) {
    const run = nextRun();
    // There is a way back to be cut off at where the release is cancelled at its first act.
    const begins = cancelAt("forward 0 performed");
    const dies = killAt(place);
    const cut: Cut = place.startsWith("forward")
      ? { onAct: dies }
      : { signal: begins.signal, onAct: (...at) => [begins.onAct(...at), dies(...at)] as never };
    const end = await release(shop, run, "orders:2", undefined, cut).catch(killed);
    // A cancelled run does not stay to see the pods of its way back.
    if (end !== "killed") expect(end, place).toMatchObject({ outcome: "aborted", pending: true });
    expect((await shop.settle(run)).outcome, place).toBe("succeeded");
    expect(await standing(shop), place).toEqual(before);
    expect((await shop.record()).releases[0]?.state, place).toMatch(/^(?:aborted|rolled-back)$/);
  }
  for (const place of ["forward 0 performed", "forward 1 performed"]) {
    const run = nextRun();
    const end = await release(shop, run, "orders:2", undefined, cancelAt(place));
    // What was promoted is not cancelled any more: a job that ends without confirming it has it settled.
    expect(end.outcome, place).toBe(place.startsWith("forward 0") ? "aborted" : "succeeded");
    await shop.settle(run);
    expect(await standing(shop), place).toEqual(before);
  }
  const seen = new Set<string>();
  const onAct = killOnceAtEach(seen);
  // Not begun, then promoted: from there on it is the later jobs of the same run that finish it.
  expect(await release(shop, nextRun(), "orders:2", undefined, { onAct }).catch(killed)).toBe("killed");
  const last = nextRun();
  expect(await release(shop, last, "orders:2", undefined, { onAct }).catch(killed)).toBe("killed");
  expect(seen).toEqual(new Set(["forward 0", "forward 1"]));
  expect((await shop.confirm(last)).outcome).toBe("succeeded");
  expect((await shop.record()).releases[0]).toMatchObject({ state: "verified", image: "orders:2" });
  expect(JSON.stringify(await standing(shop))).toBe(JSON.stringify(before).replaceAll("orders:1", "orders:2"));
});

it.concurrent.each([
  ["StatefulSet", { serviceName: "orders" }],
  ["DaemonSet", { replicas: undefined }],
] as const)(
  "a rolling release of a %s goes back or goes on, wherever it is killed or cancelled",
  async (kind, more) => {
    const shop = await testService("walk");
    shops.push(shop);
    const { cluster, log, namespace } = shop;
    const workload = { apiVersion: "apps/v1", kind, name: "orders", namespace };
    const begin = (run: string, version: string, cut: Cut = {}) => {
      const podSpec = { ...node.podSpec, terminationGracePeriodSeconds: 0 };
      const { strategy: _, ...spec } = orders({ podSpec, replicas: 2, image: `orders:${version}` }).spec;
      const object = { ...orders(), kind, spec: { ...spec, ...more } };
      return shop.release("", { run, tracks: undefined, objects: [service, object], ...cut });
    };
    const verify = (run: string) =>
      confirm(
        { workload, image: "" },
        {
          cluster,
          log,
          signal: new AbortController().signal,
          run: { runKey: `${run}-1`, runUrl: "", actor: "ada", commit: "" },
          now: () => performance.now(),
        },
      );
    /** What runs; the names of a DaemonSet's pods are others each time. */
    const images = async () => {
      const { items } = await cluster.list<Pod>({ apiVersion: "v1", kind: "Pod" });
      const there = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      return there.map(({ spec }) => spec.containers[0]?.image);
    };
    expect((await begin("1", "1")).outcome).toBe("succeeded");
    await verify("1");
    const before = await images();
    for (const place of [
      "forward 0 entered",
      "forward 0 performed",
      "forward 1 entered",
      "back 0 entered",
      "back 1 entered",
    ]) {
      const run = nextRun();
      const begins = cancelAt("forward 0 performed");
      const dies = killAt(place);
      const cut: Cut = place.startsWith("forward")
        ? { onAct: dies }
        : { signal: begins.signal, onAct: (...at) => [begins.onAct(...at), dies(...at)] as never };
      expect(await begin(run, "2", cut).catch(killed), place).toBe("killed");
      expect((await settleAs(shop, run, undefined, kind)).outcome, place).toBe("succeeded");
      expect(await images(), place).toEqual(before);
    }
    const cancelled = nextRun();
    expect(await begin(cancelled, "2", cancelAt("forward 0 performed"))).toMatchObject({ outcome: "aborted" });
    await settleAs(shop, cancelled, undefined, kind);
    expect(await images()).toEqual(before);

    const onAct = killOnceAtEach(new Set());
    expect(await begin(nextRun(), "2", { onAct }).catch(killed)).toBe("killed");
    const last = nextRun();
    expect(await begin(last, "2", { onAct }).catch(killed)).toBe("killed");
    expect((await verify(last)).outcome).toBe("succeeded");
    expect(await images()).toEqual(before.map(() => "orders:2"));
  },
);

it.concurrent("a blue-green release by weights goes back or goes on, wherever it is killed or cancelled", {
  timeout: 600_000,
}, async ({ expect }) => {
  const shop = await calm();
  const before = await standing(shop);
  const first = nextRun();
  await release(shop, first, "orders:2", byWeights, { onAct: killAt("forward 0 entered") }).catch(killed);
  const stages = (await shop.record()).releases[0]?.track?.stages ?? [];
  await shop.settle(first);
  expect(new Set(stages.map(({ kind }) => kind))).toEqual(
    new Set(["select", "objects", "preview", "candidate", "route", "settle", "header", "gate", "weigh"]),
  );
  // What the router adds to the acts that are walked through without one.
  const ofRouter = (kind: string, stage: number): boolean =>
    ["route", "header", "weigh"].includes(kind) || (kind === "select" && stage > 0);
  const walked = new Set([...stages.keys()].filter((stage) => ofRouter(stages[stage]?.kind ?? "", stage)));
  for (const [stage, { kind }] of stages.entries()) {
    if (!walked.has(stage)) continue;
    const run = nextRun();
    const cut =
      stage % 2 === 0 ? { onAct: killAt(`forward ${stage} entered`) } : cancelAt(`forward ${stage} performed`);
    const end = await release(shop, run, "orders:2", byWeights, cut).catch(killed);
    if (end !== "killed") {
      expect(end.outcome, `act ${stage}, ${kind}`).toBe("aborted");
      // Stable has been asked for in full all the time, and has all users again.
      const now = await standing(shop);
      expect(now["Deployment orders"], `act ${stage}, ${kind}`).toEqual({ replicas: 1, images: ["orders:1"] });
      expect(JSON.stringify(now)).not.toMatch(/"[^"]*canary-weight":"[^0]|canary-by-header"/);
    }
    expect((await shop.settle(run)).outcome).toBe("succeeded");
    expect(await standing(shop), `act ${stage}, ${kind}`).toEqual(before);
    await shop.forget();
  }
  const seen = new Set<string>();
  const onAct = killOnceAtEach(seen, (stage) => walked.has(stage));
  const end = await untilEnd(() => release(shop, nextRun(), "orders:2", byWeights, { onAct }));
  expect(end.outcome).toBe("succeeded");
  expect(seen.size).toBe(walked.size);
  const after = await standing(shop);
  expect(after).toMatchObject({
    "Deployment orders": { replicas: 1, images: ["orders:1"] },
    "Deployment orders-green": { replicas: 1, images: ["orders:2"] },
    "Service orders": { app: "orders", "slipway.dev/slot": "green" },
  });
  expect(after["Ingress orders"]).toEqual(before["Ingress orders"]);
  expect(Object.keys(after).filter((name) => name.startsWith("Ingress"))).toEqual(["Ingress orders"]);
});
