// Does a smoke test ask the pods that are under test, and no others?

import { mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { smokeGates } from "../../../src/actions/smoke-gate.ts";
import { releaseSmokeInputs } from "../../../src/actions/smoke-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import type { KubeObject, ObjectReference } from "../../../src/kube/object.ts";
import { Failure } from "../../../src/report/failure.ts";
import { loadSuite, parseSuite } from "../../../src/smoke/load-suite.ts";
import { suiteSummary } from "../../../src/smoke/report-suite.ts";
import { runSuite } from "../../../src/smoke/run-suite.ts";
import type { Endpoint, Target } from "../../../src/smoke/target.ts";
import { type ServiceTargetOptions, serviceTarget } from "../../../src/smoke/target-service.ts";
import { urlEndpoint, urlTarget } from "../../../src/smoke/target-url.ts";
import { directWay } from "../../../src/smoke/targets/way.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { serve } from "../../unit/smoke/support.ts";
import { servePodMetrics } from "../support/pod-metrics.ts";
import { ensureCrds } from "../traffic/support/crds.ts";
import { type OrdersService, rolledOut, startOrders } from "./orders-service.ts";

const replicas = 2;
/** Long enough for a machine so busy that seconds pass between two requests on a connection. */
const drain = "10s";
let orders: OrdersService;

beforeAll(async () => {
  [orders] = await Promise.all([
    startOrders("smoke", { replicas, drain, repository: "smoke-test" }),
    servePodMetrics(),
    ensureCrds("gateway-api"),
  ]);
});
afterAll(() => orders.remove());

function target(more: Partial<ServiceTargetOptions> = {}) {
  const { cluster, namespace } = orders;
  return serviceTarget({ cluster, namespace, of: { kind: "Service", name: "orders" }, expected: {}, ...more });
}

const ofOrders = "app.kubernetes.io/name=orders";
const holder = "slipway.dev/held-by-a-test";

async function setEnv(...env: readonly object[]): Promise<void> {
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", name: "orders" };
  const patch = { spec: { template: { spec: { containers: [{ name: "orders", env }] } } } };
  await orders.cluster.patch(deployment, "strategic", patch);
}

async function letGo(pod: ObjectReference): Promise<void> {
  await orders.cluster.patch(pod, "merge", { metadata: { finalizers: null } });
}

const ofVersion = (version: string) =>
  parseSuite(
    'requests:\n  - { path: /, expect: { headers: { x-deployment-version: "{{ version }}" } } }\n',
    "version.yaml",
    { variables: { version } },
  );

const context = (deadlineMs: number) => ({ log: recordLog(), signal: never, deadlineMs });

/** Sockets of this process that wait for connections, by what the kernel says, and processes that it has started. */
function doors(): string[] {
  const own = new Set(
    readdirSync("/proc/self/fd").map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return ""; // The folder's own, closed by now.
      }
    }),
  );
  const rows = ["tcp", "tcp6"].flatMap((table) => readFileSync(`/proc/self/net/${table}`, "utf8").split("\n").slice(1));
  const listening = rows.map((row) => row.trim().split(/\s+/)).filter(([, , , state]) => state === "0A");
  const sockets = listening.flatMap(([, address = "", ...rest]) => (own.has(`socket:[${rest[7]}]`) ? [address] : []));
  const processes = process.getActiveResourcesInfo().filter((kind) => kind === "ProcessWrap");
  return [...sockets, ...processes.map((kind, index) => `${kind} ${index}`)];
}

/** The same, with a look after each answer, while its connection is open. */
function watched(target: Target, look: () => void): Target {
  const watch = (endpoint: Endpoint): Endpoint => ({
    ...endpoint,
    async send(request, signal) {
      const answer = await endpoint.send(request, signal);
      look();
      return answer;
    },
  });
  return {
    name: target.name,
    async open(signal) {
      const opened = await target.open(signal);
      if (opened.kind === "waiting") return opened;
      const [first, ...rest] = opened.endpoints;
      return { kind: "open", endpoints: [watch(first), ...rest.map(watch)] };
    },
  };
}

