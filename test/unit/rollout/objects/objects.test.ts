import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../../src/kube/object.ts";
import { readManifests } from "../../../../src/manifests/read-objects.ts";
import type { Release, ReleaseRecord } from "../../../../src/release/record.ts";
import { configurationAnnotation, withConfigurationHash } from "../../../../src/rollout/objects/configuration-hash.ts";
import { hashOf, inherit, inventoryOf, nameObject, referenceOf } from "../../../../src/rollout/objects/inventory.ts";
import { toPrune } from "../../../../src/rollout/objects/prune.ts";
import { reasonToKeep } from "../../../../src/rollout/objects/take-back-objects.ts";
import type { Deployment } from "../../../../src/rollout/workload.ts";

const map = (data: Record<string, string>, name = "settings") =>
  ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "shop" }, data }) as KubeObject;

describe("the name of an object", () => {
  it.each([
    { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: "shop" },
    { apiVersion: "v1", kind: "Namespace", name: "shop" },
  ])("can be read back: %j", (reference) => {
    expect(referenceOf(nameObject(reference))).toEqual(reference);
  });
});

describe("the inventory of a release", () => {
  const seen = (live: KubeObject | undefined, after: KubeObject) => ({
    body: after,
    rehearsal: { live, after, changes: true },
  });

  it("tells what is new, and what of the content changes", () => {
    const inventory = inventoryOf([
      seen(map({ a: "1" }), map({ a: "2" })),
      seen(map({ b: "1" }, "same"), map({ b: "1" }, "same")),
      seen(undefined, map({ c: "1" }, "new")),
      { body: map({}, "of-a-kind-of-its-own"), rehearsal: undefined },
    ]);
    expect(inventory.applied).toHaveLength(4);
    expect(inventory.created).toEqual(["v1 ConfigMap shop/new", "v1 ConfigMap shop/of-a-kind-of-its-own"]);
    expect(inventory.changed).toEqual([
      {
        object: "v1 ConfigMap shop/settings",
        before: { data: { a: "1" }, binaryData: {} },
        after: hashOf({ data: { a: "2" } }),
      },
    ]);
  });

  it("goes back past a release whose place it takes", () => {
    const earlier = inventoryOf([seen(map({ a: "1" }), map({ a: "2" })), seen(undefined, map({}, "first"))]);
    const own = inventoryOf([seen(map({ a: "2" }), map({ a: "3" })), seen(undefined, map({}, "second"))]);
    const both = inherit(own, earlier);
    expect(both.changed).toEqual([
      expect.objectContaining({
        before: { data: { a: "1" }, binaryData: {} },
        after: hashOf({ data: { a: "3" } }),
        // It may stand there still where the second one did not come this far.
        earlier: [hashOf({ data: { a: "2" } })],
      }),
    ]);
    expect(both.created).toEqual(["v1 ConfigMap shop/second", "v1 ConfigMap shop/first"]);
  });
});

describe("what a release has created", () => {
  const ours = { managedFields: [{ manager: "slipway" }] };
  it.each<[string, string, object, RegExp | undefined]>([
    ["goes with it", "ConfigMap", ours, undefined],
    [
      "goes with it, also while it is deleted in the foreground",
      "Service",
      { ...ours, finalizers: ["orphan"] },
      undefined,
    ],
    ["stays: it is a claim", "PersistentVolumeClaim", ours, /never deleted/],
    [
      "stays: its chart wants it kept",
      "ConfigMap",
      { ...ours, annotations: { "helm.sh/resource-policy": "keep" } },
      /helm.sh\/resource-policy says keep/,
    ],
    ["stays: it is a definition", "CustomResourceDefinition", ours, /never deleted/],
    ["stays: it is a namespace", "Namespace", ours, /never deleted/],
    [
      "stays: it has an owner",
      "Secret",
      { ...ours, ownerReferences: [{ kind: "Certificate", name: "tls" }] },
      /Certificate tls/,
    ],
    [
      "stays: somebody waits for it",
      "Service",
      { ...ours, finalizers: ["service.kubernetes.io/load-balancer-cleanup"] },
      /finalizer/,
    ],
    [
      "stays: it was made anew by somebody else",
      "ConfigMap",
      { managedFields: [{ manager: "kubectl" }] },
      /another one/,
    ],
  ])("%s", (_, kind, metadata, why) => {
    const reason = reasonToKeep({ apiVersion: "v1", kind, metadata: { name: "x", ...metadata } });
    if (why === undefined) expect(reason).toBeUndefined();
    else expect(reason).toMatch(why);
  });
});

