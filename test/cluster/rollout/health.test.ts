import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../../src/kube/connect.ts";
import { checkHealth } from "../../../src/rollout/health.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { recordLog } from "../../unit/image/support.ts";
import { kubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { orders, ordersImage, recordIn, service, servingImage, workspaceOf } from "./orders.ts";
import { type Prometheus, startPrometheus } from "./prometheus.ts";
import { runAction } from "./run-action.ts";

// A rollback is good only where the service is healthy afterwards, by its URL and by a real Prometheus.

let namespace: TestNamespace;
let one: string;
let two: string;
let url: string;
let prometheus: Prometheus;
let runs = 10;

const workspace = workspaceOf({ ...service, spec: { ...service.spec, type: "NodePort" } }, orders());

beforeAll(async () => {
  [namespace, one, two] = await Promise.all([createNamespace("health"), ordersImage("1"), ordersImage("2")]);
  await release("1", one);
  const port = await kubectl(["get", "service", "orders", "--output=jsonpath={.spec.ports[0].nodePort}"], {
    namespace: namespace.name,
  });
  const address = `${(await rigEnvironment()).nodePortHost}:${port}`;
  url = `http://${address}`;
  prometheus = await startPrometheus(address);
});
afterAll(async () => {
  await Promise.all([namespace.remove(), prometheus.stop()]);
});

async function release(run: string, image: string): Promise<void> {
  for (const inputs of [{ image, force: "true" }, { operation: "confirm" }]) {
    const { outputs, log } = await runAction(
      "deploy-rollout",
      { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
      { run, workspace },
    );
    expect(outputs.outcome, log).toBe("succeeded");
  }
}

const rollback = (run: string, inputs: Record<string, string>) =>
  runAction("rollback", { namespace: namespace.name, workload: "deployment/orders", ...inputs }, { run });

describe.sequential("a rollback", () => {
  it("succeeds where the URL answers and the query holds", async () => {
    await release("2", two);
    const run = await rollback("3", {
      "settle-time": "1s",
      "health-url": `${url}/health/ready`,
      "prometheus-url": prometheus.url,
      "prometheus-query": '(sum(rate(http_requests_total{status=~"5.."}[1m])) or vector(0)) < bool 0.1',
    });
    expect(run.outputs, run.log).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect(run.log).toContain("Letting it settle for 1 s");
    expect(await servingImage(namespace.name)).toBe(one);
  });

  it.each([
    ["the URL does not answer well", () => ({ "health-url": `${url}/no-such-page` }), /no-such-page answered 404/],
    ["the query does not hold", () => ask('up{job="orders"} == 0'), /gives no data, or is not fulfilled/],
  ])("fails where %s, says so, and leaves the way back in place", async (_, questions, reason) => {
    await release(String(runs++), two);
    const run = await rollback(String(runs++), questions());
    expect(run.status).toBe(1);
    expect(run.outputs.outcome).toBe("failed");
    expect(run.outputs.reason).toMatch(reason);
    expect(run.log).toMatch(/^::error/m);
    expect(await servingImage(namespace.name)).toBe(one);
    expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ state: "failed", image: two });
  });
});

describe("a service is not healthy where", () => {
  it.each([
    ["nobody answers at its URL", () => ({ url: "http://127.0.0.1:1/" }), /127\.0\.0\.1:1\/ did not answer/],
    ["the query gives 0", () => query('sum(up{job="orders"}) * 0'), /gives 0/],
    ["the query gives no number", () => query("vector(0) / 0"), /gives NaN/],
    ["the query gives no data", () => query("no_such_series > 0"), /gives no data/],
    ["the query is none", () => query("up{"), /cannot be answered: .*parse error/],
    ["nobody answers for Prometheus", () => ({ prometheus: { url: "http://127.0.0.1:1", query: "1" } }), /did not/],
  ])("%s", async (_, questions, found) => {
    const signal = new AbortController().signal;
    const log = recordLog();
    const { kubeconfig, env } = await rigEnvironment();
    const cluster = await connect({
      kubeconfig,
      namespace: namespace.name,
      env,
      tempDirectory: tmpdir(),
      mask: () => undefined,
    });
    const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: namespace.name } as const;
    const none = { url: "", path: "", port: 8080, prometheus: undefined, settleTime: 0 };
    const failure = await checkHealth({ ...none, ...questions() }, { cluster, workload, log, signal });
    await cluster.close();
    expect(failure?.found).toMatch(found);
  });
});

function query(text: string) {
  return { prometheus: { url: prometheus.url, query: text } };
}

function ask(query: string): Record<string, string> {
  return { "prometheus-url": prometheus.url, "prometheus-query": query };
}