describe("a smoke test through the API server", () => {
  it("asks every ready pod of the service for the whole suite, without a local port", async () => {
    const suite = await loadSuite("examples/orders/smoke.yaml", { variables: { expected: "1" } });
    const before = doors();
    const during: string[][] = [];
    const result = await runSuite(
      suite,
      watched(target(), () => during.push(doors())),
      context(30_000),
    );
    expect(during.length).toBeGreaterThan(10);
    expect(during.flat().filter((door) => !before.includes(door))).toEqual([]);
    expect(result.endpoints.flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches))).toEqual([]);
    expect(result.passed).toBe(true);
    expect(result.endpoints).toHaveLength(replicas);
    expect(suiteSummary(result)).toContain("Path tested: through the Service's selector and ports");
    expect(result.endpoints[0]?.endpoint).toMatch(/^pod orders-\S+, port 8080, through the API server$/);
  });

  it("asks the pods of a Deployment, and those of a digest", async () => {
    const of = { kind: "Deployment", name: "orders" } as const;
    const expected = { digest: orders.digest };
    const all = await runSuite(ofVersion("1"), target({ of, expected }), context(30_000));
    expect(all.passed).toBe(true);
    expect(suiteSummary(all)).toContain("Path tested: pod by pod through the API server");
    const byDigest = (digest: string) =>
      parseSuite(`requests:\n  - { path: /, expect: { version: "${digest}" } }\n`, "digest.yaml");
    expect((await runSuite(byDigest(orders.digest), target({ of }), context(30_000))).passed).toBe(true);
    const wrong = await runSuite(byDigest(`sha256:${"0".repeat(64)}`), target({ of }), context(1));
    expect(wrong.endpoints[0]?.steps[0]?.mismatches[0]).toContain(orders.digest);
    const other = target({ of, expected: { digest: `sha256:${"0".repeat(64)}` } });
    await expect(runSuite(ofVersion("1"), other, context(500))).rejects.toThrow(/no pod of sha256:0+ among the 2 pods/);
  });

  it("names what is not there", async () => {
    const absent = target({ of: { kind: "Service", name: "absent" } });
    await expect(runSuite(ofVersion("1"), absent, context(60_000))).rejects.toThrow(/there is no such Service/);
    await expect(runSuite(ofVersion("1"), target({ port: "81" }), context(60_000))).rejects.toThrow(/no port "81".*80/);
  });

  it("keeps connections through a restart, and counts what is lost of those that are cut", async () => {
    const { cluster, namespace } = orders;
    const service = { apiVersion: "v1", kind: "Service", name: "orders" };
    const { spec } = await cluster.patch<KubeObject & { spec: { ports: { nodePort: number }[] } }>(service, "merge", {
      spec: { type: "NodePort" },
    });
    const url = `http://${orders.rig.nodePortHost}:${spec.ports[0]?.nodePort}`;
    // kube-proxy opens the port a moment after the Service has it.
    await expect.poll(async () => (await fetch(url).catch(() => undefined))?.status).toBe(200);
    let asked = 0;
    const cutter = createServer((socket) =>
      socket
        .on("error", () => undefined)
        .once("data", () => {
          if (asked++ % 2 === 0) socket.resetAndDestroy();
          else socket.end("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }),
    );
    await new Promise<void>((resolve) => cutter.listen(0, "127.0.0.1", resolve));
    // Its one pod never starts, and does not go before it is let go: so long does the restart last.
    const labels = { app: "idle" };
    const container = { name: "idle", image: "none" };
    await cluster.create({
      ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "idle" } },
      spec: {
        ...{ replicas: 0, selector: { matchLabels: labels } },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    });
    const leaving = { apiVersion: "v1", kind: "Pod", namespace, name: "leaving" };
    await cluster.create({
      ...{ apiVersion: "v1", kind: "Pod" },
      metadata: { name: "leaving", labels, finalizers: [holder] },
      spec: { schedulingGates: [{ name: holder }], containers: [container] },
    });
    await cluster.delete(leaving);
    const graceful = (url: string, options: string) => {
      const suite = parseSuite(`groups:\n  - graceful: { ${options} }\n`, "graceful.yaml");
      return runSuite(suite, urlTarget(url), { ...context(1), cluster: { client: cluster, namespace } });
    };
    const cutting = `http://127.0.0.1:${(cutter.address() as AddressInfo).port}`;
    const both = Promise.all([
      graceful(url, "restart: Deployment/orders"),
      graceful(cutting, "restart: Deployment/idle, connections: 1"),
    ]);
    await expect.poll(() => asked).toBeGreaterThan(1);
    await letGo(leaving);
    const [kept, cut] = await both;
    cutter.close();
    expect(kept.endpoints[0]?.steps[0]?.mismatches).toEqual([]);
    const seen = JSON.parse(kept.endpoints[0]?.steps[0]?.answer?.body ?? "{}");
    expect(seen).toMatchObject({ lost: 0 });
    // More than one on each of the four connections.
    expect(seen.requests).toBeGreaterThan(8);
    const [lost] = cut.endpoints[0]?.steps ?? [];
    expect(lost?.mismatches[0]).toMatch(/every request to be answered.*the connection was reset/);
    expect(lost?.mismatches[1]).toBe("expected answers during the restart, but none came");
    const { losses } = JSON.parse(lost?.answer?.body ?? "{}");
    expect(new Set(losses)).toEqual(new Set(["the connection was reset", "status 503"]));
  });

  it("never takes an old pod's answer for the new release's", async () => {
    await setEnv({ name: "ORDERS_VERSION", value: "2" }, { name: "ORDERS_NEVER_READY", value: "true" });
    await expect(runSuite(ofVersion("1"), target(), context(3000))).rejects.toThrow(
      /pods? of the newest revision|has not seen the newest change/,
    );
  });

  it("asks only new pods while the old ones are still ending", async () => {
    const { cluster } = orders;
    const podsNow = async () =>
      (await cluster.list({ apiVersion: "v1", kind: "Pod" }, { labelSelector: ofOrders })).items;
    const old = (await podsNow()).map(({ metadata: { name } }) => ({ apiVersion: "v1", kind: "Pod", name }));
    // However slow the machine is, they are still there when the new ones are asked.
    for (const pod of old) await cluster.patch(pod, "merge", { metadata: { finalizers: [holder] } });
    await setEnv({ name: "ORDERS_VERSION", value: "3" }, { name: "ORDERS_NEVER_READY", $patch: "delete" });
    await rolledOut(cluster);
    const ending = (await podsNow()).filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
    const result = await runSuite(ofVersion("3"), target(), context(30_000));
    for (const pod of old) await letGo(pod);
    expect(ending.length).toBeGreaterThanOrEqual(replicas);
    expect(result).toMatchObject({ passed: true });
    expect(result.endpoints).toHaveLength(replicas);
    expect(result.endpoints.every(({ steps }) => steps[0]?.tries.length === 1)).toBe(true);
    const revision = target({ expected: { revision: "1" } });
    await expect(runSuite(ofVersion("1"), revision, context(500))).rejects.toThrow(/no pod of revision 1/);
  });
});

