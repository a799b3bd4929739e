// Does a whole release go back, wait or go on by what a real Prometheus says of it, and only then?

import { afterAll, beforeAll, describe, it } from "vitest";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { startWatching } from "../../../src/rollout/watching.ts";
import { canaryOf } from "../rollout/canaries.ts";
import { orders, service } from "../rollout/orders.ts";
import { type ReleaseOptions, type TestService, testService } from "../rollout/tracks.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { ensureCrds } from "../traffic/support/crds.ts";
import { type RunningPrometheus, startScraping } from "./prometheus.ts";
import { type Scraped, startScraped } from "./scraped.ts";

// The pods are simulated; what Prometheus scrapes are counters of this test, one service to a namespace.

/** What the requests of one namespace are like, from one scrape to the next. */
interface Requests {
  /** The value of the label that tells whose they are. */
  readonly of: string;
  readonly good: number;
  readonly failed: number;
  /** How many of a hundred take between 2 s and 2.2 s, or between 1.8 s and 2 s; the others less. */
  readonly slow?: { readonly above: 1.8 | 2; readonly share: number };
}

let node: SimulatedNode;
let scraped: Scraped;
let shared: RunningPrometheus;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  scraped = await startScraped();
  const { address } = scraped;
  [node, shared] = await Promise.all([startSimulatedNode(), startScraping(address), ensureCrds("gateway-api")]);
});
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await Promise.all([shared.stop(), node.stop(), scraped.close()]);
});

/** What users ask of the service of a namespace from now on. */
function ask(namespace: string, all: readonly Requests[]): void {
  scraped.count(namespace, Object.fromEntries(all.flatMap((each) => seriesOf(namespace, each))));
}

function seriesOf(namespace: string, { of, good, failed, slow }: Requests): [series: string, perScrape: number][] {
  const labels = `namespace="${namespace}",track="${of}"`;
  const share = slow?.share ?? 0;
  const below = { "1.8": 100 - share, "2": slow?.above === 2 ? 100 - share : 100 };
  const buckets = Object.entries({ ...below, "2.2": 100, "10": 100, "+Inf": 100 });
  return [
    [`http_requests_total{${labels},status="200"}`, good],
    [`http_requests_total{${labels},status="503"}`, failed],
    ...buckets.map(([le, value]): [string, number] => [
      `http_request_duration_seconds_bucket{${labels},le="${le}"}`,
      value,
    ]),
    [`http_request_duration_seconds_count{${labels}}`, 100],
  ];
}

function deployment(image: string) {
  return orders({ image, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } });
}

/** A service of which `orders:1` is verified. */
async function serving(of: readonly Requests[]): Promise<TestService> {
  const shop = await testService("triggers");
  closing.push(shop.close);
  ask(shop.namespace, of);
  await shop.release("orders:1", { run: "1", tracks: undefined, objects: [service, deployment("orders:1")] });
  await shop.confirm("1");
  return shop;
}

interface Watched extends Partial<ReleaseOptions> {
  /** The analysis file, beside how the pods are told apart. */
  readonly analysis: string;
  readonly podLabel: string;
  readonly bakeTime?: number;
  readonly prometheus?: RunningPrometheus;
  /** Of all its measurements: on a busy machine many tell nothing. */
  readonly inconclusiveLimit?: number;
}

function release(shop: TestService, watched: Watched) {
  const { analysis, podLabel, bakeTime = 0, prometheus = shared, inconclusiveLimit = 100, ...options } = watched;
  const limit = `interval: 300ms\ninconclusive-limit: ${inconclusiveLimit}`;
  const file = `select: {label: track, pod-label: ${podLabel}}\n${limit}\n${analysis}`;
  const plan = parseAnalysis(file, "analysis.yaml", { url: prometheus.url, token: "" });
  const watch = { analysis: plan, prometheusService: undefined, bakeTime, probe: undefined };
  return shop.release("orders:2", {
    run: "2",
    tracks: undefined,
    objects: [service, deployment("orders:2")],
    request: { bakeTime, startWatching: (target) => startWatching(watch, shop, target) },
    ...options,
  });
}

