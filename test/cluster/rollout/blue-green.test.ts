import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type BlueGreenOptions, blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { orders, ordersImage, withoutItsSecret, workspaceOf } from "./orders.ts";
import { startAction } from "./run-action.ts";
import { nodePort, type TestService, testService, users } from "./tracks.ts";
import { killOnceAfter, untilEnd } from "./walks.ts";

// Two slots on real pods, and a client that asks through the NodePort all the while.

let one: string;
let two: string;
let three: string;
const services: TestService[] = [];

beforeAll(async () => {
  [one, two, three] = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
});
afterAll(async () => {
  await Promise.all(services.map((each) => each.close()));
});

async function service(name: string): Promise<TestService> {
  const created = await testService(name);
  services.push(created);
  return created;
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
    settleTime: 300,
    interrupted: "resume",
    room: "require",
    overlapping: options.overlapping ?? false,
    scaleDownDelay: undefined,
    ...changes,
  };
}

describe("a blue-green release", () => {
  it("adopts a plain Deployment, changes slots from release to release, and goes back at once", async () => {
    const shop = await service("bluegreen");
    const port = 30_010;
    const manifests = [orders(), nodePort(port)];
    await shop.apply(orders({ image: one }), nodePort(port));
    await expect.poll(async () => (await shop.deployments()).orders?.ready).toBe(2);
    const client = users(port);
    await client.sees("1");
    let served: readonly string[] = [];
    const since = client.mark();

    const second = await shop.release(two, {
      run: "2",
      tracks: tracks(),
      objects: manifests,
      gates: [
        {
          name: "what users see",
          at: "preview",
          judge: async ({ candidate, previewService }) => {
            // Long after its pods are known everywhere: whoever could reach them would have by now.
            await vi.waitUntil(async () => (await shop.endpoints("orders-preview")) === 2, { timeout: 60_000 });
            const asked = client.answers.length;
            await vi.waitUntil(() => client.answers.length > asked + 100, { timeout: 60_000 });
            served = since();
            expect(candidate.deployment).toBe("orders-green");
            expect(previewService).toBe("orders-preview");
            return { next: "go", markdown: "asked" };
          },
        },
      ],
    });
    expect(second.outcome, second.reason).toBe("succeeded");
    expect(second.summary).toContain("asked");
    expect(served).toEqual(["1"]);
    await client.sees("2");
    const after = client.mark();
    expect(await shop.deployments()).toMatchObject({
      orders: { image: one, replicas: 2, ready: 2 },
      "orders-green": { image: two, replicas: 2, ready: 2 },
    });
    expect(await shop.selector("orders")).toEqual({ app: "orders", "slipway.dev/slot": "green" });
    expect((await shop.confirm("2")).outcome).toBe("succeeded");

    // A release that fails never serves; the slot that stood is as it was.
    const failed = await shop.release(three, {
      run: "3",
      tracks: tracks(),
      objects: [orders({ container: withoutItsSecret }), nodePort(port)],
    });
    expect(failed.outcome).toBe("rolled-back");
    expect(failed.failure?.found).toContain("no-such-secret");
    expect(after()).toEqual(["2"]);
    expect(await shop.deployments()).toMatchObject({ orders: { image: one, replicas: 2 } });

    // The next good one goes to the other slot.
    const third = await shop.release(three, { run: "4", tracks: tracks(), objects: manifests });
    expect(third.outcome, third.reason).toBe("succeeded");
    await client.sees("3");
    expect(await shop.selector("orders")).toEqual({ app: "orders", "slipway.dev/slot": "blue" });
    expect(await shop.deployments()).toMatchObject({ orders: { image: three }, "orders-green": { image: two } });
    expect((await shop.confirm("4")).outcome).toBe("succeeded");

    const unchanged = await shop.release(three, { run: "5", tracks: tracks(), objects: manifests });
    expect(unchanged).toMatchObject({ outcome: "succeeded", changed: false });

    const back = await shop.rollBack();
    expect(back.outcome, back.reason).toBe("succeeded");
    await client.sees("2");
    expect((await shop.record()).releases.map(({ state }) => state)).toEqual([
      "rolled-back",
      "rolled-back",
      "verified",
    ]);

    // The runner dies after each kind of act, also while the old slot is scaled down: nobody notices.
    const places = ["forward select stable", "forward candidate", "forward select candidate"];
    const all = [...places, "finish entered", "finish performed"];
    const seen: string[] = [];
    const onAct = killOnceAfter(shop, all, seen);
    const scaling = tracks({ scaleDownDelay: 100 });
    const again = await untilEnd(() => shop.release(three, { run: "6", tracks: scaling, objects: manifests, onAct }));
    expect(again.outcome, again.reason).toBe("succeeded");
    expect(seen).toEqual(all);
    await client.sees("3");
    const sizes = Object.values(await shop.deployments()).map(({ image, replicas }) => [image, replicas]);
    expect(sizes).toContainEqual([three, 2]);
    expect(sizes).toContainEqual([two, 0]);
    await client.stop();
    expect(client.failures).toEqual([]);
  });

  it("that is cancelled after its cutover has its users back at once, and post takes the rest away", async () => {
    const shop = await service("cancelled");
    const port = 30_011;
    await shop.apply(orders({ image: one }), nodePort(port));
    await expect.poll(async () => (await shop.deployments()).orders?.ready).toBe(2);
    const client = users(port);
    await client.sees("1");
    const workspace = workspaceOf(orders(), nodePort(port));
    const suite = { name: "preview", requests: [{ name: "version 2", path: "/", expect: { status: 200 } }] };
    writeFileSync(join(workspace, "smoke.yaml"), JSON.stringify(suite));
    const inputs = {
      namespace: shop.namespace,
      manifests: "orders.yaml",
      image: two,
      strategy: "blue-green",
      smoke: "smoke.yaml",
      // Far longer than a cancelled job has.
      "router-settle": "2m",
    };
    const release = await startAction("deploy-rollout", inputs, { run: "2", workspace });
    await release.said("Service orders answers from orders-green only");
    await client.sees("2");
    release.child.kill("SIGINT");
    // https://docs.github.com/actions/reference/workflow-cancellation-reference
    const kill = setTimeout(() => release.child.kill("SIGKILL"), 7_000);
    await client.sees("1");
    const run = await release.ended;
    clearTimeout(kill);
    expect(run.outputs).toMatchObject({ outcome: "aborted", changed: "true" });
    expect(run.summary).toContain("preview");
    const sinceThen = client.mark();
    expect((await shop.record()).releases[0]).toMatchObject({ state: "rolling-back", endsAs: "aborted" });

    // The settle time of the record is what the rest of the way back waits for.
    await shop.shortenSettle();
    const post = await release.post();
    expect(post.status, post.log).toBe(0);
    expect(await shop.deployments()).toEqual({ orders: { image: one, replicas: 2, ready: 2 } });
    expect(await shop.selector("orders")).toEqual({ app: "orders" });
    expect(await shop.selector("orders-preview")).toBeUndefined();
    expect(sinceThen()).toEqual(["1"]);
    await client.stop();
    expect(client.failures).toEqual([]);
  });
});
