import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { rigEnvironment } from "../../rig/environment.ts";
import { type SecondApiServer, secondApiServer } from "../kube/second-api-server.ts";
import { orders, ordersImage, service, servingImage, withoutItsSecret, workspaceOf } from "../rollout/orders.ts";
import { startAction } from "../rollout/run-action.ts";
import { tryKubectl } from "../support/kubectl.ts";
import { createUser, userWithToken } from "../support/users.ts";
import { flakyServer } from "./flaky-server.ts";
import { readyPodsOf, statesIn, verifiedService, waiting } from "./service.ts";
import { toldOnce } from "./told.ts";

// The API server goes away in the middle of a rollout. A second one over the same etcd, so that nobody else is disturbed.

const rig = await rigEnvironment();

const servers: SecondApiServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.remove()));
});

let one: string;
let two: string;
beforeAll(async () => {
  [one, two] = await Promise.all([ordersImage("1"), ordersImage("2")]);
});

/** Pods that need a while, so that the release waits when the server goes. */
const takesTime = workspaceOf(service, orders({ env: { ORDERS_STARTUP: "4s" } }));
const neverReady = workspaceOf(service, orders({ env: { ORDERS_NEVER_READY: "true" } }));

/** A kubeconfig for a second API server that answers already. */
async function reach(server: SecondApiServer): Promise<string> {
  const kubeconfig = kubeconfigFor(server.url);
  const file = join(mkdtempSync(join(tmpdir(), "slipway-faults-")), "kubeconfig");
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  servers.push(server);
  server.start();
  await expect
    .poll(async () => (await tryKubectl(["get", "--raw", "/readyz"], { kubeconfig: file })).status, { timeout: 60_000 })
    .toBe(0);
  return kubeconfig;
}

function kubeconfigFor(server: string): string {
  const config = parse(readFileSync(rig.kubeconfig, "utf8")) as { clusters: { cluster: Record<string, unknown> }[] };
  for (const { cluster } of config.clusters)
    Object.assign(cluster, { server, "tls-server-name": "kubernetes.default.svc" });
  return JSON.stringify(config);
}

describe("an API server that is not there", () => {
  it("ends the release at its first request, with where it was looked for and what to do", async () => {
    const token = `secret-${"y".repeat(40)}`;
    const { kubeconfig } = await userWithToken(token, "default");
    const closed = readFileSync(kubeconfig, "utf8").replace(/https:\/\/[^"]+/, "https://127.0.0.1:9");
    const inputs = { kubeconfig: closed, namespace: "default", manifests: "orders.yaml", image: two };
    const release = await startAction("deploy-rollout", inputs, { run: "1", workspace: takesTime });
    const told = await toldOnce(await release.ended, { secrets: [token] });
    expect(told).toMatch(/asking the Kubernetes API server https:\/\/127\.0\.0\.1:9 .*connection refused/);
    expect(told).toContain("Check the server's address in the kubeconfig");
  });
});

describe.concurrent("an API server that is in trouble", () => {
  it("at every kind of request is asked again: a release goes on, and so does a way back", async () => {
    const place = await verifiedService("flaky", one);
    const all = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
    const user = await createUser(place.namespace, "releaser", [all]);
    const config = parse(readFileSync(user.kubeconfig, "utf8")) as { clusters: { cluster: { server: string } }[] };
    const flaky = await flakyServer(config.clusters[0]?.cluster.server ?? "");
    for (const entry of config.clusters) entry.cluster = { server: flaky.url };
    const kubeconfig = JSON.stringify(config);

    flaky.arm();
    const good = await place.deploy({ kubeconfig, image: two }, { run: "2" });
    expect(good.outputs, good.log).toMatchObject({ outcome: "succeeded", changed: "true", revision: "2" });
    expect(flaky.unmet).toEqual([]);
    expect((await place.deploy({ operation: "confirm" }, { run: "2" })).outputs.outcome).toBe("succeeded");

    flaky.arm();
    const workspace = workspaceOf(service, orders({ container: withoutItsSecret }));
    const bad = await place.deploy({ kubeconfig, image: one, force: "true" }, { run: "3", workspace });
    expect(bad.outputs, bad.log).toMatchObject({ outcome: "rolled-back" });
    expect(flaky.unmet).toEqual([]);
    expect(await readyPodsOf(place.namespace, two)).toBe(2);
    expect((await statesIn(place.namespace)).slice(0, 2)).toEqual([
      ["rolled-back", one],
      ["verified", two],
    ]);
    await flaky.close();
    user.remove();
  });
});

// Only the rig lets a test start an API server.
if (rig.kind === "rig") {
  describe.concurrent("an API server that is restarted in the middle of a rollout", () => {
    it("is waited for: the release goes on and ends well", async () => {
      const [place, server] = await Promise.all([verifiedService("restart", one), secondApiServer()]);
      const kubeconfig = await reach(server);
      const inputs = { kubeconfig, namespace: place.namespace, manifests: "orders.yaml", image: two };
      const release = await startAction("deploy-rollout", inputs, { run: "2", workspace: takesTime });
      await release.said(waiting);
      await server.kill();
      server.start();
      const run = await release.ended;
      expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", revision: "2" });
      expect(await readyPodsOf(place.namespace, two)).toBe(2);
      expect(await statesIn(place.namespace)).toEqual([
        ["promoted", two],
        ["verified", one],
      ]);
    });

    it("does not keep a bad release from being taken back", async () => {
      const [place, server] = await Promise.all([verifiedService("restart-bad", one), secondApiServer()]);
      const kubeconfig = await reach(server);
      const inputs = { kubeconfig, namespace: place.namespace, manifests: "orders.yaml", image: two, timeout: "20s" };
      const release = await startAction("deploy-rollout", inputs, { run: "2", workspace: neverReady });
      await release.said(waiting);
      await server.kill();
      server.start();
      const run = await release.ended;
      expect(await toldOnce(run, { outcome: "rolled-back" })).toMatch(
        /not rolled out within 20 s: .*It went back to what was revision 1, whose pods are ready/,
      );
      expect(await servingImage(place.namespace)).toBe(one);
      expect(await readyPodsOf(place.namespace, one)).toBe(2);
      expect(await statesIn(place.namespace)).toEqual([
        ["rolled-back", two],
        ["verified", one],
      ]);
    });
  });
}
