// What becomes of the ConfigMaps, Secrets and other objects of a release that is taken back, and of those it no longer has?

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { acquireLock } from "../../../src/release/lock.ts";
import type { Release } from "../../../src/release/record.ts";
import { readRecord, updateRecord } from "../../../src/release/record-store.ts";
import { hashOf } from "../../../src/rollout/objects/inventory.ts";
import { prune } from "../../../src/rollout/objects/prune.ts";
import { saveConfiguration } from "../../../src/rollout/objects/saved-configuration.ts";
import { restoreConfiguration } from "../../../src/rollout/objects/take-back-objects.ts";
import { restoreTemplate } from "../../../src/rollout/undo.ts";
import type { Deployment } from "../../../src/rollout/workload.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { aRelease } from "../../unit/release/releases.ts";
import { open } from "../kube/setup.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { deploymentIn, orders as manifest, ordersImage, recordIn, service, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

let namespace: TestNamespace;
let cluster: Cluster;
let node: SimulatedNode;
let images: string[];
const group = `t${Date.now().toString(36)}.slipway.dev`;

beforeAll(async () => {
  [namespace, node] = await Promise.all([createNamespace("objects"), startSimulatedNode()]);
  cluster = await open(namespace.name);
  // A release that asks for more fails at once, on simulated pods too.
  await create({
    ...{ apiVersion: "v1", kind: "LimitRange", metadata: { name: "small" } },
    spec: { limits: [{ type: "Container", max: { memory: "1Gi" } }] },
  });
  images = await Promise.all(["1", "2", "3", "4"].map((version) => ordersImage(version)));
});
afterAll(async () => {
  const finalized = { apiVersion: "v1", kind: "ConfigMap", name: "finalized" };
  if ((await cluster.get(finalized)) !== undefined)
    await cluster.patch(finalized, "merge", { metadata: { finalizers: null } });
  for (const { apiVersion, kind, metadata } of [definition, volume, extraNamespace])
    await cluster.delete({ apiVersion, kind, name: metadata.name });
  await namespace.remove();
  await node.stop();
});

/** On simulated pods. */
const orders = (container: object) =>
  manifest({
    replicas: 1,
    container: { ...container },
    podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 },
  });
const tooLarge = { resources: { requests: { memory: "2Gi" }, limits: { memory: "2Gi" } } };

/** As somebody else's; in the namespace of the test. */
async function create({ metadata, ...object }: KubeObject): Promise<KubeObject> {
  const own = { ...object, metadata: { ...metadata, namespace: namespace.name } } as KubeObject;
  return cluster.create(own);
}

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

async function dataOf(kind: string, name: string): Promise<Record<string, string> | undefined> {
  const found = await cluster.get<KubeObject & { data?: Record<string, string> }>({ apiVersion: "v1", kind, name });
  return found?.data;
}

/** And is not being deleted. */
async function isThere({ apiVersion, kind, metadata: { name } }: NamedObject): Promise<boolean> {
  const found = await cluster.get<KubeObject>({ apiVersion, kind, name });
  return found !== undefined && found.metadata.deletionTimestamp === undefined;
}

interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