describe("a load stage", () => {
  it("holds the peak of the pods' memory against its threshold, as the nodes measure it, or the metrics server", async () => {
    const { cluster, namespace } = orders;
    const judged = async (...thresholds: string[]) => {
      const load = `load: { requests: [{ path: / }], stages: [{ duration: 100ms, rate: 50 }], pods: ${ofOrders}, thresholds: ${JSON.stringify(thresholds)} }`;
      const given = { ...context(1), cluster: { client: cluster, namespace } };
      const suite = parseSuite(`requests:\n  - { name: peak, ${load} }\n`, "memory.yaml");
      const { endpoints } = await runSuite(suite, target(), given);
      return endpoints.flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches));
    };
    // The node looks at a new container only every few seconds; until then nothing was measured, which is no pass.
    await expect.poll(() => judged("memory > 1Mi", "memory < 64Gi"), { timeout: 180_000, interval: 1000 }).toEqual([]);
    expect(await judged("memory < 1Mi")).toEqual([expect.stringMatching(/^expected memory < 1Mi, got \d+Mi$/)]);
    // From here on something measures the pods of the namespace, and says more than they use; one is not of orders.
    const all = (await cluster.list({ apiVersion: "v1", kind: "Pod" }, { labelSelector: ofOrders })).items;
    const pods = all.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    const served = { apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics" };
    // The same in each way in which a metrics server may write it.
    const sizes = ["300Mi", "307200Ki", "314572800", "314572800000m"];
    for (const [index, name] of ["stranger", ...pods.map(({ metadata }) => metadata.name)].entries()) {
      const memory = index === 0 ? "7Gi" : sizes[index % sizes.length];
      const containers = [{ name: "orders", usage: { cpu: "1m", memory } }];
      await cluster.create({
        ...served,
        metadata: { name },
        timestamp: new Date().toISOString(),
        window: "15s",
        containers,
      });
    }
    const total = `${pods.length * 300}Mi`;
    expect(await judged(`memory < ${total}`)).toEqual([`expected memory < ${total}, got ${total}`]);
    expect(await judged(`memory <= ${total}`)).toEqual([]);
  });
});