const images = async (shop: TestService) => Object.values(await shop.deployments()).map(({ image }) => image);

const good: Requests = { of: "orders", good: 100, failed: 0 };
const healthOf = ({ namespace }: TestService) =>
  `health: {url: "http://${scraped.address}/${namespace}", interval: 200ms}`;
const both = "metrics: [{template: error-rate}, {template: latency}]";

describe.concurrent("a promoted release, by the triggers as they are by default,", () => {
  it.for([
    [
      "6 % errors",
      { ...good, good: 94, failed: 6 },
      0,
      /error rate is (?:5\.[5-9]\d*|6(?:\.[0-4]\d*)?) % .*at most 5 %/,
    ],
    [
      "a p95 of 2.1 s",
      { ...good, slow: { above: 2, share: 10 } },
      0,
      /latency is 2,(?:09\d|10\d).* ms .*at most 2,000 ms/,
    ],
    ["3 failed health checks", good, 3, /3 health checks \(http:.*\) failed within 2m/],
  ] as const)("goes back at %s", async ([, is, failing, reason], { expect }) => {
    const shop = await serving([good]);
    scraped.fail(`/${shop.namespace}`, failing);
    // Only where it is to fire: a machine that is busy enough answers three in two minutes too late.
    const health = failing === 0 ? "" : healthOf(shop);
    ask(shop.namespace, [is]);
    // Not for what was counted before it began: only its own requests are like that.
    const ended = await release(shop, { analysis: `${health}\n${both}`, podLabel: "app", bakeTime: 120_000 });
    expect(ended.outcome, ended.summary).toBe("rolled-back");
    expect(ended.reason).toMatch(/^it did not hold while it baked: /);
    expect(ended.reason).toMatch(reason);
    expect(await images(shop)).toEqual(["orders:1"]);
    expect((await shop.record()).releases[0]).toMatchObject({ state: "rolled-back", image: "orders:2" });
  });

  it("stays at 4 % errors, a p95 of 1.9 s and 2 failed health checks", async ({ expect }) => {
    const shop = await serving([{ ...good, good: 96, failed: 4, slow: { above: 1.8, share: 10 } }]);
    scraped.fail(`/${shop.namespace}`, 2);
    const ended = await release(shop, { analysis: `${healthOf(shop)}\n${both}`, podLabel: "app", bakeTime: 3_000 });
    expect(ended.outcome, `${ended.reason}\n${ended.summary}`).toBe("succeeded");
    expect(ended.summary).toMatch(/error rate \| ✅ pass \| (?:3\.[5-9]\d*|4(?:\.[0-4]\d*)?) %/);
    expect(ended.summary).toMatch(/latency \| ✅ pass \| 1,(?:89\d|90\d).* ms/);
    expect(ended.summary).toMatch(/\d+ of \d+ health checks/);
    expect(await images(shop)).toEqual(["orders:2"]);
  });
});

const route = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name: "orders" },
  spec: { rules: [{ backendRefs: [{ name: "orders", port: 80, weight: 1 }] }] },
};
const role = "slipway.dev/role";
/** Longer than a candidate is too young to be measured. */
const errors = "metrics: [{template: error-rate, interval: 700ms, count: 5}]";

