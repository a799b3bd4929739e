import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { type RolloutWatch, startWatching } from "../../../src/rollout/watching.ts";
import { canaryOf } from "../rollout/canaries.ts";
import { orders, ordersImage } from "../rollout/orders.ts";
import { nodePort, type TestService, testService } from "../rollout/tracks.ts";
import { type RunningPrometheus, startScraping } from "./prometheus.ts";

// A canary on real pods; a real Prometheus scrapes counters of the test, in which the canary gets 5 % of the requests.

let shop: TestService;
let images: readonly [string, string];
let prometheus: RunningPrometheus;
let metrics: Server;
let healthy = true;
const counted = new Map<string, number>();

const objects = [orders({ replicas: 2 }), nodePort(30_391)];

beforeAll(async () => {
  shop = await testService("canary-analysis");
  const count = (track: string, status: string, requests: number) => {
    const labels = `namespace="${shop.namespace}",track="${track}",status="${status}"`;
    counted.set(labels, (counted.get(labels) ?? 0) + requests);
  };
  metrics = createServer(({ url }, response) => {
    if (url === "/health") return response.writeHead(healthy ? 200 : 503).end();
    count("stable", "200", 19);
    count("candidate", "500", 1);
    return response.end([...counted].map(([labels, value]) => `http_requests_total{${labels}} ${value}\n`).join(""));
  }).listen(0, "127.0.0.1");
  await once(metrics, "listening");
  const { port } = metrics.address() as AddressInfo;
  const [one, two, scraping] = await Promise.all([
    ordersImage("1"),
    ordersImage("2"),
    startScraping(`127.0.0.1:${port}`),
  ]);
  [images, prometheus] = [[one, two], scraping];
  const first = await shop.release(one, { run: "1", tracks: undefined, objects });
  expect(first.outcome, first.reason).toBe("succeeded");
  await shop.confirm("1");
});
afterAll(async () => {
  metrics.close();
  metrics.closeAllConnections();
  await Promise.all([shop.close(), prometheus.stop()]);
});

/** Its pods are told by the label that the strategy gives them. */
const analysis = (more: string) =>
  parseAnalysis(
    `select: {label: track, pod-label: slipway.dev/role}\ninterval: 500ms\nmin-requests: 5\ninconclusive-limit: 20\n${more}`,
    "analysis.yaml",
    { url: prometheus.url, token: "" },
  );

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
  it("that fails everything is caught at its first step, and stable serves on", async () => {
    const [one, two] = images;
    const result = await release(two, "2", { analysis: analysis("metrics: [{template: error-rate}]") });
    expect(result.outcome, result.summary).toBe("rolled-back");
    expect(result.reason).toMatch(/error rate is 100 % \(.*requests over .*and may be at most 5 %/);
    expect(result.summary).toContain("❌ fail");
    expect(await shop.deployments()).toEqual({ orders: { image: one, replicas: 2, ready: 2 } });
  });

  it("that is well is promoted, probed on both sides, and baked by what serves then", async () => {
    const [, two] = images;
    const result = await release(two, "3", {
      analysis: analysis("health: {path: /health/ready, interval: 300ms}"),
      bakeTime: 1_000,
      probe: {
        plan: { rate: 10, version: { kind: "pod" }, timeout: 5_000 },
        url: "",
        path: "/health/ready",
        port: 8080,
      },
    });
    expect(result.outcome, `${result.reason}\n${result.summary}`).toBe("succeeded");
    const checks = [...result.summary.matchAll(/\| health checks \| ✅ pass \| (\d+) of \1 passed \|/g)];
    expect(checks.length, "at each step, and while it baked").toBeGreaterThanOrEqual(2);
    expect(result.summary).toMatch(/\| what serves \| `Service canary-analysis-\w+\/orders\/health\/ready`/);
    expect(result.summary).toMatch(
      /\| the candidate \| `the candidate's pods\/health\/ready` \(through the API server\) \| [1-9]\d* \| 0 \|/,
    );
    expect(result.summary).toContain("What users noticed was not measured");
    await shop.confirm("3");
  });

  it("that was promoted goes back where a trigger fires while it bakes", async () => {
    const [one, two] = images;
    const { port } = metrics.address() as AddressInfo;
    const ending = release(one, "4", {
      analysis: analysis(`health: {url: "http://127.0.0.1:${port}/health", interval: 100ms}`),
      bakeTime: 60_000,
    });
    const isBaking = () => shop.log.lines.filter((line) => line.includes("Baking until")).length;
    await expect.poll(isBaking, { timeout: 120_000 }).toBe(2);
    healthy = false;
    const result = await ending;
    expect(result.outcome, result.reason).toBe("rolled-back");
    expect(result.reason).toMatch(/did not hold while it baked: 3 health checks of http:.*\/health failed within 2m/);
    expect((await shop.deployments()).orders).toMatchObject({ image: two, ready: 2 });
    const [newest] = (await shop.record()).releases;
    expect(newest).toMatchObject({ state: "rolled-back", image: one });
  });
});
