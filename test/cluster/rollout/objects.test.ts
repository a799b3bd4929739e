// What becomes of the ConfigMaps, Secrets and other objects of a release that is taken back, and of those it no longer has?

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Release } from "../../../src/release/record.ts";
import { hashOf } from "../../../src/rollout/objects/inventory.ts";
import { saveConfiguration } from "../../../src/rollout/objects/saved-configuration.ts";
import { restoreConfiguration } from "../../../src/rollout/objects/take-back-objects.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { open } from "../kube/setup.ts";
import { kubectl, kubectlApply, kubectlJson, tryKubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { deploymentIn, orders, ordersImage, recordIn, service, withoutItsSecret, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

let namespace: TestNamespace;
let images: string[];
const group = `t${Date.now().toString(36)}.slipway.dev`;

beforeAll(async () => {
  namespace = await createNamespace("objects");
  images = await Promise.all(["1", "2", "3", "4"].map((version) => ordersImage(version)));
});
afterAll(async () => {
  await kubectl(["patch", "configmap", "finalized", "--type=merge", '--patch={"metadata":{"finalizers":null}}'], {
    namespace: namespace.name,
  });
  for (const { kind, metadata } of [definition, volume, extraNamespace])
    await tryKubectl(["delete", kind, metadata.name, "--ignore-not-found", "--wait=false"]);
  await namespace.remove();
});

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data,
});
const secret = (password: string) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "db" },
  stringData: { password },
});
const claim = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data" },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } },
};
const volume = {
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name: `data-${group}` },
  spec: { accessModes: ["ReadWriteOnce"], capacity: { storage: "1Mi" }, hostPath: { path: "/nowhere" } },
};
const extraNamespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: `extra-${group.replaceAll(".", "-")}` },
};
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: {
    group,
    scope: "Namespaced",
    names: { plural: "things", singular: "thing", kind: "Thing" },
    versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object" } } }],
  },
};
const external = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", name: "db", controller: true };
const reads = { envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "db" } }] };

async function dataOf(kind: string, name: string): Promise<Record<string, string>> {
  return (await kubectlJson<{ data: Record<string, string> }>(["get", kind, name], { namespace: namespace.name })).data;
}

/** And is not being deleted. */
async function isThere(...object: string[]): Promise<boolean> {
  const path = "--output=jsonpath={.metadata.name}:{.metadata.deletionTimestamp}";
  const { status, stdout } = await tryKubectl(["get", ...object, path], { namespace: namespace.name });
  return status === 0 && stdout === `${object.at(-1)}:`;
}