it("go back with their release, but for data, definitions and what others own; and go for good once nothing needs them", async () => {
  const deploy = (run: number, inputs: Record<string, string>, ...objects: unknown[]) =>
    runAction(
      "deploy-rollout",
      { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
      { run: String(run), workspace: workspaceOf(...objects) },
    );
  const base = [service, configMap("settings", { MODE: "one" }), secret("old-password"), orders(reads)];
  const only = configMap("only-first", {});
  const first = await deploy(1, { image: images[0] ?? "", prune: "true" }, ...base, only);
  expect(first.outputs, first.log).toMatchObject({ outcome: "succeeded" });
  const kept = await deploy(1, { operation: "confirm" }, ...base, only);
  expect(kept.outputs, kept.log).toMatchObject({ outcome: "succeeded" });
  const annotation = async () =>
    (await deploymentIn(namespace.name)).spec.template.metadata?.annotations?.["slipway.dev/configuration"];
  const before = await annotation();
  expect(before).toMatch(/^[0-9a-f]{16}$/);

  const { uid = "" } = (await cluster.get<KubeObject>({ ...service, name: "orders" }))?.metadata ?? {};
  const owner = { apiVersion: "v1", kind: "Service", name: "orders", uid };
  const thing = { apiVersion: `${group}/v1`, kind: "Thing", metadata: { name: "one" } };
  const admin = { ...service, metadata: { name: "orders-admin" } };
  const pods = { ...node.podSpec, restartPolicy: "Never", containers: [{ name: "migrate", image: "migrate" }] };
  const migration = {
    ...{ apiVersion: "batch/v1", kind: "Job", metadata: { name: "migrate" } },
    spec: { template: { spec: pods } },
  };
  const bad = await deploy(
    2,
    { image: images[1] ?? "" },
    // A port that only the new version would have: with it, users would not reach what is gone back to.
    { ...service, spec: { ...service.spec, type: "NodePort", ports: [{ port: 80, targetPort: 9090 }] } },
    ...[configMap("settings", { MODE: "two", MORE: "x" }), secret("new-password"), claim, definition],
    ...[volume, extraNamespace],
    { ...configMap("owned", {}), metadata: { name: "owned", ownerReferences: [owner] } },
    { ...configMap("finalized", {}), metadata: { name: "finalized", finalizers: ["example.com/backup"] } },
    admin,
    migration,
    thing,
    orders({ ...reads, ...tooLarge }),
  );
  expect(bad.outputs, bad.log).toMatchObject({ outcome: "rolled-back" });
  expect(bad.outputs.reason).toContain("maximum memory usage per Container is 1Gi");
  expect(await dataOf("ConfigMap", "settings")).toEqual({ MODE: "one" });
  expect(await dataOf("Secret", "db")).toEqual({ password: Buffer.from("old-password").toString("base64") });
  expect(await isThere(admin)).toBe(false);
  expect((await cluster.get<KubeObject>({ ...service, name: "orders" }))?.spec, bad.log).toMatchObject({
    ...{ type: "ClusterIP", ports: [{ port: 80, targetPort: "http" }] },
  });
  expect(await isThere(thing), bad.log).toBe(false);
  // Not the Job alone: its pods with it.
  const migrating = () => cluster.list({ apiVersion: "v1", kind: "Pod" }, { labelSelector: "job-name=migrate" });
  await expect.poll(async () => (await migrating()).items).toEqual([]);
  const owned = configMap("owned", {});
  const finalized = configMap("finalized", {});
  const reasons: readonly (readonly [NamedObject, string])[] = [
    [claim, "a PersistentVolumeClaim is never deleted"],
    [definition, "a CustomResourceDefinition is never deleted"],
    [volume, "a PersistentVolume is never deleted"],
    [extraNamespace, "a Namespace is never deleted"],
    [owned, "Service orders owns it"],
    [finalized, "it has the finalizer example.com/backup"],
  ];
  for (const [object, why] of reasons) {
    expect(await isThere(object), object.metadata.name).toBe(true);
    expect(bad.log).toMatch(new RegExp(`Left as it is: .*${object.kind} \\S*${object.metadata.name} \\(${why}\\)`));
  }
  expect(await annotation()).toBe(before);
  expect(JSON.stringify(await recordIn(namespace.name))).not.toContain(Buffer.from("old-password").toString("base64"));
  expect(bad.log + bad.summary + JSON.stringify(await recordIn(namespace.name))).not.toContain("old-password");

  const third = await deploy(3, { image: images[2] ?? "", prune: "true" }, ...base);
  expect(third.outputs, third.log).toMatchObject({ outcome: "succeeded" });
  const keptToo = await deploy(3, { operation: "confirm" }, ...base);
  expect(keptToo.outputs, keptToo.log).toMatchObject({ outcome: "succeeded" });
  // The way back still needs it.
  expect(await isThere(only)).toBe(true);
  const fourth = await deploy(4, { image: images[3] ?? "", prune: "true" }, ...base);
  expect(fourth.outputs, fourth.log).toMatchObject({ outcome: "succeeded" });
  // Another run may be applying it anew just now: it is confirmed all the same, and pruned by the step that runs again.
  const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: namespace.name };
  const held = { holder: "another run", reason: "a release", signal: never, log: recordLog() };
  const lock = await acquireLock(cluster, workload, held);
  const early = await deploy(4, { operation: "confirm" }, ...base);
  expect(early.outputs, early.log).toMatchObject({ outcome: "succeeded", changed: "true" });
  expect(early.log).toContain(
    "What the service no longer has was not pruned (taking the lock of Deployment orders: it is held",
  );
  expect(await isThere(only)).toBe(true);
  await lock.release();
  const confirmed = await deploy(4, { operation: "confirm" }, ...base);
  expect(confirmed.log).toContain("Pruned what the service no longer has");
  expect(await isThere(only)).toBe(false);
  expect(await isThere(configMap("settings", {}))).toBe(true);
  // What the failed release has left is none of the service's objects either.
  for (const [object, why] of reasons) {
    expect(await isThere(object), object.metadata.name).toBe(true);
    const name = `${object.kind} \\S*${object.metadata.name}`;
    expect(confirmed.log).toMatch(new RegExp(`${name} is no longer among the manifests, and stays: ${why}`));
  }

  // A change of the settings alone, or of the Secret alone, gives the pods a new revision; no change gives none.
  const revision = Number(fourth.outputs.revision);
  const image = images[3] ?? "";
  for (const [run, mode, password, expected] of [
    [5, "five", "old-password", revision + 1],
    [6, "five", "new-password", revision + 2],
    [7, "five", "new-password", revision + 2],
  ] as const) {
    const now = [service, configMap("settings", { MODE: mode }), secret(password), orders(reads)];
    const next = await deploy(run, { image }, ...now);
    expect(next.outputs, next.log).toMatchObject({ outcome: "succeeded", revision: String(expected) });
    expect(next.outputs.changed).toBe(String(run < 7));
    if (run === 7) continue;
    const held = await deploy(run, { operation: "confirm" }, ...now);
    expect(held.status, held.log).toBe(0);
  }

  // The first release brought all of them: on the way back to a later revision nothing goes with it.
  for (const [run, to] of [
    [8, Number(bad.outputs.revision)],
    [9, revision + 2],
  ] as const) {
    const inputs = { namespace: namespace.name, workload: "deployment/orders", revision: String(to) };
    const back = await runAction("rollback", inputs, { run: String(run) });
    expect(back.outputs, back.log).toMatchObject({ outcome: "succeeded" });
    expect(await isThere(service), back.log).toBe(true);
    expect(back.log).toMatch(/Revision \d+ ran with other ConfigMaps or Secrets than its pods find now/);
  }
  expect(await dataOf("ConfigMap", "settings")).toEqual({ MODE: "five" });
  // What pods of an earlier revision cannot start without is looked for before anything is changed.
  await cluster.delete({ apiVersion: "v1", kind: "Secret", name: "db" });
  const inputs = { namespace: namespace.name, workload: "deployment/orders" };
  const gone = await runAction("rollback", inputs, { run: "10" });
  expect(gone.log).toMatch(/the pods of revision \d+ need what is gone: Secret \S+\/db.*Nothing was changed/s);
});

