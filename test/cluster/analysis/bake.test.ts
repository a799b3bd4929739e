import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServiceStream } from "../../../src/analysis/endpoints.ts";
import { parseAnalysis } from "../../../src/analysis/load-analysis.ts";
import { measure } from "../../../src/analysis/measure.ts";
import { NoPodReady } from "../../../src/analysis/probe-route.ts";
import { podsRoute, serviceRoute } from "../../../src/analysis/probe-routes.ts";
import { openPrometheus } from "../../../src/analysis/prometheus.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { type RolloutWatch, startWatching } from "../../../src/rollout/watching.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never } from "../../unit/image/support.ts";
import { orders, ordersImage, service, servingImage, workspaceOf } from "../rollout/orders.ts";
import { runAction, type StartedAction, startAction } from "../rollout/run-action.ts";
import { type TestService, testService } from "../rollout/tracks.ts";
import { type RunningPrometheus, startScraping } from "./prometheus.ts";
import { type Scraped, startScraped } from "./scraped.ts";

// Rolling releases that are watched after their promotion, by a real Prometheus which scrapes counters of the test.

let shop: TestService;
let images: readonly [string, string];
let prometheus: RunningPrometheus;
let scraped: Scraped;
let userUrl: string;

const seriesOf = (status: string) =>
  `http_requests_total{namespace="${shop.namespace}",service="orders",status="${status}"}`;
/** Whether the requests that are counted from now on fail. */
const fail = (isFailing: boolean) => scraped.count("orders", { [seriesOf(isFailing ? "500" : "200")]: 20 });

const objects = [{ ...service, spec: { ...service.spec, type: "NodePort" } }, orders()];
const workspace = workspaceOf(...objects);

beforeAll(async () => {
  shop = await testService("bake");
  scraped = await startScraped();
  scraped.set(seriesOf("500"), 0);
  fail(false);
  const [one, two, scraping] = await Promise.all([ordersImage("1"), ordersImage("2"), startScraping(scraped.address)]);
  [images, prometheus] = [[one, two], scraping];
  const first = await shop.release(one, { run: "1", tracks: undefined, objects });
  expect(first.outcome, first.reason).toBe("succeeded");
  await shop.confirm("1");
  type Published = KubeObject & { readonly spec: { readonly ports: readonly { readonly nodePort: number }[] } };
  const made = await shop.cluster.get<Published>({ apiVersion: "v1", kind: "Service", name: "orders" });
  const nodePort = made?.spec.ports[0]?.nodePort;
  userUrl = `http://${(await rigEnvironment()).nodePortHost}:${nodePort}/health/ready`;
});
afterAll(async () => {
  await Promise.all([shop.close(), prometheus.stop(), scraped.close()]);
});

const inputsOf = (image: string, inputs: Record<string, string>) => ({
  namespace: shop.namespace,
  manifests: "orders.yaml",
  image,
  force: "true",
  ...inputs,
});
const analysisOf = (url: string) =>
  parseAnalysis(
    "select: {label: service, pod-label: app}\ninterval: 400ms\ninconclusive-limit: 100\nmetrics: [{template: error-rate}]",
    "analysis.yaml",
    { url, token: "" },
  );
/** In this process, with what the inputs of `baking` ask for. */
function release(image: string, run: string, bakeTime: number) {
  const analysis = analysisOf(prometheus.url);
  const watch: RolloutWatch = { analysis, prometheusService: undefined, bakeTime, probe: undefined };
  return shop.release(image, {
    run,
    tracks: undefined,
    objects,
    request: { bakeTime, startWatching: (target) => startWatching(watch, shop, target) },
  });
}
const begin = (run: string, image: string, inputs: Record<string, string>): Promise<StartedAction> =>
  startAction("deploy-rollout", inputsOf(image, inputs), { run, workspace });
const place = () => ({ namespace: shop.namespace });
const newest = async () => (await shop.record()).releases[0];

