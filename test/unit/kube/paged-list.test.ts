// Is a long list read whole, whatever happens between its pages?

import { afterEach, describe, expect, it } from "vitest";
import { listPaged } from "../../../src/kube/paged-list.ts";
import { json, type Loopback, serve, status } from "./api-server.ts";

const pods = { apiVersion: "v1", kind: "Pod", plural: "pods", namespaced: true };
let loopback: Loopback | undefined;

afterEach(() => loopback?.close());

/** A server of five objects that cuts its lists as it is asked, and answers 410 where told. */
async function start(expire: (token: string, nth: number) => { continue?: string } | undefined = () => undefined) {
  const accepted: (string | undefined)[] = [];
  const all = ["a", "b", "c", "d", "e"].map((name) => ({ metadata: { name } }));
  loopback = await serve(
    (request, response, nth) => {
      accepted.push(request.headers.accept);
      const { searchParams } = new URL(request.url ?? "", "http://server");
      const token = searchParams.get("continue") ?? "0";
      const expired = expire(token, nth);
      if (expired !== undefined)
        return json(response, 410, { ...(status(410, "Expired") as object), metadata: expired });
      const from = Number(token);
      const to = from + Number(searchParams.get("limit"));
      json(response, 200, { items: all.slice(from, to), metadata: to < all.length ? { continue: String(to) } : {} });
    },
    { firstContactMs: 1000, restartMs: 1000 },
  );
  const { cluster, seen } = loopback;
  const names = async (options: Parameters<typeof listPaged>[2] = {}) =>
    (await listPaged(cluster, pods, { pageSize: 2, ...options })).map(({ metadata }) => metadata.name);
  return { cluster, names, seen, accepted };
}

describe("a paged list", () => {
  it("goes through all pages, with the kind on each object", async () => {
    const { cluster, names, seen } = await start();
    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
    expect(seen).toHaveLength(3);
    expect(seen[2]).toBe("GET /api/v1/namespaces/shop/pods?limit=2&continue=4");
    expect((await listPaged(cluster, pods))[0]).toEqual({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } });
  });

  it("keeps only what is to be kept", async () => {
    const { names } = await start();
    expect(await names({ keep: (one) => (one.metadata.name < "c" ? one : undefined) })).toEqual(["a", "b"]);
  });

  it("goes on with the token that the server sends in place of an expired one", async () => {
    const { names, seen } = await start((token, nth) => (token === "2" && nth === 2 ? { continue: "2" } : undefined));
    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
    expect(seen).toHaveLength(4);
  });

  it("begins anew where the expired token is not replaced, and has each object once", async () => {
    const { names } = await start((token, nth) => (token === "2" && nth === 2 ? {} : undefined));
    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("does not go round for ever", async () => {
    const { names } = await start((token) => (token === "2" ? {} : undefined));
    await expect(names()).rejects.toMatchObject({ code: 410 });
  });

  it("asks for metadata alone where contents are nobody's business", async () => {
    const { names, accepted } = await start();
    await names({ metadataOnly: true });
    expect(accepted[0]).toMatch(/as=PartialObjectMetadataList/);
    await names();
    expect(accepted.at(-1)).toBe("application/json");
  });
});

it("knows how far the server's clock is ahead", async () => {
  loopback = await serve(
    (_request, response) => json(response, 200, { items: [] }, { date: new Date(Date.now() + 90_000).toUTCString() }),
    { firstContactMs: 1000, restartMs: 1000 },
  );
  expect(loopback.cluster.clockOffset()).toBeUndefined();
  await listPaged(loopback.cluster, pods);
  expect(loopback.cluster.clockOffset()).toBeGreaterThan(85_000);
  expect(loopback.cluster.clockOffset()).toBeLessThan(95_000);
});
