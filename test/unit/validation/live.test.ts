// What is read of a namespace, what is held of it, and is every kind that a check reads declared?

import { describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { Area } from "../../../src/validation/areas.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import { kindsReadBy, type LiveKind, liveKinds, workloadKinds } from "../../../src/validation/live-kinds.ts";
import { labelIndex } from "../../../src/validation/live-labels.ts";
import { slimmerOf } from "../../../src/validation/live-slim.ts";
import { checks } from "../../../src/validation/registry.ts";
import type { Subject } from "../../../src/validation/subject.ts";
import { proofs } from "./proofs/all.ts";

const now = Date.parse("2026-01-01T12:00:00Z");

function slim(kind: LiveKind, object: object): KubeObject | undefined {
  return slimmerOf(kind, now).keep({ apiVersion: "v1", kind, metadata: { name: "x" }, ...object } as KubeObject);
}

describe("what is held of a live object", () => {
  it("is not what only kubectl and the server read", () => {
    const annotations = { "kubectl.kubernetes.io/last-applied-configuration": "{}", a: "b" };
    const kept = slim("Pod", { metadata: { name: "x", managedFields: [{}], annotations } });
    expect(kept?.metadata).toEqual({ name: "x", annotations: { a: "b" } });
  });

  it("is of a ReplicaSet its images, and of a node not the list of its images", () => {
    const containers = [{ name: "orders", image: "orders:1", env: [{ name: "A", value: "b" }] }];
    const set = slim("ReplicaSet", { spec: { replicas: 0, template: { metadata: {}, spec: { containers } } } });
    expect(set?.spec).toMatchObject({
      replicas: 0,
      template: { spec: { containers: [{ name: "orders", image: "orders:1" }] } },
    });
    expect(JSON.stringify(set)).not.toContain("env");
    expect(slim("Node", { status: { images: [{}], conditions: [] } })?.status).toEqual({ conditions: [] });
  });

  it("is of a ConfigMap each key, and each short value", () => {
    const data = { MODE: "fast", file: "x".repeat(40_000), "record.json": "y".repeat(40_000) };
    const kept = slim("ConfigMap", { data, binaryData: { logo: "AAAA" } });
    expect(kept?.data).toEqual({ MODE: "fast", file: "", "record.json": data["record.json"] });
    expect(kept?.binaryData).toEqual({ logo: "" });
  });

  it("is of events the last hour's warnings, cut short", () => {
    const event = { message: "m".repeat(900), reason: "BackOff", source: {}, lastTimestamp: "2026-01-01T11:30:00Z" };
    expect(String(slim("Event", event)?.message)).toHaveLength(400);
    expect(slim("Event", { ...event, lastTimestamp: "2026-01-01T10:59:00Z" })).toBeUndefined();
    expect(slim("Event", { ...event, lastTimestamp: null, eventTime: "2026-01-01T11:59:00Z" })).toBeDefined();
    expect(slimmerOf("Event", now).fieldSelector).toBe("type!=Normal");
  });

  it("is of Secrets no content: it is never asked for", () => {
    expect(slimmerOf("Secret", now).metadataOnly).toBe(true);
  });
});

describe("the kinds that are read", () => {
  it("are only those that a check which runs needs", async () => {
    const asked: string[] = [];
    const cluster = {
      namespace: "shop",
      clockOffset: () => 5_000,
      resourceType: async ({ apiVersion, kind }: { apiVersion: string; kind: string }) => ({
        ...{ apiVersion, kind, plural: kind, namespaced: true },
      }),
      request: async (_method: string, path: string) => {
        asked.push(path.replace(/\?.*/, "").split("/").at(-1) ?? "");
        return { items: [] };
      },
    } as unknown as Cluster;
    const signal = new AbortController().signal;
    const live = await readLiveObjects(cluster, { signal, checks: [{ id: "security/privileged" }] });
    expect(asked).toEqual(expect.arrayContaining(["Deployment", "ClusterRole"]));
    expect(asked).not.toContain("Node");
    expect(live.lists.Node).toMatchObject({ kind: "unreadable", reason: expect.stringContaining("not read") });
    expect(live.readAt).toBeGreaterThan(Date.now());
    await readLiveObjects(cluster, { signal });
    expect(new Set(asked)).toEqual(new Set(Object.keys(liveKinds)));
  });

  it("are declared for the area of each check that reads them", () => {
    const undeclared = proofs.flatMap(({ check: id, subject }) => {
      const check = checks.find((one) => one.id === id);
      if (check === undefined) return [];
      const read = kindsOf((recorded) => runCheck(check, recorded, "info"), subject);
      const declared = kindsReadBy([id.split("/")[0] as Area]);
      return [...read].filter((kind) => !declared.includes(kind)).map((kind) => `${id} reads ${kind}`);
    });
    expect([...new Set(undeclared)]).toEqual([]);
    expect(kindsReadBy([])).toEqual(expect.arrayContaining([...workloadKinds]));
  });
});

/** Which lists a function looks at. */
function kindsOf(act: (subject: Subject) => unknown, subject: Subject): Set<LiveKind> {
  const read = new Set<LiveKind>();
  const add = (kind: LiveKind) => {
    read.add(kind);
    return kind;
  };
  const lists =
    subject.live &&
    new Proxy(subject.live.lists, {
      get: (target, kind) => {
        return target[add(kind as LiveKind)];
      },
    });
  act({
    ...subject,
    live: subject.live && lists && { ...subject.live, lists },
    related: (kind) => subject.related(add(kind)),
    near: (kind, object) => subject.near(add(kind), object),
  });
  return read;
}

describe("an index of labels", () => {
  const items = [{ app: "a", tier: "web" }, { app: "b", tier: "web" }, { app: "a" }, {}];
  const find = labelIndex(items, (item) => item as Record<string, string>);

  it("finds what a selector selects, and all for an empty one", () => {
    expect(find({ matchLabels: { app: "a" } })).toEqual([items[0], items[2]]);
    expect(find({ matchLabels: { tier: "web", app: "b" } })).toEqual([items[1]]);
    expect(find({ matchLabels: { app: "z" } })).toEqual([]);
    expect(find({ matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] })).toEqual([items[2], items[3]]);
    expect(find({})).toEqual(items);
  });
});