const baking = (): Record<string, string> => ({
  "prometheus-url": prometheus.url,
  // The test counts for the whole service: the pods have no part in it. Their label says which service they are of.
  "track-label": "service=app",
  "max-p95": "off",
  "analysis-interval": "400ms",
  "inconclusive-limit": "100",
  "bake-time": "3s",
});

describe("the ways of the prober", () => {
  it.each([
    [
      "the pods behind a Service",
      (cluster: Cluster) => serviceRoute(cluster, { ...place(), name: "orders", port: "80" }, "live", never),
    ],
    [
      "the pods of a selector",
      (cluster: Cluster) =>
        podsRoute(
          cluster,
          { ...place(), selector: { matchLabels: { app: "orders" } }, port: 8080, name: "pods" },
          "candidate",
          never,
        ),
    ],
  ])("lead to %s, in turn", async (_, open) => {
    const { cluster } = shop;
    const route = await open(cluster);
    const pods = new Set<string>();
    for (let request = 0; request < 6; request++) {
      const { status, pod } = await route.ask("/health/ready", { timeoutMs: 10_000, signal: never });
      expect(status).toBe(200);
      pods.add(pod);
    }
    expect(pods.size).toBe(2);
    await route.close();
  });

  it("know when nobody is there", async () => {
    const { cluster } = shop;
    const route = await serviceRoute(cluster, { ...place(), name: "nobody", port: "80" }, "live", never);
    await expect(route.ask("/", { timeoutMs: 1_000, signal: never })).rejects.toThrow(NoPodReady);
    await route.close();
  });

  it("also reach a Prometheus that only the cluster reaches", async () => {
    const { cluster } = shop;
    const ofService = (name: string) => (signal: AbortSignal) =>
      openServiceStream(cluster, { ...place(), name, port: "http" }, signal);
    const orders = openPrometheus({ url: "http://orders.svc/", token: "" }, ofService("orders"));
    // The example is no Prometheus: that it says so shows that it was asked.
    expect(await orders.time(never)).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/it answered 404/),
    });
    const nobody = openPrometheus({ url: "http://nobody.svc/", token: "" }, ofService("nobody"));
    expect(await nobody.time(never)).toMatchObject({
      kind: "unreachable",
      reason: expect.stringMatching(/no pod of it is ready/),
    });
    await Promise.all([orders.close(), nobody.close()]);
  });
});

