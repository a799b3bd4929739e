import { afterAll, beforeAll, describe, it, vi } from "vitest";
import type { Stage } from "../../../src/release/track.ts";
import { type BlueGreenOptions, blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import type { OnAct, RolloutResult } from "../../../src/rollout/context.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { orders, unproxiedService as service } from "./orders.ts";
import { type TestService, testService } from "./tracks.ts";
import {
  autoscaler,
  cancelAt,
  killAt,
  killed,
  killOnceAtEach,
  nextRun,
  settleAs,
  standing,
  untilEnd,
} from "./walks.ts";

// A blue-green release by selectors is stopped at every one of its acts, in each of the ways in which a run ends too early:
// it goes back to where it was, or goes on to the same end. The pods are simulated: they are ready at once.

let node: SimulatedNode;
const shops: TestService[] = [];

beforeAll(async () => {
  node = await startSimulatedNode();
}, 60_000);
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.close()));
  await node.stop();
});

function tracksOf(options: Partial<BlueGreenOptions>, changes: Partial<TracksRequest> = {}): TracksRequest {
  const all = { slots: [], slotKey: "", previewReplicas: 1, steps: [], overlapping: false, ...options };
  return {
    strategy: blueGreen(all),
    services: [],
    router: "service",
    route: [],
    header: undefined,
    settleTime: 20,
    interrupted: "resume",
    room: "require",
    overlapping: all.overlapping,
    scaleDownDelay: undefined,
    ...changes,
  };
}

interface Row {
  readonly tracks: TracksRequest;
  readonly beside: readonly object[];
  /** The acts that no other row walks through. */
  readonly isWalked: (stage: Stage) => boolean;
}

const rows: readonly (readonly [string, Row])[] = [
  ["by one selector update", { tracks: tracksOf({}), beside: [], isWalked: () => true }],
  [
    "with both slots selected for a while, an autoscaler, and the old slot scaled down",
    {
      tracks: tracksOf({ overlapping: true }, { scaleDownDelay: 10 }),
      beside: [autoscaler],
      isWalked: (stage) => stage.kind === "autoscaler" || (stage.kind === "select" && stage.pods === "both"),
    },
  ],
];

describe.concurrent.each(rows)("a blue-green release %s", (_, { tracks, beside, isWalked }) => {
  it("goes back to where it was, cut off at any act, and goes on where it is begun again", {
    timeout: 600_000,
  }, async ({ expect }) => {
    const shop = await calm(beside);
    const before = await standing(shop);
    const begin = (run: string, cut: Cut = {}) => release(shop, run, tracks, beside, cut);
    const first = nextRun();
    await begin(first, { onAct: killAt("forward 0 entered") }).catch(killed);
    const stages = (await shop.record()).releases[0]?.track?.stages ?? [];
    await shop.settle(first);

    let last = 0;
    for (const [index, stage] of stages.entries()) {
      if (!isWalked(stage)) continue;
      last = index;
      const act = `act ${index}, ${JSON.stringify(stage)}`;
      const dead = nextRun();
      // Written down and not done, or done, by turns.
      const place = `forward ${index} ${index % 2 === 0 ? "entered" : "performed"}`;
      expect(await begin(dead, { onAct: killAt(place) }).catch(killed), act).toBe("killed");
      expect((await shop.settle(dead)).outcome).toBe("succeeded");
      expect(await standing(shop), `killed: ${act}`).toEqual(before);
      expect((await shop.record()).releases[0]?.state).toBe("aborted");

      const cancelled = nextRun();
      const end = await begin(cancelled, cancelAt(`forward ${index} performed`));
      expect(end.outcome, act).toBe("aborted");
      // Before the job ends: no live Service finds a pod of the candidate, and stable has its full size.
      expect((await shop.selector("orders"))?.["slipway.dev/slot"], act).toBeUndefined();
      expect((await shop.deployments()).orders?.replicas).toBe(2);
      await shop.settle(cancelled);
      expect(await standing(shop), `cancelled: ${act}`).toEqual(before);
      await shop.forget();
    }

    // Killed at every act of the way back as well, by whoever takes it up.
    const run = nextRun();
    await begin(run, { onAct: killAt(`forward ${last} performed`) }).catch(killed);
    const seenBack = new Set<string>();
    const onBack = killOnceAtEach(seenBack);
    expect((await untilEnd(() => settleAs(shop, run, onBack))).outcome).toBe("succeeded");
    expect(seenBack.size).toBe((await shop.record()).releases[0]?.track?.back.length);
    expect(await standing(shop), "killed on the way back").toEqual(before);

    const seen = new Set<string>();
    const kill = killOnceAtEach(seen);
    const finishes: string[] = [];
    const onAct: OnAct = (phase, stage, when) => {
      if (phase !== "finish") return kill(phase, stage, when);
      // While it waits for the delay, and once the record knows what it is about to do.
      if (finishes.includes(when)) return;
      finishes.push(when);
      return killAt(`finish ${stage} ${when}`)(phase, stage, when);
    };
    let again = "";
    const end = await untilEnd(() => {
      // What is promoted is finished by a later attempt of its own run.
      if (finishes.length === 0) again = nextRun();
      return begin(again, { onAct });
    });
    expect(end.outcome).toBe("succeeded");
    expect(seen.size).toBe(stages.length);
    expect(finishes).toEqual(tracks.scaleDownDelay === undefined ? [] : ["entered", "performed"]);
    const { services, ...after } = await ended(shop);
    expect(after).toEqual({
      candidate: { image: "orders:2", replicas: 2, ready: 2 },
      old: tracks.scaleDownDelay === undefined ? 2 : 0,
      selector: { app: "orders", "slipway.dev/slot": "green" },
      scaled: beside.length === 0 ? [] : ["orders-green"],
    });
    expect(services).toEqual(["orders", "orders-preview"]);
    expect((await shop.record()).releases[0]).toMatchObject({ state: "promoted", image: "orders:2" });
  });
});

type Cut = { readonly onAct?: OnAct; readonly signal?: AbortSignal };

function deployment() {
  return orders({ image: "orders:1", podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } });
}

/** A plain Deployment that serves. */
async function calm(beside: readonly object[]): Promise<TestService> {
  const shop = await testService("walk");
  shops.push(shop);
  await shop.apply(deployment(), service, ...beside);
  await vi.waitUntil(async () => (await shop.deployments()).orders?.ready === 2, { timeout: 60_000 });
  return shop;
}

function release(
  shop: TestService,
  run: string,
  tracks: TracksRequest,
  beside: readonly object[],
  cut: Cut,
): Promise<RolloutResult> {
  return shop.release("orders:2", { run, tracks, objects: [deployment(), service, ...beside], ...cut });
}

async function ended(shop: TestService) {
  const [deployments, selector, scalers, { items }] = await Promise.all([
    shop.deployments(),
    shop.selector("orders"),
    shop.cluster.list({ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" }),
    shop.cluster.list({ apiVersion: "v1", kind: "Service" }),
  ]);
  return {
    candidate: deployments["orders-green"],
    old: deployments.orders?.replicas,
    selector,
    scaled: scalers.items.map(({ spec }) => (spec as typeof autoscaler.spec).scaleTargetRef.name),
    services: items.map(({ metadata }) => metadata.name).sort(),
  };
}
