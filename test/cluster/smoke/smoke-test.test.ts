// Does a smoke test ask the pods that are under test, and no others?

import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { smokeGates } from "../../../src/actions/smoke-gate.ts";
import { releaseSmokeInputs } from "../../../src/actions/smoke-inputs.ts";
import type { Job } from "../../../src/github/job.ts";
import { loadSuite, parseSuite } from "../../../src/smoke/load-suite.ts";
import { runSuite } from "../../../src/smoke/run-suite.ts";
import { type ServiceTargetOptions, serviceTarget } from "../../../src/smoke/target-service.ts";
import { urlTarget } from "../../../src/smoke/target-url.ts";
import { readOwnHosts } from "../../../src/smoke/targets/own-hosts.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type OrdersService, startOrders } from "./orders-service.ts";

let orders: OrdersService;

beforeAll(async () => {
  orders = await startOrders("smoke");
});
afterAll(() => orders.remove());

function target(more: Partial<ServiceTargetOptions> = {}) {
  const { cluster, namespace } = orders;
  return serviceTarget({ cluster, namespace, of: { kind: "Service", name: "orders" }, expected: {}, ...more });
}

const ofVersion = (version: string) =>
  parseSuite(
    'requests:\n  - { path: /, expect: { headers: { x-deployment-version: "{{ version }}" } } }\n',
    "version.yaml",
    { variables: { version } },
  );

const context = (deadlineMs: number) => ({ log: recordLog(), signal: never, deadlineMs });

describe("a smoke test through the API server", () => {
  it("asks every ready pod of the service for the whole suite", async () => {
    const suite = await loadSuite("examples/orders/smoke.yaml", { variables: { expected: "1" } });
    const result = await runSuite(suite, target(), context(30_000));
    expect(result.endpoints.flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches))).toEqual([]);
    expect(result.passed).toBe(true);
    expect(result.endpoints).toHaveLength(3);
    expect(result.endpoints[0]?.endpoint).toMatch(/^pod orders-\S+, port 8080, through the API server$/);
  });

  it("asks the pods of a Deployment, and those of a digest", async () => {
    const of = { kind: "Deployment", name: "orders" } as const;
    const expected = { digest: orders.digest };
    expect((await runSuite(ofVersion("1"), target({ of, expected }), context(30_000))).passed).toBe(true);
    const byDigest = (digest: string) =>
      parseSuite(`requests:\n  - { path: /, expect: { version: "${digest}" } }\n`, "digest.yaml");
    expect((await runSuite(byDigest(orders.digest), target({ of }), context(30_000))).passed).toBe(true);
    const wrong = await runSuite(byDigest(`sha256:${"0".repeat(64)}`), target({ of }), context(1));
    expect(wrong.endpoints[0]?.steps[0]?.mismatches[0]).toContain(orders.digest);
    const other = target({ of, expected: { digest: `sha256:${"0".repeat(64)}` } });
    await expect(runSuite(ofVersion("1"), other, context(500))).rejects.toThrow(/no pod of sha256:0+ among the 3 pods/);
  });

  it("names what is not there", async () => {
    const absent = target({ of: { kind: "Service", name: "absent" } });
    await expect(runSuite(ofVersion("1"), absent, context(60_000))).rejects.toThrow(/there is no such Service/);
    await expect(runSuite(ofVersion("1"), target({ port: "81" }), context(60_000))).rejects.toThrow(/no port "81".*80/);
  });

  it("keeps connections through a restart, and counts what is lost of those that are cut", async () => {
    const { cluster, namespace } = orders;
    const type = JSON.stringify({ spec: { type: "NodePort" } });
    const port = await orders.kubectl([
      "patch",
      "service/orders",
      `--patch=${type}`,
      "--output=jsonpath={.spec.ports[0].nodePort}",
    ]);
    const url = `http://${orders.rig.nodePortHost}:${port}`;
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
    // It has no pods, so its restart costs none.
    const idle = ["create", "deployment", "idle", "--image=none", "--replicas=0"];
    await orders.kubectl(idle);
    const graceful = (url: string, name: string) => {
      const suite = parseSuite(`groups:\n  - graceful: { restart: Deployment/${name} }\n`, "graceful.yaml");
      return runSuite(suite, urlTarget(url), { ...context(1), cluster: { client: cluster, namespace } });
    };
    const [kept, cut] = await Promise.all([
      graceful(url, "orders"),
      graceful(`http://127.0.0.1:${(cutter.address() as AddressInfo).port}`, "idle"),
    ]);
    cutter.close();
    expect(kept.endpoints[0]?.steps[0]?.mismatches).toEqual([]);
    const seen = JSON.parse(kept.endpoints[0]?.steps[0]?.answer?.body ?? "{}");
    expect(seen).toMatchObject({ lost: 0 });
    expect(seen.requests).toBeGreaterThan(20);
    const [lost] = cut.endpoints[0]?.steps ?? [];
    expect(lost?.mismatches[0]).toMatch(/every request to be answered.*the connection was reset/);
    expect(lost?.mismatches[1]).toBe("expected answers during the restart, but none came");
    const { losses } = JSON.parse(lost?.answer?.body ?? "{}");
    expect(new Set(losses)).toEqual(new Set(["the connection was reset", "status 503"]));
  });

  it("never takes an old pod's answer for the new release's", async () => {
    await orders.kubectl(["set", "env", "deployment/orders", "ORDERS_VERSION=2", "ORDERS_NEVER_READY=true"]);
    await expect(runSuite(ofVersion("1"), target(), context(3000))).rejects.toThrow(
      /pods? of the newest revision|has not seen the newest change/,
    );
  });

  it("asks only new pods while the old ones are still ending", async () => {
    await orders.kubectl(["set", "env", "deployment/orders", "ORDERS_VERSION=3", "ORDERS_NEVER_READY-"]);
    await orders.kubectl(["rollout", "status", "deployment/orders", "--timeout=120s"]);
    const ending = await orders.kubectl(["get", "pods", "--output=jsonpath={.items[*].metadata.deletionTimestamp}"]);
    expect(ending).not.toBe("");
    const result = await runSuite(ofVersion("3"), target(), context(30_000));
    expect(result).toMatchObject({ passed: true });
    expect(result.endpoints.every(({ steps }) => steps[0]?.tries.length === 1)).toBe(true);
    const revision = target({ expected: { revision: "1" } });
    await expect(runSuite(ofVersion("1"), revision, context(500))).rejects.toThrow(/no pod of revision 1/);
  });
});