it("a series that only misses a scrape when the window begins is no new one, and one that is new counts whole", async () => {
  const server = openPrometheus({ url: prometheus.url, token: "" });
  const numberOf = async (query: string): Promise<number | undefined> => {
    const answer = await server.query(query, (await now()) ?? 0, never);
    return answer.kind === "series" ? answer.series[0]?.value : undefined;
  };
  const now = async (): Promise<number | undefined> => {
    const answer = await server.time(never);
    return answer.kind === "time" ? answer.time : undefined;
  };
  const patience = { timeout: 60_000, interval: 50 };
  scraped.set(seriesOf("500"), 1_000);
  await expect.poll(() => numberOf(seriesOf("500")), patience).toBe(1_000);
  scraped.silence(true);
  await expect.poll(() => numberOf(seriesOf("500")), patience).toBeUndefined();
  const began = Number(await now());
  // A scrape is of the time when it begins: one that is under way now would bring what is new from before the window.
  await expect.poll(() => numberOf("timestamp(up)"), patience).toBeGreaterThan(began);
  scraped.set(seriesOf("503"), 60);
  scraped.silence(false);
  const { metrics: all, selection } = analysisOf(prometheus.url);
  const candidate = { owners: [], labels: { app: "orders" }, since: began * 1_000 - 1_000 };
  const subject = { namespace: shop.namespace, candidate, stable: undefined };
  const told = () =>
    Promise.all(all.map((each) => measure(each, { prometheus: server, subject, selection, signal: never })));
  await expect
    .poll(async () => (await told())[0]?.text, patience)
    .toMatch(/^error rate is .* \(60 of \d+ requests over /);
  await server.close();
});

describe.sequential("a rolling release with a bake time", () => {
  it("succeeds where it holds, can be confirmed, and tells what was seen meanwhile", async () => {
    const [, two] = images;
    const probing = { "probe-path": "/health/ready", "probe-rate": "10", "probe-version": "pod" };
    const inputs = inputsOf(two, { ...baking(), "probe-url": userUrl, ...probing });
    const running = runAction("deploy-rollout", inputs, { run: "2", workspace });
    const bakingUntil = expect.stringMatching(/^2\d\d\d-/);
    await expect.poll(newest, { timeout: 120_000, interval: 200 }).toMatchObject({ state: "promoted", bakingUntil });
    const run = await running;
    expect(run.outputs.outcome, run.log).toBe("succeeded");
    expect(run.summary).toMatch(/\*\*Analysis of the bake time: pass\.\*\*/);
    expect(run.summary).toMatch(/error rate \| ✅ pass \| 0 % \| at most 5 %/);
    // Whether a request was lost is the service's and the node's matter: that each was counted is the prober's.
    expect(run.summary).toMatch(/\*\*Users (?:did not notice:\*\* none|noticed:\*\* \d+) of \d\d+ requests to `http:/);
    expect(run.summary).toMatch(/the pods of Deployment bake-.*\/orders\/health\/ready.*\(through the API server\)/);
    expect(run.summary, "both versions, by the pods' ReplicaSets").toMatch(/█ orders-\w+ {3}░ orders-\w+ {3}✗ failed/);
    expect(await newest()).toMatchObject({ state: "promoted", bakingUntil: "" });
    expect((await shop.confirm("2")).outcome).toBe("succeeded");
  });

  it("goes back where a trigger fires meanwhile", async () => {
    const [one, two] = images;
    const ending = release(one, "3", 60_000);
    await expect.poll(() => shop.log.lines.join("\n"), { timeout: 120_000 }).toContain("Baking until");
    expect(await servingImage(shop.namespace)).toBe(one);
    fail(true);
    const result = await ending;
    fail(false);
    expect(result).toMatchObject({ outcome: "rolled-back", changed: true });
    expect(result.failure?.attempted).toMatch(/^baking release 3-1-/);
    expect(result.failure?.found).toMatch(/error rate is .* requests over .*may be at most 5 %/);
    expect(result.failure?.evidence[0]?.text).toContain("increase(http_requests_total{");
    expect(await servingImage(shop.namespace)).toBe(two);
    expect(await newest()).toMatchObject({
      state: "rolled-back",
      reason: expect.stringMatching(/did not hold while it baked/),
    });
  });

  it("is not taken back for the errors of the one before it", async () => {
    const [one] = images;
    const result = await release(one, "4", 1_500);
    expect(result.outcome, result.reason).toBe("succeeded");
  });

  it("measures again where its run was killed, and is not confirmed without", async () => {
    const [, two] = images;
    const running = await begin("4", two, { ...baking(), "bake-time": "60s" });
    await running.said("pass: error rate is");
    running.child.kill("SIGKILL");
    await running.ended;
    await expect(shop.confirm("4")).rejects.toThrow(/has not held for its bake time \(2\d\d\d-/);
    // Nobody holds it any more: a minute later it would be stale.
    const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", name: "slipway-deployment-orders" };
    await shop.cluster.delete(lease);
    const before = shop.log.lines.length;
    const again = await release(two, "4", 1_500);
    expect(again.outcome, again.reason).toBe("succeeded");
    const log = shop.log.lines.slice(before).join("\n");
    expect(log).toMatch(/was left baking by a run that is over: measuring again/);
    expect(log).toMatch(/pass: error rate is/);
    expect((await shop.confirm("4")).outcome).toBe("succeeded");
  });

  it("goes back where the job is cancelled meanwhile", async () => {
    const [one, two] = images;
    const running = await begin("6", one, { ...baking(), "bake-time": "60s" });
    await running.said("Baking until");
    running.child.kill("SIGINT");
    const run = await running.ended;
    expect(run.outputs.outcome, run.log).toBe("aborted");
    expect(await servingImage(shop.namespace)).toBe(two);
    await running.post();
    expect(await newest()).toMatchObject({ state: "aborted" });
  });
});
