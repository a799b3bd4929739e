import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { type RolloutWatch, startWatching } from "../../../src/rollout/watching.ts";
import { canaryOf } from "../rollout/canaries.ts";
import { orders, ordersImage } from "../rollout/orders.ts";
import { nodePort, type TestService, testService } from "../rollout/tracks.ts";

// A canary on real pods, probed and asked for its health. What Prometheus says of one: triggers.test.ts.

let shop: TestService;
let images: readonly [string, string];
let health: Server;
let healthy = true;

const objects = [orders({ replicas: 2 }), nodePort(30_013)];

beforeAll(async () => {
  shop = await testService("canary-analysis");
  health = createServer((_, response) => response.writeHead(healthy ? 200 : 503).end()).listen(0, "127.0.0.1");
  const [one, two] = await Promise.all([ordersImage("1"), ordersImage("2"), once(health, "listening")]);
  images = [one, two];
  const first = await shop.release(one, { run: "1", tracks: undefined, objects });
  expect(first.outcome, first.reason).toBe("succeeded");
  await shop.confirm("1");
});
afterAll(async () => {
  health.close();
  health.closeAllConnections();
  await shop.close();
});

const analysis = (file: string) => parseAnalysis(file, "analysis.yaml", { url: "", token: "" });

function release(image: string, run: string, changes: Partial<RolloutWatch>) {
  const watch: RolloutWatch = {
    analysis: undefined,
    prometheusService: undefined,
    bakeTime: 0,
    probe: undefined,
    ...changes,
  };
  return shop.release(image, {
    run,
    tracks: canaryOf("50:4s, 100"),
    objects,
    request: { bakeTime: watch.bakeTime, startWatching: (target) => startWatching(watch, shop, target) },
  });
}

describe.sequential("a canary", () => {
  it("that is well is promoted, probed on both sides, and baked by what serves then", async () => {
    const [, two] = images;
    const result = await release(two, "3", {
      analysis: analysis("health: {path: /health/ready, interval: 300ms}"),
      bakeTime: 1_000,
      probe: {
        plan: { rate: 10, version: { kind: "pod" }, timeout: 30_000 },
        url: "",
        path: "/health/ready",
        port: 8080,
      },
    });
    expect(result.outcome, `${result.reason}\n${result.summary}`).toBe("succeeded");
    // Two of them may fail on a busy machine: the third one would fire.
    const checks = [...result.summary.matchAll(/\| health checks \| ✅ pass \| [1-9]\d* of \d+ passed \|/g)];
    expect(checks.length, "at each step, and while it baked").toBeGreaterThanOrEqual(2);
    expect(result.summary).toMatch(/\| what serves \| `Service canary-analysis-\w+\/orders\/health\/ready`/);
    // Whether one is lost on the way through the API server is the machine's matter.
    expect(result.summary).toMatch(
      /\| the candidate \| `the candidate's pods\/health\/ready` \(through the API server\) \| [1-9]\d* \| \d+ \| orders-canary-/,
    );
    expect(result.summary).toContain("What users noticed was not measured");
    await shop.confirm("3");
  });

  it("that was promoted goes back where a trigger fires while it bakes", async () => {
    const [one, two] = images;
    const { port } = health.address() as AddressInfo;
    const ending = release(one, "4", {
      analysis: analysis(`health: {url: "http://127.0.0.1:${port}/health", interval: 100ms}`),
      bakeTime: 60_000,
    });
    const isBaking = () => shop.log.lines.filter((line) => line.includes("Baking until")).length;
    await expect.poll(isBaking, { timeout: 120_000 }).toBe(2);
    healthy = false;
    const result = await ending;
    expect(result.outcome, result.reason).toBe("rolled-back");
    expect(result.reason).toMatch(/did not hold while it baked: 3 health checks \(http:.*\/health\) failed within 2m/);
    expect((await shop.deployments()).orders).toMatchObject({ image: two, ready: 2 });
    const [newest] = (await shop.record()).releases;
    expect(newest).toMatchObject({ state: "rolled-back", image: one });
  });
});
