import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { ReleaseRecord } from "../../../src/release/record.ts";
import { readRecord, updateRecord } from "../../../src/release/record-store.ts";
import { beginRelease, moveRelease } from "../../../src/release/states.ts";
import { aRelease, begun } from "../../unit/release/releases.ts";
import { openNamespace, userWith } from "./namespace.ts";

const workload = { apiVersion: "apps/v1", kind: "Deployment", name: "orders" };

let cluster: Cluster;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ cluster, close } = await openNamespace());
});
afterEach(() => close());

type ConfigMap = KubeObject & { data?: Record<string, string> };

const reference = () => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  namespace: cluster.namespace,
  name: "slipway-deployment-orders",
});
const stored = () => cluster.get<ConfigMap>(reference());

async function store(text: string): Promise<void> {
  const { namespace, name } = reference();
  await cluster.create({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace, name },
    data: { "record.json": text },
  });
}

const withRelease =
  (id: string) =>
  (record: ReleaseRecord): ReleaseRecord =>
    record.releases.some((known) => known.id === id)
      ? record
      : { ...record, releases: [aRelease({ id, state: "failed" }), ...record.releases] };

describe("the record", () => {
  it("is empty before the first release, and reading it writes nothing", async () => {
    expect(await readRecord(cluster, workload)).toEqual({ schema: 1, workload: "Deployment/orders", releases: [] });
    expect(await stored()).toBeUndefined();
  });

  it("is kept in a ConfigMap that says whose it is", async () => {
    const begins = await updateRecord(cluster, workload, (record) => beginRelease(record, begun({ id: "1" })));
    const promoted = await updateRecord(cluster, workload, (record) =>
      moveRelease(record, "1", "promoted", { revision: 3 }),
    );
    expect(begins.releases[0]?.state).toBe("releasing");
    expect(promoted.releases[0]).toMatchObject({ state: "promoted", revision: 3 });
    expect(await readRecord(cluster, workload)).toEqual(promoted);
    expect((await stored())?.metadata.labels).toEqual({ "app.kubernetes.io/managed-by": "slipway" });
  });

  it("loses nothing when two write at once", async () => {
    const write = async (writer: string): Promise<void> => {
      for (let index = 0; index < 8; index++) await updateRecord(cluster, workload, withRelease(`${writer}-${index}`));
    };
    await Promise.all([write("one"), write("other")]);
    const ids = (await readRecord(cluster, workload)).releases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(16);
  });

  it("is made once when two begin it at once", async () => {
    await Promise.all([
      updateRecord(cluster, workload, withRelease("a")),
      updateRecord(cluster, workload, withRelease("b")),
    ]);
    expect((await readRecord(cluster, workload)).releases).toHaveLength(2);
  });

  it("is not written where nothing changes", async () => {
    await updateRecord(cluster, workload, withRelease("1"));
    const before = cluster.requestCount().total;
    await updateRecord(cluster, workload, withRelease("1"));
    expect(cluster.requestCount().total - before).toBe(1);
  });

  it("is not read again by who has written it last, and is where another has written it, or deleted it, since", async () => {
    const requests = async (change: (record: ReleaseRecord) => ReleaseRecord): Promise<number> => {
      const before = cluster.requestCount().total;
      await updateRecord(cluster, workload, change);
      return cluster.requestCount().total - before;
    };
    await updateRecord(cluster, workload, withRelease("1"));
    expect(await requests(withRelease("2"))).toBe(1);
    const other = await userWith(cluster, ["get", "create", "update"]);
    await updateRecord(other, workload, withRelease("3"));
    expect(await requests(withRelease("4"))).toBe(3);
    // What would be refused by what was written last is decided by what is there.
    await updateRecord(other, workload, (record) => beginRelease(record, begun({ id: "5" })));
    await updateRecord(cluster, workload, (record) => moveRelease(record, "5", "promoted", { revision: 3 }));
    expect((await readRecord(cluster, workload)).releases.map(({ id }) => id)).toEqual(["5", "4", "3", "2", "1"]);
    await cluster.delete(reference());
    await updateRecord(cluster, workload, withRelease("6"));
    expect((await readRecord(other, workload)).releases.map(({ id }) => id)).toEqual(["6"]);
    await other.close();
  });

  it("keeps what others put beside it", async () => {
    await updateRecord(cluster, workload, withRelease("1"));
    const found = await stored();
    if (found === undefined) throw new Error("there is no record");
    await cluster.replace({ ...found, data: { ...found.data, note: "mine" } });
    await updateRecord(cluster, workload, withRelease("2"));
    expect((await stored())?.data?.note).toBe("mine");
  });

  it.each([
    ["of a newer schema", '{"schema": 2}', /schema 2, this version of Slipway knows 1/],
    ["that is damaged", '{"schema": 1, "releases": ', /it is damaged: it is not JSON.*delete configmap/],
    ["that is empty", "", /it is damaged/],
  ])("%s is neither read nor overwritten", async (_, text, message) => {
    await store(text);
    await expect(readRecord(cluster, workload)).rejects.toThrow(message);
    await expect(updateRecord(cluster, workload, withRelease("1"))).rejects.toThrow(message);
    expect((await stored())?.data?.["record.json"]).toBe(text);
  });

  it("of a workload with a long name has a name of its own", async () => {
    const [one, other] = ["a", "b"].map((end) => ({ ...workload, name: `${"x".repeat(252)}${end}` }));
    if (one === undefined || other === undefined) throw new Error("two names are needed");
    await updateRecord(cluster, one, withRelease("1"));
    expect((await readRecord(cluster, other)).releases).toEqual([]);
    expect((await readRecord(cluster, one)).releases).toHaveLength(1);
  });

  it("that may not be read, or has no namespace, says so", async () => {
    const user = await userWith(cluster, []);
    await expect(readRecord(user, workload)).rejects.toThrow(
      /the server forbids it.*Let this user get, create and update/,
    );
    await user.close();
    const elsewhere = { ...workload, namespace: "missing" };
    await expect(updateRecord(cluster, elsewhere, withRelease("1"))).rejects.toThrow(/there is no namespace missing/);
  });
});