describe("the suite of a release", () => {
  it("asks a candidate with its secrets, by requests and by commands in its pods, before any user", async () => {
    const { cluster, namespace } = orders;
    const workspace = mkdtempSync(join(tmpdir(), "slipway-gate-"));
    writeFileSync(
      join(workspace, "smoke.yaml"),
      `requests:
  - { name: its own check, exec: { command: [/orders, version] }, expect: { body: { matches: "^[0-9]+\\\\n$" } } }
  - { name: whoever asks, path: "/orders/{{ key }}", expect: { status: 404, body: "{{ seen }}" } }
`,
    );
    const given = { smoke: "smoke.yaml", "smoke-secrets": "key=a-secret-order", "smoke-token": "the-token" };
    const judge = async (seen: string) => {
      const log = recordLog();
      const job = { run: { workspace }, env: {}, log, mask: () => undefined } as unknown as Job;
      const inputs = z.strictObject(releaseSmokeInputs).parse({ ...given, "smoke-variables": `seen=${seen}` });
      const [gate] = (await smokeGates({ ...inputs, "smoke-deadline": 1 }, cluster, job))("1");
      const side = { deployment: "orders", owners: [], labels: {}, since: 0, image: `orders@${orders.digest}` };
      const moment = { namespace, candidate: side, stable: undefined, liveService: "live", previewService: "orders" };
      const result = await gate?.judge({ ...moment, weight: 0, time: 0 }, never);
      return { result, told: JSON.stringify([result, result?.failure?.message, log.entries]) };
    };
    const good = await judge("404");
    expect(good.result, good.told).toMatchObject({ next: "go" });
    expect(good.result?.markdown).toContain(`${2 * replicas} of ${2 * replicas} requests passed`);
    const bad = await judge("welcome");
    expect(bad.result).toMatchObject({ next: "stop" });
    expect(bad.told).toContain("whoever asks");
    expect(good.told + bad.told).not.toMatch(/a-secret-order|the-token/);
  });

  it("may load the hosts that objects of the namespace name, and no others", async () => {
    const { cluster, namespace } = orders;
    const server = await serve((_request, response) => response.end());
    const load = parseSuite(
      'requests:\n  - load: { requests: [{ path: / }], stages: [{ duration: 100ms, rate: 20 }], thresholds: ["errors < 1%"] }\n',
      "load.yaml",
    );
    /** Under a name that no DNS knows; what answers is the test's own server. */
    const at = (host: string): Target => {
      const url = `http://${host}`;
      const way = {
        ...directWay(url),
        dial: (_: unknown, signal: AbortSignal) => directWay(server.url).dial(undefined, signal),
      };
      const endpoint = { ...urlEndpoint(new URL(url), url, {}), way };
      return { name: url, open: async () => ({ kind: "open", endpoints: [endpoint] }) };
    };
    const loaded = async (host: string) => {
      const given = { ...context(1), cluster: { client: cluster, namespace } };
      const result = await runSuite(load, at(host), given).catch((error: unknown) => error);
      return result instanceof Failure ? result.found : result;
    };
    const hosts = ["orders.gate.example", "any.gate.example", "route.gate-api.example", "203.0.113.9", "lb.example"];
    for (const host of hosts) expect(await loaded(host)).toMatch(`a load to ${host}, which is not known as a host`);
    expect(server.seen).toEqual([]);

    await cluster.create({
      ...{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "gate" } },
      spec: { rules: [{ host: "orders.gate.example" }, { host: "*.gate.example" }] },
    });
    await cluster.create({
      ...{ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute", metadata: { name: "gate" } },
      spec: { hostnames: ["route.gate-api.example"], parentRefs: [{ name: "none" }] },
    });
    await cluster.create({
      ...{ apiVersion: "v1", kind: "Service", metadata: { name: "gate" } },
      spec: { type: "LoadBalancer", allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }] },
    });
    const status = { loadBalancer: { ingress: [{ ip: "203.0.113.9" }, { hostname: "lb.example" }] } };
    const gate = { apiVersion: "v1", kind: "Service", name: "gate" };
    await cluster.patch(gate, "merge", { status }, { subresource: "status" });
    for (const host of [...hosts, `orders.${namespace}.svc`])
      expect(await loaded(host)).toMatchObject({ passed: true });
    expect(server.seen).toHaveLength(2 * (hosts.length + 1));
    for (const host of ["203.0.113.10", "gate.example", "lb.example.org"])
      expect(await loaded(host)).toMatch(/no Ingress, HTTPRoute or Service of the namespace smoke-\w+ names it\)$/);
  });
});
