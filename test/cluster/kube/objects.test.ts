// Do the verbs do on a real API server what the contract says?

import { beforeAll, describe, expect, it } from "vitest";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { conflictsOf } from "../../../src/kube/managed-fields.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { explainRefusal } from "../../../src/kube/refusal.ts";
import { definitionOf } from "../traffic/support/crds.ts";
import { open, openOwnNamespace } from "./setup.ts";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openOwnNamespace("kube-objects");
});

const CONFIG = { apiVersion: "v1", kind: "ConfigMap" };
const config = (name: string, data: Record<string, string> = {}): KubeObject => ({
  ...CONFIG,
  metadata: { name },
  data,
});

describe("an object", () => {
  it("is created, read, replaced, patched, listed and deleted with one request each", async () => {
    const before = cluster.requestCount().total;
    const created = await cluster.create(config("crud", { a: "1" }));
    expect(created.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT/);
    const replaced = await cluster.replace({ ...created, data: { a: "2" } });
    await cluster.patch({ ...CONFIG, name: "crud" }, "merge", { data: { b: "3" } });
    const read = await cluster.get({ ...CONFIG, name: "crud" });
    expect(read).toMatchObject({ data: { a: "2", b: "3" }, metadata: { namespace: cluster.namespace } });
    const listed = await cluster.list(CONFIG, { fieldSelector: "metadata.name=crud" });
    expect(listed.items).toEqual([read]);
    await expect(cluster.replace(replaced)).rejects.toSatisfy((error) => isApiError(error, 409));
    await cluster.delete({ ...CONFIG, name: "crud" }, { propagation: "Background" });
    expect(await cluster.get({ ...CONFIG, name: "crud" })).toBeUndefined();
    expect(cluster.requestCount().total - before).toBe(8);
  });

  it("that is gone is deleted without an error, and one of another uid is left alone", async () => {
    await cluster.delete({ ...CONFIG, name: "absent" });
    await cluster.create(config("kept"));
    await cluster.delete({ ...CONFIG, name: "kept" }, { uid: "00000000-0000-0000-0000-000000000000" });
    expect(await cluster.get({ ...CONFIG, name: "kept" })).toBeDefined();
  });

  it("is not kept by a dry run", async () => {
    await cluster.apply(config("dry"), { fieldManager: "slipway", dryRun: true });
    expect(await cluster.get({ ...CONFIG, name: "dry" })).toBeUndefined();
  });

  it("is looked up by discovery where its kind is not built in, once", async () => {
    const kind = { apiVersion: "node.k8s.io/v1", kind: "RuntimeClass" };
    const before = cluster.requestCount().total;
    const [type] = await Promise.all([cluster.resourceType(kind), cluster.resourceType(kind)]);
    expect(type).toMatchObject({ plural: "runtimeclasses", namespaced: false });
    expect(await cluster.resourceType({ apiVersion: "nobody.example/v1", kind: "Anything" })).toBeUndefined();
    expect(cluster.requestCount().total - before).toBe(2);
  });

  it("is found where its definition came after the first question for its group", async () => {
    const group = `${cluster.namespace}.example`;
    const apiVersion = `${group}/v1`;
    const [early, late] = [definitionOf(group, "v1", "Early"), definitionOf(group, "v1", "Late")];
    const other = await open(cluster.namespace);
    const served = async (kind: string) => other.resourceType({ apiVersion, kind }, { refresh: true });
    try {
      await cluster.create(early);
      await expect.poll(() => served("Early"), { timeout: 60_000 }).toBeDefined();
      await expect(cluster.list({ apiVersion, kind: "Late" })).rejects.toThrow(/does not serve the kind Late/);
      await cluster.create(late);
      await expect.poll(() => served("Late"), { timeout: 60_000 }).toBeDefined();
      expect((await cluster.list({ apiVersion, kind: "Late" })).items).toEqual([]);
    } finally {
      for (const { apiVersion, kind, metadata } of [early, late]) {
        await cluster.delete({ apiVersion, kind, name: metadata.name });
      }
    }
  });
});

describe("server-side apply", () => {
  it("names the manager and the field of a conflict, and takes it over by force", async () => {
    await cluster.apply(config("applied", { a: "theirs", b: "theirs" }), { fieldManager: "helm" });
    const error = await cluster
      .apply(config("applied", { a: "ours" }), { fieldManager: "slipway" })
      .catch((e: unknown) => e);
    expect(conflictsOf(error)).toEqual([{ manager: "helm", field: ".data.a" }]);
    expect(String(explainRefusal(error, "applying ConfigMap applied"))).toMatch(/helm owns these fields/);
    const forced = await cluster.apply(config("applied", { a: "ours" }), { fieldManager: "slipway", force: true });
    expect(forced).toMatchObject({ data: { a: "ours", b: "theirs" } });
  });

  it("refuses a misspelt field at once", async () => {
    const before = cluster.requestCount().total;
    const misspelt = { ...config("misspelt"), dta: {} };
    const error = await cluster.apply(misspelt, { fieldManager: "slipway" }).catch((e: unknown) => e);
    expect(String(explainRefusal(error, "applying"))).toMatch(
      /\.dta: field not declared in schema.*Correct the manifest/s,
    );
    expect(cluster.requestCount().total - before).toBe(1);
  });
});