describe("prune", () => {
  const release = (id: string, state: string, applied: string[], digest = id): Release =>
    ({ id, state, applied, digest }) as unknown as Release;
  const record = (...releases: Release[]): ReleaseRecord => ({ schema: 1, workload: "Deployment/orders", releases });

  it("keeps what the way back needs, and takes what is older", () => {
    const now = release("3", "verified", ["v1 Service s/a"]);
    const back = release("2", "verified", ["v1 Service s/a", "v1 ConfigMap s/b"]);
    const old = release("1", "verified", ["v1 Service s/a", "v1 ConfigMap s/c", "apps/v1 Deployment s/d"]);
    expect(toPrune(record(now, back, old), now)).toEqual(["apps/v1 Deployment s/d", "v1 ConfigMap s/c"]);
    expect(toPrune(record(now, back), now)).toEqual([]);
  });

  it.each(["releasing", "promoted", "rolling-back", "verified"] as const)(
    "keeps everything where a release has begun since: %s",
    (state) => {
      const now = release("3", "verified", ["v1 Service s/a"]);
      const old = [release("2", "verified", ["v1 Service s/a"]), release("1", "verified", ["v1 ConfigMap s/b"])];
      expect(toPrune(record(now, ...old), now)).toEqual(["v1 ConfigMap s/b"]);
      expect(toPrune(record(release("4", state, ["v1 ConfigMap s/b"]), now, ...old), now)).toEqual([]);
    },
  );

  it("sees one object in two versions of its API", () => {
    const [old, back, now] = ["v2beta2", "v2", "v2"].map((version, index) =>
      release(String(index), "verified", [`autoscaling/${version} HorizontalPodAutoscaler s/a`]),
    ) as [Release, Release, Release];
    expect(toPrune(record(now, back, old), now)).toEqual([]);
  });

  it("keeps what the way back of the same image, of no digest, or of an image alone needs", () => {
    const now = release("3", "verified", ["v1 Service s/a"]);
    const with2 = ["v1 Service s/a", "v1 ConfigMap s/b"];
    for (const digest of ["3", ""])
      expect(toPrune(record({ ...now, digest }, release("2", "verified", with2, digest)), { ...now, digest })).toEqual(
        [],
      );
    const { applied: _, ...imageOnly } = release("2", "verified", []);
    expect(toPrune(record(now, imageOnly as Release, release("1", "verified", with2)), now)).toEqual([]);
  });

  it("takes of a release that was taken back only what it brought", () => {
    const now = release("3", "verified", ["v1 Service s/a"]);
    const back = release("2", "rolled-back", ["v1 Service s/a", "v1 ConfigMap s/theirs", "v1 ConfigMap s/left"]);
    const record2 = record(now, { ...back, created: ["v1 ConfigMap s/left"] }, release("1", "verified", []));
    expect(toPrune(record2, now)).toEqual(["v1 ConfigMap s/left"]);
  });

  it("takes what a failed release left, and knows nothing of releases without a list", () => {
    const now = release("3", "verified", ["v1 Service s/a"]);
    const failed = release("2", "failed", ["v1 ConfigMap s/x"]);
    const { applied: _, ...without } = release("1", "verified", []);
    expect(toPrune(record(now, failed, without as Release), now)).toEqual(["v1 ConfigMap s/x"]);
  });
});

describe("the hash of the configuration", () => {
  const yaml = (data: string, secret: string, use: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers: [{ name: orders, image: orders, ${use} }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: "${data}" }
---
apiVersion: v1
kind: Secret
metadata: { name: db }
stringData: { password: "${secret}" }
`;
  const hash = (data: string, secret: string, use: string): string | undefined => {
    const manifests = readManifests(yaml(data, secret, use), "orders.yaml");
    const [workload] = manifests;
    if (workload === undefined) throw new Error("there is no workload");
    const { object } = withConfigurationHash(workload, manifests);
    return (object as Deployment).spec.template.metadata?.annotations?.[configurationAnnotation];
  };

  it.each([
    ["envFrom", "envFrom: [{ configMapRef: { name: settings } }]"],
    ["a key", "env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: a } } }]"],
  ])("changes with what is read by %s, and not with what is not", (_, use) => {
    expect(hash("1", "x", use)).toMatch(/^[0-9a-f]{16}$/);
    expect(hash("1", "x", use)).toBe(hash("1", "y", use));
    expect(hash("1", "x", use)).not.toBe(hash("2", "x", use));
  });

  it("changes with a Secret", () => {
    const use = "envFrom: [{ secretRef: { name: db } }]";
    expect(hash("1", "x", use)).not.toBe(hash("1", "y", use));
  });

  it("is left out where pods read nothing of the release", () => {
    expect(hash("1", "x", "envFrom: [{ configMapRef: { name: other } }]")).toBeUndefined();
  });
});