it("go back with their release, but for data, definitions and what others own; and go for good once nothing needs them", async () => {
  const deploy = (run: number, inputs: Record<string, string>, ...objects: unknown[]) =>
    runAction(
      "deploy-rollout",
      { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
      { run: String(run), workspace: workspaceOf(...objects) },
    );
  const base = [service, configMap("settings", { MODE: "one" }), secret("old-password"), orders({ container: reads })];
  const only = configMap("only-first", {});
  const first = await deploy(1, { image: images[0] ?? "", prune: "true" }, ...base, only);
  expect(first.outputs, first.log).toMatchObject({ outcome: "succeeded" });
  const kept = await deploy(1, { operation: "confirm" }, ...base, only);
  expect(kept.outputs, kept.log).toMatchObject({ outcome: "succeeded" });
  const annotation = async () =>
    (await deploymentIn(namespace.name)).spec.template.metadata?.annotations?.["slipway.dev/configuration"];
  const before = await annotation();
  expect(before).toMatch(/^[0-9a-f]{16}$/);

  const { metadata } = await kubectlJson<{ metadata: { uid: string } }>(["get", "service", "orders"], {
    namespace: namespace.name,
  });
  const owner = { apiVersion: "v1", kind: "Service", name: "orders", uid: metadata.uid };
  const bad = await deploy(
    2,
    { image: images[1] ?? "" },
    ...[service, configMap("settings", { MODE: "two", MORE: "x" }), secret("new-password"), claim, definition],
    ...[volume, extraNamespace],
    { ...configMap("owned", {}), metadata: { name: "owned", ownerReferences: [owner] } },
    { ...configMap("finalized", {}), metadata: { name: "finalized", finalizers: ["example.com/backup"] } },
    { ...service, metadata: { name: "orders-admin" } },
    { apiVersion: `${group}/v1`, kind: "Thing", metadata: { name: "one" } },
    orders({ container: { envFrom: [...reads.envFrom, ...withoutItsSecret.envFrom] } }),
  );
  expect(bad.outputs, bad.log).toMatchObject({ outcome: "rolled-back" });
  expect(await dataOf("configmap", "settings")).toEqual({ MODE: "one" });
  expect(await dataOf("secret", "db")).toEqual({ password: Buffer.from("old-password").toString("base64") });
  expect(await isThere("service", "orders-admin")).toBe(false);
  expect(await isThere("service", "orders")).toBe(true);
  expect(await isThere(`things.${group}`, "one"), bad.log).toBe(false);
  expect(await isThere("persistentvolumeclaim", "data")).toBe(true);
  expect(await isThere("customresourcedefinition", `things.${group}`)).toBe(true);
  expect(bad.log).toMatch(/Left as it is: .*PersistentVolumeClaim .*never deleted/);
  expect(bad.log).toMatch(/CustomResourceDefinition things\..*never deleted/);
  for (const kept of [volume, extraNamespace]) {
    expect(await isThere(kept.kind, kept.metadata.name)).toBe(true);
    expect(bad.log).toContain(`${kept.kind} ${kept.metadata.name} (a ${kept.kind} is never deleted)`);
  }
  expect(await isThere("configmap", "owned")).toBe(true);
  expect(bad.log).toMatch(/ConfigMap [\w-]+\/owned \(Service orders owns it\)/);
  expect(await isThere("configmap", "finalized")).toBe(true);
  expect(bad.log).toMatch(/ConfigMap [\w-]+\/finalized \(it has the finalizer example\.com\/backup\)/);
  expect(await annotation()).toBe(before);
  expect(JSON.stringify(await recordIn(namespace.name))).not.toContain(Buffer.from("old-password").toString("base64"));
  expect(bad.log + bad.summary + JSON.stringify(await recordIn(namespace.name))).not.toContain("old-password");

  const third = await deploy(3, { image: images[2] ?? "", prune: "true" }, ...base);
  expect(third.outputs, third.log).toMatchObject({ outcome: "succeeded" });
  const keptToo = await deploy(3, { operation: "confirm" }, ...base);
  expect(keptToo.outputs, keptToo.log).toMatchObject({ outcome: "succeeded" });
  // The way back still needs it.
  expect(await isThere("configmap", "only-first")).toBe(true);
  const fourth = await deploy(4, { image: images[3] ?? "", prune: "true" }, ...base);
  expect(fourth.outputs, fourth.log).toMatchObject({ outcome: "succeeded" });
  const confirmed = await deploy(4, { operation: "confirm" }, ...base);
  expect(confirmed.log).toContain("Pruned what the service no longer has");
  expect(await isThere("configmap", "only-first")).toBe(false);
  expect(await isThere("configmap", "settings")).toBe(true);
});

it("are not given back where somebody has changed them since, or makes them", async () => {
  const cluster = await open(namespace.name);
  const at = { namespace: namespace.name };
  const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "other", namespace: namespace.name };
  const left = { data: { key: "released" } };
  const names = ["as-left", "rotated", "made", "deleted"];
  for (const name of names) await kubectlApply([configMap(name, left.data)], at);
  const changed = names.map((name) => ({
    object: `v1 ConfigMap ${namespace.name}/${name}`,
    before: { data: { key: "before" } },
    after: hashOf(left),
  }));
  // As External Secrets and cert-manager have theirs, and as one stands after it was issued anew.
  const held = { data: { key: Buffer.from("released").toString("base64") } };
  const secrets = {
    synced: { ownerReferences: [{ ...external, uid: "7f1d3c1e-6f0e-4a53-9d0e-2f5c3a1b9e77" }] },
    issued: {},
    renewed: {},
  };
  for (const [name, more] of Object.entries(secrets)) {
    const data = name === "renewed" ? { key: Buffer.from("renewed").toString("base64") } : held.data;
    const object = { apiVersion: "v1", kind: "Secret", metadata: { name, namespace: namespace.name, ...more }, data };
    await cluster.apply(object, { fieldManager: name === "synced" ? "slipway" : "cert-manager-certificates-issuing" });
  }
  const changedSecrets = Object.keys(secrets).map((name) => ({
    object: `v1 Secret ${namespace.name}/${name}`,
    before: { data: { key: Buffer.from("before").toString("base64") } },
    after: hashOf(held),
  }));
  const all = [...changed, ...changedSecrets];
  await saveConfiguration(cluster, workload, "release-1", all, { log: recordLog(), signal: never });
  await kubectlApply([configMap("rotated", { key: "rotated" })], at);
  await kubectl(["delete", "configmap", "deleted"], at);
  const owner = { apiVersion: "v1", kind: "ConfigMap", name: "as-left", controller: true };
  const { metadata } = await kubectlJson<{ metadata: { uid: string } }>(["get", "configmap", "as-left"], at);
  const patch = JSON.stringify({ metadata: { ownerReferences: [{ ...owner, uid: metadata.uid }] } });
  await kubectl(["patch", "configmap", "made", "--patch", patch], at);
  await cluster.patch({ apiVersion: "v1", kind: "ConfigMap", name: "as-left", namespace: namespace.name }, "json", [
    { op: "replace", path: "/metadata/managedFields", value: [{}] },
  ]);

  const taken = await restoreConfiguration(cluster, workload, { id: "release-1" } as Release);
  expect(taken.restored).toEqual([`v1 ConfigMap ${namespace.name}/as-left`]);
  const why = Object.fromEntries(taken.left.map((each) => [each.object.split("/").at(-1), each.why]));
  expect(why).toEqual({
    rotated: expect.stringContaining("changed it since"),
    deleted: expect.stringContaining("deleted it"),
    made: "ConfigMap as-left makes its content",
    synced: "ExternalSecret db makes its content",
    issued: "cert-manager-certificates-issuing makes its content",
    renewed: expect.stringContaining("changed it since"),
  });
  for (const name of ["synced", "issued"]) expect(await dataOf("secret", name)).toEqual(held.data);
  expect(await dataOf("configmap", "as-left")).toEqual({ key: "before" });
  expect(await dataOf("configmap", "rotated")).toEqual({ key: "rotated" });
  // Once more finds nothing to do; another release's are not touched.
  expect((await restoreConfiguration(cluster, workload, { id: "release-1" } as Release)).restored).toEqual([]);
  expect((await restoreConfiguration(cluster, workload, { id: "release-2" } as Release)).left).toEqual([]);
});
