import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import type { OnAct } from "../../../src/rollout/context.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { orders } from "./orders.ts";
import { type TestService, testService } from "./tracks.ts";

// A release is stopped at every one of its acts, once it is done or once it is written down only, in each of the ways in
// which a run ends too early. The pods are simulated: they are ready at once.

let node: SimulatedNode;
const shops: TestService[] = [];

const live = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "orders" },
  spec: { selector: { app: "orders" }, ports: [{ port: 80, targetPort: "http" }] },
};

const tracks: TracksRequest = {
  strategy: blueGreen({ slots: [], slotKey: "", previewReplicas: 1, steps: [], overlapping: false }),
  services: [],
  router: "service",
  route: [],
  header: undefined,
  settleTime: 20,
  interrupted: "resume",
  room: "require",
  overlapping: false,
  scaleDownDelay: undefined,
};

/** select, objects, preview, candidate, gate, scale, select, settle. */
const forwardActs = 8;
/** select, settle, remove-candidate, select. */
const backActs = 4;

beforeAll(async () => {
  node = await startSimulatedNode();
}, 60_000);
afterAll(async () => {
  await Promise.all(shops.map((shop) => shop.close()));
  await node.stop();
});

function deployment(image: string) {
  return orders({ image, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } });
}

/** A plain Deployment that serves. */
async function calm(): Promise<TestService> {
  const shop = await testService("walk");
  shops.push(shop);
  await shop.apply(deployment("orders:0"), live);
  await vi.waitUntil(async () => (await shop.deployments()).orders?.ready === 2, { timeout: 60_000 });
  return shop;
}

class Killed extends Error {}

/** Ends the process, as far as the cluster can tell. */
function killAt(phase: "forward" | "back", stage: number, when: "entered" | "performed"): OnAct {
  return (...at) => {
    if (at[0] === phase && at[1] === stage && at[2] === when) throw new Killed(`${phase} ${stage} ${when}`);
  };
}

let count = 0;
async function begin(
  shop: TestService,
  options: { onAct?: OnAct; signal?: AbortSignal; run?: string; image?: string } = {},
) {
  count += 1;
  const run = options.run ?? `walk${count}`;
  const image = options.image ?? `orders:${count}`;
  return { run, image, result: await release(shop, run, image, options) };
}

async function release(
  shop: TestService,
  run: string,
  image: string,
  options: { onAct?: OnAct; signal?: AbortSignal },
) {
  return shop
    .release(image, { run, tracks, objects: [deployment(image), live], ...options })
    .catch((error: unknown) => {
      if (error instanceof Killed || error === options.signal?.reason) return undefined;
      throw error;
    });
}

/** What users and people find: the slots, who serves, and what else is there. */
async function standing(shop: TestService) {
  const { items } = await shop.cluster.list({ apiVersion: "v1", kind: "Service" });
  return {
    deployments: Object.fromEntries(
      Object.entries(await shop.deployments()).map(([name, { image, replicas }]) => [name, `${image} x${replicas}`]),
    ),
    selector: await shop.selector("orders"),
    services: items.map(({ metadata }) => metadata.name).sort(),
  };
}

describe.concurrent("a blue-green release that is stopped at an act", () => {
  it("is backed out by settle wherever it was killed, on the way forward and on the way back", async ({ expect }) => {
    const shop = await calm();
    const before = await standing(shop);
    for (let stage = 0; stage < forwardActs; stage++) {
      const { run, result } = await begin(shop, { onAct: killAt("forward", stage, "performed") });
      expect(result, `act ${stage}`).toBeUndefined();
      expect((await shop.settle(run)).outcome).toBe("succeeded");
      expect(await standing(shop), `killed: act ${stage}`).toEqual(before);
      expect((await shop.record()).releases[0]?.state).toBe("aborted");
    }
    for (let stage = 0; stage < backActs; stage++) {
      const cancelled = new AbortController();
      const { run, result } = await begin(shop, {
        signal: cancelled.signal,
        onAct: (phase, act, at) => {
          if (phase === "forward" && act === 6 && at === "performed") cancelled.abort(new Error("cancelled"));
          return killAt("back", stage, "performed")(phase, act, at);
        },
      });
      // A cancelled run gives the rest of the way back to the next one before it gets to its last acts.
      if (result !== undefined) expect(result).toMatchObject({ outcome: "aborted", pending: true });
      expect((await shop.settle(run)).outcome).toBe("succeeded");
      expect(await standing(shop), `killed on the way back: act ${stage}`).toEqual(before);
    }
  }, 300_000);

  it("has brought its users back when it is cancelled, and leaves the rest to settle", async ({ expect }) => {
    const shop = await calm();
    const before = await standing(shop);
    for (let stage = 0; stage < forwardActs; stage++) {
      const cancelled = new AbortController();
      const { run, result } = await begin(shop, {
        signal: cancelled.signal,
        onAct: (phase, act, at) => {
          if (phase === "forward" && act === stage && at === "performed") cancelled.abort(new Error("cancelled"));
        },
      });
      expect(result?.outcome, `act ${stage}`).toBe("aborted");
      // Without a candidate that could answer, however wide the selector is.
      const selector = (await shop.selector("orders")) ?? {};
      expect(selector["slipway.dev/slot"]).toBeUndefined();
      expect((await shop.deployments()).orders?.replicas).toBe(2);
      await shop.settle(run);
      expect(await standing(shop), `cancelled: act ${stage}`).toEqual(before);
    }
  }, 300_000);

  it("is gone on with by the next run of the same image, to the same end", async ({ expect }) => {
    const shop = await calm();
    for (let stage = 0; stage < forwardActs; stage++) {
      const { run, image, result } = await begin(shop, { onAct: killAt("forward", stage, "entered") });
      expect(result, `act ${stage}`).toBeUndefined();
      const next = await release(shop, `${run}next`, image, {});
      expect(next?.outcome, `act ${stage}: ${next?.reason}`).toBe("succeeded");
      const [newest] = (await shop.record()).releases;
      expect(newest).toMatchObject({ state: "promoted", image, runKey: `${run}next-1` });
      const slot = newest?.track?.candidate;
      const { deployments, selector, services } = await standing(shop);
      expect(deployments[slot?.deployment ?? ""]).toBe(`${image} x2`);
      expect(selector).toEqual({ app: "orders", ...slot?.narrow });
      expect(Object.values(deployments)).toHaveLength(2);
      expect(services).toEqual(["orders", "orders-preview"]);
      await shop.confirm(`${run}next`);
    }
  }, 300_000);
});