describe("a load stage", () => {
  it("holds the peak of the pods' memory, as the node measures it, against its threshold", async () => {
    const { cluster, namespace } = orders;
    const judged = async (...thresholds: string[]) => {
      const load = `load: { requests: [{ path: / }], stages: [{ duration: 100ms, rate: 50 }], pods: app.kubernetes.io/name=orders, thresholds: ${JSON.stringify(thresholds)} }`;
      const given = { ...context(1), cluster: { client: cluster, namespace } };
      const suite = parseSuite(`requests:\n  - { name: peak, ${load} }\n`, "memory.yaml");
      const { endpoints } = await runSuite(suite, target(), given);
      return endpoints.flatMap(({ steps }) => steps.flatMap(({ mismatches }) => mismatches));
    };
    // The node looks at a new container only every few seconds; until then nothing was measured, which is no pass.
    await expect.poll(() => judged("memory > 1Mi", "memory < 64Gi"), { interval: 1000 }).toEqual([]);
    expect(await judged("memory < 1Mi")).toEqual([expect.stringMatching(/^expected memory < 1Mi, got \d+Mi$/)]);
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
    expect(good.result?.markdown).toContain("6 of 6 requests passed");
    const bad = await judge("welcome");
    expect(bad.result).toMatchObject({ next: "stop" });
    expect(bad.told).toContain("whoever asks");
    expect(good.told + bad.told).not.toMatch(/a-secret-order|the-token/);
  });

  it("may load the hosts that objects of the namespace name", async () => {
    const { cluster, kubectl, namespace } = orders;
    const rule = "--rule=orders.gate.example/*=orders:80";
    await kubectl(["create", "ingress", "orders-gate", rule, "--rule=*.gate.example/*=orders:80"]);
    const { names, unread } = await readOwnHosts(cluster, namespace, never);
    expect(names).toEqual(expect.arrayContaining(["orders.gate.example", "*.gate.example", `orders.${namespace}.svc`]));
    expect(unread).toEqual([]);
  });
});
