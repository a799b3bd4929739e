// Does a watch of a real API server go on where the server is away for a while?

import { beforeAll, describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { followObjects } from "../../../src/kube/watch.ts";
import { open, openOwnNamespace, openRelay } from "./setup.ts";

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
    await expect.poll(() => names(store), { timeout: 10_000 }).toEqual(["during"]);
    expect(errors).toEqual([]);
    store.stop();
  });
});

function handlers(errors: unknown[] = []) {
  return { onChange: () => undefined, onError: (error: unknown) => void errors.push(error) };
}

function names(store: { items(): readonly { metadata: { name: string } }[] }): string[] {
  return store.items().map(({ metadata }) => metadata.name);
}

async function create(name: string, labels: Record<string, string>): Promise<void> {
  await admin.create({ ...CONFIG, metadata: { name, labels } });
}
