// Does a release's record keep what its load stages came to, and is the next release compared with that?

import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { action } from "../../../src/actions/smoke-test.ts";
import type { Job } from "../../../src/github/job.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { readRecord, updateRecord } from "../../../src/release/record-store.ts";
import { beginRelease, moveRelease } from "../../../src/release/states.ts";
import { parseSuite } from "../../../src/smoke/load-suite.ts";
import { keepFigures, readFiguresBefore } from "../../../src/smoke/release-figures.ts";
import { runSuite } from "../../../src/smoke/run-suite.ts";
import { urlTarget } from "../../../src/smoke/target-url.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { begun } from "../../unit/release/releases.ts";
import { openNamespace, userWith } from "../release/namespace.ts";

const orders = { apiVersion: "apps/v1", kind: "Deployment", name: "orders" };
const workspace = mkdtempSync(join(tmpdir(), "smoke-figures-"));
let delay = 0;
const server = createServer(async (_request, response) => {
  await sleep(delay);
  response.end("ok");
});

let cluster: Cluster;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ cluster, close } = await openNamespace());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await close();
});

const change = (to: "promoted" | "verified", id: string) =>
  updateRecord(cluster, orders, (record) =>
    to === "promoted"
      ? moveRelease(beginRelease(record, begun({ id, runKey: id })), id, "promoted")
      : moveRelease(record, id, "verified", { verifiedAt: "2026-01-01T00:00:00Z" }),
  );

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The users' way in, whose Service selects the pods that the workload would have; what answers is the test's server. */
async function createWayIn(): Promise<void> {
  const labels = { app: "orders" };
  const container = { name: "orders", image: "none" };
  await cluster.create({
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "orders" } },
    spec: {
      ...{ replicas: 0, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  });
  await cluster.create({
    ...{ apiVersion: "v1", kind: "Service", metadata: { name: "orders" } },
    spec: { selector: labels, ports: [{ port: 80 }] },
  });
  const backend = { service: { name: "orders", port: { number: 80 } } };
  await cluster.create({
    ...{ apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata: { name: "orders" } },
    spec: { rules: [{ host: "orders.example", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
  });
}

const byIngress = () => ({ ingress: "orders", resolve: `orders.example:80:127.0.0.1:${address().split(":")[2]}` });
const byUrl = () => ({ url: address(), workload: "Deployment/orders" });

async function test(target: Record<string, string>) {
  const { kubeconfig } = await rigEnvironment();
  const log = recordLog();
  const run = { workspace, repository: "", sha: "", ref: "", event: "", actor: "", runKey: "", runUrl: "" };
  const ignore = () => undefined;
  const job: Job = {
    ...{ log, run, signal: never, env: {}, tempDirectory: workspace },
    ...{ mask: ignore, redact: (text) => text, addSummary: async () => undefined, saveState: ignore, state: () => "" },
  };
  const given = {
    suite: "smoke.yaml",
    ...target,
    kubeconfig,
    namespace: cluster.namespace,
  };
  return { log, result: await action.main(action.inputs.parse(given), job) };
}

it("keeps the figures of a release, fails the next one that is slower, and warns where it may not", async () => {
  await createWayIn();
  writeFileSync(
    join(workspace, "smoke.yaml"),
    'requests:\n  - name: a little load\n    load: { requests: [{ path: / }], stages: [{ duration: 2s, rate: 60 }], timeout: 60s, limits: { in-flight: 120 }, thresholds: ["errors < 1%"], compare: 50% }\n',
  );
  await change("promoted", "1");
  const first = await test(byIngress());
  expect(first.result).toMatchObject({ outcome: "succeeded" });
  expect(first.log.entries.join("\n")).toContain("The figures are kept with release 1 (1.0.0)");
  const figures = (await readRecord(cluster, orders)).releases[0]?.figures;
  expect(figures).toMatchObject({ "a little load": { requests: 120, errors: 0, p95: expect.any(Number) } });
  await change("verified", "1");

  await change("promoted", "2");
  delay = 200 + 2 * (figures?.["a little load"]?.p50 ?? 0);
  const second = await test(byUrl());
  expect(second.result).toMatchObject({
    outcome: "failed",
    failure: { found: expect.stringMatching(/p50 is .* more than the .* of the release before/) },
  });
  const record = await readRecord(cluster, orders);
  expect(record.releases.map((release) => release.figures)).toEqual([undefined, figures]);
  delay = 0;
  const unknown = await test({ url: address() });
  expect(unknown.result).toMatchObject({ outcome: "succeeded" });
  expect(unknown.log.entries.filter((entry) => entry.startsWith("warning"))).toEqual([
    expect.stringMatching(/compared with nothing: a URL names no workload.*"workload", beside what is tested/),
  ]);

  const log = recordLog();
  const stranger = await userWith(cluster, []);
  const context = { cluster: stranger, log, signal: never };
  expect(await readFiguresBefore(orders, context)).toEqual({});
  const text =
    'requests: [{ load: { requests: [{ path: / }], stages: [{ duration: 1s, rate: 5 }], thresholds: ["p(50) > 0ms"] } }]';
  const passed = await runSuite(parseSuite(text, "smoke.yaml"), urlTarget(address()), {
    log: recordLog(),
    signal: never,
  });
  await keepFigures(passed, orders, context);
  await stranger.close();
  expect(log.entries).toEqual([
    expect.stringMatching(/^warning: Load stages are not compared .*forbids/),
    expect.stringMatching(/^warning: The figures are not kept .*forbids/),
  ]);
});
