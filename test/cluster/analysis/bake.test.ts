import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServiceStream } from "../../../src/analysis/endpoints.ts";
import { NoPodReady } from "../../../src/analysis/probe-route.ts";
import { podsRoute, serviceRoute } from "../../../src/analysis/probe-routes.ts";
import { openPrometheus } from "../../../src/analysis/prometheus.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never } from "../../unit/image/support.ts";
import { orders, ordersImage, recordIn, service, servingImage, workspaceOf } from "../rollout/orders.ts";
import { type ActionRun, runAction, type StartedAction, startAction } from "../rollout/run-action.ts";
import { kubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type RunningPrometheus, startScraping } from "./prometheus.ts";

// Rolling releases that are watched after their promotion, by a real Prometheus which scrapes counters of the test.

let namespace: TestNamespace;
let images: readonly [string, string];
let prometheus: RunningPrometheus;
let metrics: Server;
let userUrl: string;

/** Whether the requests that are counted from now on fail. */
let failing = false;
const counted = { "200": 0, "500": 0 };

const workspace = workspaceOf({ ...service, spec: { ...service.spec, type: "NodePort" } }, orders());

beforeAll(async () => {
  namespace = await createNamespace("bake");
  metrics = createServer((_request, response) => {
    counted[failing ? "500" : "200"] += 20;
    const lines = Object.entries(counted).map(
      ([status, count]) =>
        `http_requests_total{namespace="${namespace.name}",service="orders",status="${status}"} ${count}`,
    );
    response.end(`${lines.join("\n")}\n`);
  }).listen(0, "127.0.0.1");
  await once(metrics, "listening");
  const { port } = metrics.address() as AddressInfo;
  const [one, two, scraping] = await Promise.all([
    ordersImage("1"),
    ordersImage("2"),
    startScraping(`127.0.0.1:${port}`),
  ]);
  [images, prometheus] = [[one, two], scraping];
  expect((await deploy("1", one)).outputs.outcome).toBe("succeeded");
  expect((await confirm("1")).outputs.outcome).toBe("succeeded");
  const nodePort = await kubectl(["get", "service", "orders", "--output=jsonpath={.spec.ports[0].nodePort}"], {
    namespace: namespace.name,
  });
  userUrl = `http://${(await rigEnvironment()).nodePortHost}:${nodePort}/health/ready`;
});
afterAll(async () => {
  metrics.close();
  metrics.closeAllConnections();
  await Promise.all([namespace.remove(), prometheus.stop()]);
});

const inputsOf = (image: string, inputs: Record<string, string>) => ({
  namespace: namespace.name,
  manifests: "orders.yaml",
  image,
  force: "true",
  ...inputs,
});
const deploy = (run: string, image: string, inputs: Record<string, string> = {}): Promise<ActionRun> =>
  runAction("deploy-rollout", inputsOf(image, inputs), { run, workspace });
const begin = (run: string, image: string, inputs: Record<string, string>): Promise<StartedAction> =>
  startAction("deploy-rollout", inputsOf(image, inputs), { run, workspace });
const confirm = (run: string): Promise<ActionRun> =>
  runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", operation: "confirm" },
    { run, workspace },
  );
const place = () => ({ namespace: namespace.name });
async function connected(): Promise<Cluster> {
  const { kubeconfig, env } = await rigEnvironment();
  return connect({ kubeconfig, ...place(), env, tempDirectory: tmpdir(), mask: () => undefined });
}
const newest = async () => (await recordIn(namespace.name)).releases[0];

const baking = (): Record<string, string> => ({
  "prometheus-url": prometheus.url,
  // The test counts for the whole service: the pods have no part in it. Their label says which service they are of.
  "track-label": "service=app",
  "max-p95": "off",
  "analysis-interval": "400ms",
  "inconclusive-limit": "10",
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
    const cluster = await connected();
    const route = await open(cluster);
    const pods = new Set<string>();
    for (let request = 0; request < 6; request++) {
      const { status, pod } = await route.ask("/health/ready", { timeoutMs: 10_000, signal: never });
      expect(status).toBe(200);
      pods.add(pod);
    }
    expect(pods.size).toBe(2);
    await route.close();
    await cluster.close();
  });

  it("know when nobody is there", async () => {
    const cluster = await connected();
    const route = await serviceRoute(cluster, { ...place(), name: "nobody", port: "80" }, "live", never);
    await expect(route.ask("/", { timeoutMs: 1_000, signal: never })).rejects.toThrow(NoPodReady);
    await route.close();
    await cluster.close();
  });

  it("also reach a Prometheus that only the cluster reaches", async () => {
    const cluster = await connected();
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
    await Promise.all([orders.close(), nobody.close(), cluster.close()]);
  });
});