it("are taken back by a patch that may be sent again, where its answer was lost", async () => {
  const { name } = namespace;
  const object = { apiVersion: "apps/v1", kind: "StatefulSet", metadata: { name: "twice", namespace: name } };
  const template = (image: string) => ({
    metadata: { labels: { app: "twice" } },
    spec: { containers: [{ name: "twice", image }] },
  });
  const spec = { replicas: 0, serviceName: "twice", selector: { matchLabels: { app: "twice" } } };
  const annotations = { "slipway.dev/release": "1", "kubernetes.io/change-cause": "a test" };
  const made = await cluster.create({
    ...object,
    metadata: { ...object.metadata, annotations },
    spec: { ...spec, template: template("two") },
  });
  const twice: Cluster = {
    ...cluster,
    patch: async (...change) => {
      await cluster.patch(...change);
      return cluster.patch(...change);
    },
  };
  const restored = await restoreTemplate(twice, made as unknown as Deployment, template("one"), []);
  expect(restored.spec.template.spec.containers[0]?.image).toBe("one");
  expect(restored.metadata.annotations ?? {}).toEqual({});
});

it("are not given back where somebody has changed them since, or makes them", async () => {
  const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "other", namespace: namespace.name };
  const left = { data: { key: "released" } };
  const names = ["as-left", "rotated", "made", "deleted", "half-way", "injected"];
  for (const name of names) await create(configMap(name, left.data));
  // As the release left it whose place this one has taken, and as a controller adds a key of its own to it.
  await cluster.patch({ apiVersion: "v1", kind: "ConfigMap", name: "half-way" }, "merge", { data: { key: "earlier" } });
  const injected = {
    ...configMap("injected", { ca: "pem" }),
    metadata: { name: "injected", namespace: namespace.name },
  };
  await cluster.apply(injected, { fieldManager: "service-ca" });
  const changed = names.map((name) => ({
    object: `v1 ConfigMap ${namespace.name}/${name}`,
    before: { data: { key: "before", ...(name === "injected" ? { ca: "pem" } : {}) } },
    after: hashOf(name === "injected" ? { data: { key: "released", ca: "pem" } } : left),
    ...(name === "half-way" ? { earlier: [hashOf({ data: { key: "earlier" } })] } : {}),
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
  const named = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", name });
  await cluster.patch(named("rotated"), "merge", { data: { key: "rotated" } });
  await cluster.delete(named("deleted"));
  const owner = { ...named("as-left"), controller: true };
  const { uid } = (await cluster.get<KubeObject>(named("as-left")))?.metadata ?? {};
  await cluster.patch(named("made"), "merge", { metadata: { ownerReferences: [{ ...owner, uid }] } });
  const nobodys = [{ op: "replace", path: "/metadata/managedFields", value: [{}] }];
  for (const name of ["as-left", "half-way"]) await cluster.patch(named(name), "json", nobodys);
  const { managedFields = [] } = (await cluster.get<KubeObject>(named("injected")))?.metadata ?? {};
  const theirs = managedFields.filter(({ manager }) => manager === "service-ca");
  await cluster.patch(named("injected"), "json", [{ op: "replace", path: "/metadata/managedFields", value: theirs }]);
  // What is kept for a workload is not in the place where another one has its record.
  expect((await readRecord(cluster, { ...workload, name: "other-before" })).releases).toEqual([]);

  const taken = await restoreConfiguration(cluster, workload, { id: "release-1" } as Release);
  expect(taken.restored.map((each) => each.split("/").at(-1)).toSorted()).toEqual(["as-left", "half-way", "injected"]);
  expect(await dataOf("ConfigMap", "injected")).toEqual({ key: "before", ca: "pem" });
  const why = Object.fromEntries(taken.left.map((each) => [each.object.split("/").at(-1), each.why]));
  expect(why).toEqual({
    rotated: expect.stringContaining("changed it since"),
    deleted: expect.stringContaining("deleted it"),
    made: "ConfigMap as-left makes its content",
    synced: "ExternalSecret db makes its content",
    issued: "cert-manager-certificates-issuing makes its content",
    renewed: expect.stringContaining("changed it since"),
  });
  for (const name of ["synced", "issued"]) expect(await dataOf("Secret", name)).toEqual(held.data);
  expect(await dataOf("ConfigMap", "as-left")).toEqual({ key: "before" });
  expect(await dataOf("ConfigMap", "rotated")).toEqual({ key: "rotated" });
  // Once more finds nothing to do; another release's are not touched.
  expect((await restoreConfiguration(cluster, workload, { id: "release-1" } as Release)).restored).toEqual([]);
  expect((await restoreConfiguration(cluster, workload, { id: "release-2" } as Release)).left).toEqual([]);
  // Saved again by a release that takes its place, it is still that one's until the record knows the other.
  await saveConfiguration(cluster, workload, "release-2", all, { log: recordLog(), signal: never }, "release-1");
  expect((await restoreConfiguration(cluster, workload, { id: "release-1" } as Release)).left).not.toEqual([]);
});

it("are not pruned where another service of the namespace applies them, too", async () => {
  const shared = [configMap("shared", { a: "1" }), configMap("alone", { a: "1" })];
  for (const { metadata, ...object } of shared) {
    const own = { ...object, metadata: { ...metadata, namespace: namespace.name } };
    await cluster.apply(own, { fieldManager: "slipway" });
  }
  const names = shared.map(({ metadata }) => `v1 ConfigMap ${namespace.name}/${metadata.name}`);
  const payments = { apiVersion: "apps/v1", kind: "Deployment", name: "payments", namespace: namespace.name };
  await updateRecord(cluster, payments, (record) => ({
    ...record,
    releases: [aRelease({ applied: names.slice(0, 1) })],
  }));
  const pruned = await prune(cluster, { ...payments, name: "sender" }, names);
  expect(pruned.removed).toEqual(names.slice(1));
  expect(pruned.left).toEqual([{ object: names[0], why: "Deployment/payments applies it, too" }]);
  // Its own record does not keep it.
  expect((await prune(cluster, payments, names)).removed).toEqual(names.slice(0, 1));
});
