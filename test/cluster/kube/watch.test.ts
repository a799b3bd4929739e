// Does a watch of a real API server go on where the server is away for a while?

import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { followObjects } from "../../../src/kube/watch.ts";
import { afterwards } from "../support/afterwards.ts";
import { secondApiServer } from "./second-api-server.ts";
import { as, environment, open, openOwnNamespace, openRelay } from "./setup.ts";

let admin: Cluster;
beforeAll(async () => {
  admin = await openOwnNamespace("kube-watch");
});

const CONFIG = { apiVersion: "v1", kind: "ConfigMap" };

describe("a watch", () => {
  it("brings each change without another request, and none of other labels or namespaces", async () => {
    const store = await followObjects(admin, CONFIG, { labelSelector: "app=orders", ...handlers() });
    await create("a", { app: "orders" });
    await create("b", { app: "other" });
    await expect.poll(() => names(store)).toEqual(["a"]);
    const before = admin.requestCount().total;
    await admin.patch({ ...CONFIG, name: "a" }, "merge", { data: { key: "value" } });
    await expect.poll(() => store.get("a")?.data).toEqual({ key: "value" });
    await admin.delete({ ...CONFIG, name: "a" });
    await expect.poll(() => names(store)).toEqual([]);
    expect(admin.requestCount().total - before).toBe(2);
    store.stop();
  });

  it("goes on after the server was away, with what happened meanwhile", async () => {
    const relay = await openRelay(admin.server);
    const cluster = await open(admin.namespace, relay.through);
    const errors: unknown[] = [];
    const store = await followObjects(cluster, CONFIG, { labelSelector: "app=relay", ...handlers(errors) });
    await create("before", { app: "relay" });
    await expect.poll(() => names(store)).toEqual(["before"]);
    await relay.cut();
    await create("during", { app: "relay" });
    await admin.delete({ ...CONFIG, name: "before" });
    const read = cluster.get({ ...CONFIG, name: "during" });
    await relay.restore();
    expect(await read).toBeDefined();
    await expect.poll(() => names(store)).toEqual(["during"]);
    expect(errors).toEqual([]);
    store.stop();
  });
});

// Only the rig lets a test start an API server.
if (environment.kind === "rig") {
  describe("a restart of the API server", () => {
    it("ends no watch and no call, though the new server must first look up who asks", async () => {
      const server = await secondApiServer();
      afterwards(() => server.remove());
      server.start();
      const cluster = await openAsServiceAccount(server.url);
      // A server that has just begun learns of the binding a moment later.
      await vi.waitFor(() => cluster.list(CONFIG), { timeout: 180_000, interval: 500 });
      const errors: unknown[] = [];
      const store = await followObjects(cluster, CONFIG, { labelSelector: "app=restart", ...handlers(errors) });
      await create("before-restart", { app: "restart" }, cluster);
      await expect.poll(() => names(store)).toEqual(["before-restart"]);

      const ended = server.end();
      await create("during-restart", { app: "restart" });
      await ended;
      const written = create("after-restart", { app: "restart" }, cluster);
      server.start();
      await written;
      await expect
        .poll(() => names(store).sort(), { timeout: 120_000 })
        .toEqual(["after-restart", "before-restart", "during-restart"]);
      expect(errors).toEqual([]);
      store.stop();
    });
  });
}

function handlers(errors: unknown[] = []) {
  return { onChange: () => undefined, onError: (error: unknown) => void errors.push(error) };
}

function names(store: { items(): readonly { metadata: { name: string } }[] }): string[] {
  return store.items().map(({ metadata }) => metadata.name);
}

async function create(name: string, labels: Record<string, string>, by: Cluster = admin): Promise<void> {
  await by.create({ ...CONFIG, metadata: { name, labels } });
}

async function openAsServiceAccount(server: string): Promise<Cluster> {
  const account = { kind: "ServiceAccount", name: "restart", namespace: admin.namespace };
  await admin.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account.name } });
  await admin.create({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: account.name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
    subjects: [account],
  });
  const path = `/api/v1/namespaces/${admin.namespace}/serviceaccounts/restart/token`;
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const { status } = await admin.request<{ status: { token: string } }>("POST", path, { body });
  return open(admin.namespace, (config) => {
    as({ token: status.token })(config);
    for (const { cluster } of config.clusters) cluster.server = server;
    for (const { cluster } of config.clusters) cluster["tls-server-name"] = "kubernetes.default.svc";
  });
}