describe.concurrent("a canary", () => {
  it("that has a weight of 5 % and fails everything is taken back, though the service fails no more than 5 %", async ({
    expect,
  }) => {
    const shop = await serving([
      { of: "stable", good: 95, failed: 0 },
      { of: "candidate", good: 0, failed: 5 },
    ]);
    await shop.apply(route);
    const weights: unknown[] = [];
    const weight = async () => {
      const live = await shop.cluster.get<typeof route & { metadata: { name: string } }>({ ...route, name: "orders" });
      return live?.spec.rules.map(({ backendRefs }) => backendRefs.map(({ name, weight }) => [name, weight]));
    };
    const ended = await release(shop, {
      analysis: errors,
      podLabel: role,
      tracks: canaryOf("5:2m, 100", { router: "auto", settleTime: 10 }),
      onAct: async (phase, stage, when) => {
        const act = (await shop.record()).releases[0]?.track?.stages[stage];
        if (phase === "forward" && when === "performed" && act?.kind === "gate") weights.push(await weight());
      },
    });
    expect(ended.outcome, ended.summary).toBe("rolled-back");
    expect(ended.reason).toMatch(/^error rate is 100 % \(.*requests over .*may be at most 5 %/);
    expect(weights.at(-1)).toEqual([
      [
        ["orders", 95],
        ["orders-canary", 5],
      ],
    ]);
    expect(await weight()).toEqual([[["orders", 1]]]);
    expect(await shop.deployments()).toEqual({ orders: { image: "orders:1", replicas: 2, ready: 2 } });
  });

  it.for([
    ["fail", "rolled-back", { orders: { image: "orders:1", replicas: 2, ready: 2 } }],
    ["pause", "paused", { orders: { image: "orders:1" }, "orders-canary": { image: "orders:2" } }],
    ["continue", "succeeded", { orders: { image: "orders:2", replicas: 2, ready: 2 } }],
  ] as const)(
    "whose Prometheus goes down in the middle, with on-inconclusive: %s, ends as %s",
    async ([input, outcome, stands], { expect }) => {
      const [shop, prometheus] = await Promise.all([
        serving([{ of: "candidate", good: 100, failed: 0 }]),
        startScraping(scraped.address),
      ]);
      closing.push(prometheus.stop);
      const ending = release(shop, {
        analysis: `on-inconclusive: ${input}\nmetrics: [{template: error-rate}]`,
        podLabel: role,
        prometheus,
        inconclusiveLimit: 15,
        tracks: canaryOf(input === "continue" ? "50:10s, 100" : "50:2m, 100"),
      });
      await expect
        .poll(() => shop.log.lines.join("\n"), { timeout: 60_000, interval: 50 })
        .toMatch(/Analysis at 50 %: pass: /);
      await prometheus.stop();
      const ended = await ending;
      expect(ended.outcome, `${ended.reason}\n${ended.summary}`).toBe(outcome);
      expect(shop.log.lines.join("\n")).toMatch(/inconclusive: .*Prometheus cannot be reached/);
      expect(`${ended.reason}\n${ended.summary}`).toMatch(/inconclusive/);
      expect(await shop.deployments()).toMatchObject(stands);
    },
  );

  it("that was killed while it was measured is measured from the beginning by the run that goes on", async ({
    expect,
  }) => {
    const shop = await serving([{ of: "candidate", good: 100, failed: 0 }]);
    const lines = (verdict: RegExp) => shop.log.lines.filter((line) => verdict.test(line)).length;
    const passes = () => lines(/^Analysis at \d+ %: pass: error rate/);
    // A busy machine scrapes too seldom for some of them to tell anything.
    const measurements = () => lines(/^Analysis at \d+ %: (?:pass|inconclusive): error rate/);
    const measured = { analysis: errors, podLabel: role, tracks: canaryOf("50, 100") };
    const killed = release(shop, {
      ...measured,
      onAct: async (_, stage, when) => {
        const track = (await shop.record()).releases[0]?.track;
        const act = track?.stages[stage];
        if (when !== "performed" || act?.kind !== "gate" || act.weight !== 50) return;
        await expect.poll(passes, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
        throw new Error("killed");
      },
    });
    await expect(killed).rejects.toThrow("killed");
    const before = measurements();
    const ended = await release(shop, measured);
    expect(ended.outcome, ended.reason).toBe("succeeded");
    expect(shop.log.lines.join("\n")).toMatch(/was left at act \d+ of \d+ by a run that is over: going on from there/);
    // Five times at the step that was cut short, whatever was measured there before, and five times at the last one.
    expect(measurements() - before).toBe(10);
  });
});
