import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { rigEnvironment } from "../../rig/environment.ts";
import { type SecondApiServer, secondApiServer } from "../kube/second-api-server.ts";
import { type Kubeconfig, openRelay } from "../kube/setup.ts";
import { orders, ordersImage, service, servingImage, withoutItsSecret, workspaceOf } from "../rollout/orders.ts";
import { startAction } from "../rollout/run-action.ts";
import { tryKubectl } from "../support/kubectl.ts";
import { createUser, userWithToken } from "../support/users.ts";
import { flakyServer } from "./flaky-server.ts";
import { readyPodsOf, statesIn, type TestService, verifiedService, waiting } from "./service.ts";
import { toldOnce } from "./told.ts";

// The API server goes away in the middle of a rollout: others over the same etcd, so that nobody else is disturbed.

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
const takesTime = workspaceOf(service, orders({ env: { ORDERS_STARTUP: "8s" } }));
const neverReady = workspaceOf(service, orders({ env: { ORDERS_NEVER_READY: "true" } }));

/** Another API server, as soon as it answers. */
async function startServer(): Promise<SecondApiServer> {
  const server = await secondApiServer();
  servers.push(server);
  server.start();
  const config = parse(readFileSync(rig.kubeconfig, "utf8")) as Kubeconfig;
  for (const { cluster } of config.clusters)
    Object.assign(cluster, { server: server.url, "tls-server-name": "kubernetes.default.svc" });
  const kubeconfig = join(mkdtempSync(join(tmpdir(), "slipway-faults-")), "kubeconfig");
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  const isReady = async () => (await tryKubectl(["get", "--raw", "/readyz"], { kubeconfig })).status;
  await expect.poll(isReady, { timeout: 180_000 }).toBe(0);
  return server;
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
  describe.concurrent("an API server that dies in the middle of a rollout, until another one has its address,", () => {
    it("is waited for: a good release goes on and ends well, and a bad one is taken back", async () => {
      const [good, bad, server, next] = await Promise.all([
        verifiedService("restart", one),
        verifiedService("restart-bad", one),
        startServer(),
        // It stands ready: a busy machine starts one in 40 s, and what is under way to a server that does not answer for so
        // long is given up.
        startServer(),
      ]);
      const relay = await openRelay(server.url);
      const config = parse(readFileSync(rig.kubeconfig, "utf8")) as Kubeconfig;
      relay.through(config);
      const given = { kubeconfig: JSON.stringify(config), manifests: "orders.yaml", image: two };
      const begin = ({ namespace }: TestService, workspace: string, more: Readonly<Record<string, string>> = {}) =>
        startAction("deploy-rollout", { ...given, namespace, ...more }, { run: "2", workspace });
      const releases = await Promise.all([begin(good, takesTime), begin(bad, neverReady, { "ready-grace": "10s" })]);
      await Promise.all(releases.map((release) => release.said(waiting)));
      await server.kill();
      await relay.cut();
      await sleep(3_000);
      await relay.restore(next.url);
      const [well, failed] = await Promise.all(releases.map(({ ended }) => ended));

      expect(well?.outputs, well?.log).toMatchObject({ outcome: "succeeded", changed: "true", revision: "2" });
      expect(await readyPodsOf(good.namespace, two)).toBe(2);
      expect(await statesIn(good.namespace)).toEqual([
        ["promoted", two],
        ["verified", one],
      ]);
      expect(failed && (await toldOnce(failed, { outcome: "rolled-back" }))).toMatch(
        /its readiness probe does not succeed.*It went back to what was revision 1, whose pods are ready/s,
      );
      expect(await servingImage(bad.namespace)).toBe(one);
      expect(await readyPodsOf(bad.namespace, one)).toBe(2);
      expect(await statesIn(bad.namespace)).toEqual([
        ["rolled-back", two],
        ["verified", one],
      ]);
    });
  });
}