describe.sequential("a rolling release with a bake time", () => {
  it("succeeds where it holds, can be confirmed, and tells what was seen meanwhile", async () => {
    const [, two] = images;
    const running = await begin("2", two, {
      ...baking(),
      "probe-url": userUrl,
      "probe-path": "/health/ready",
      "probe-rate": "10",
      "probe-version": "pod",
    });
    await running.said("Baking until");
    expect(await newest()).toMatchObject({ state: "promoted", bakingUntil: expect.stringMatching(/^2\d\d\d-/) });
    const run = await running.ended;
    expect(run.outputs.outcome, run.log).toBe("succeeded");
    expect(run.summary).toMatch(/\*\*Analysis: pass\.\*\*/);
    expect(run.summary).toMatch(/error rate \| ✅ pass \| 0 % \| at most 5 %/);
    // Whether a request was lost is the service's and the node's matter: that each was counted is the prober's.
    expect(run.summary).toMatch(/\*\*Users (?:did not notice:\*\* none|noticed:\*\* \d+) of \d\d+ requests to `http:/);
    expect(run.summary).toMatch(/the pods of Deployment bake-.*\/orders\/health\/ready.*\(through the API server\)/);
    expect(run.summary, "both versions, by the pods' ReplicaSets").toMatch(/█ orders-\w+ {3}░ orders-\w+ {3}✗ failed/);
    expect(await newest()).toMatchObject({ state: "promoted", bakingUntil: "" });
    expect((await confirm("2")).outputs.outcome).toBe("succeeded");
  });

  it("goes back where a trigger fires meanwhile", async () => {
    const [one, two] = images;
    const running = await begin("3", one, { ...baking(), "bake-time": "60s" });
    await running.said("Baking until");
    expect(await servingImage(namespace.name)).toBe(one);
    failing = true;
    const run = await running.ended;
    failing = false;
    expect(run.status).toBe(1);
    expect(run.outputs, run.log).toMatchObject({ outcome: "rolled-back", changed: "true" });
    expect(run.log).toMatch(/^::error.*baking release .*error rate is .* requests over .*may be at most 5 %/m);
    expect(await servingImage(namespace.name)).toBe(two);
    expect(await newest()).toMatchObject({
      state: "rolled-back",
      reason: expect.stringMatching(/did not hold while it baked/),
    });
  });

  it("is not taken back for the errors of the one before it", async () => {
    const [one] = images;
    const run = await deploy("4", one, { ...baking(), "bake-time": "1500ms" });
    expect(run.outputs.outcome, run.log).toBe("succeeded");
  });

  it("measures again where its run was killed, and is not confirmed without", async () => {
    const [, two] = images;
    const running = await begin("4", two, { ...baking(), "bake-time": "60s" });
    await running.said("Analysis: pass");
    running.child.kill("SIGKILL");
    await running.ended;
    const early = await confirm("4");
    expect(early.outputs.outcome).toBe("failed");
    expect(early.log).toMatch(/has not held for its bake time \(2\d\d\d-/);
    // Nobody holds it any more: a minute later it would be stale.
    await kubectl(["delete", "lease", "slipway-deployment-orders"], { namespace: namespace.name });
    const again = await deploy("4", two, baking());
    expect(again.outputs.outcome, again.log).toBe("succeeded");
    expect(again.log).toMatch(/was left baking by a run that is over: measuring again/);
    expect(again.log).toMatch(/Analysis: pass/);
    expect((await confirm("4")).outputs.outcome).toBe("succeeded");
  });

  it("goes back where the job is cancelled meanwhile", async () => {
    const [one, two] = images;
    const running = await begin("6", one, { ...baking(), "bake-time": "60s" });
    await running.said("Baking until");
    running.child.kill("SIGINT");
    const run = await running.ended;
    expect(run.outputs.outcome, run.log).toBe("aborted");
    expect(await servingImage(namespace.name)).toBe(two);
    await running.post();
    expect(await newest()).toMatchObject({ state: "aborted" });
  });

  it("is not begun where Prometheus is not there", async () => {
    const [one] = images;
    const run = await deploy("7", one, { ...baking(), "prometheus-url": "http://127.0.0.1:1" });
    expect(run.outputs.outcome).toBe("failed");
    expect(run.log).toMatch(/asking Prometheus before the first change: .*ECONNREFUSED/);
    expect((await newest())?.runKey).toMatch(/6/);
  });
});
