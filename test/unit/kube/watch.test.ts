// Does the local copy stay true through everything that ends a watch?

import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { followObjects } from "../../../src/kube/watch.ts";
import { json, type Loopback, listen, serve, status } from "./api-server.ts";

const PODS = { apiVersion: "v1", kind: "Pod" };
const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("following objects", () => {
  it("lists once, then takes what changes", async () => {
    const { watch, follow, loopback } = await start([pod("a", 1)], 1);
    const names = await follow();
    expect(names.now()).toEqual(["a"]);
    const stream = await watch();
    stream.write(event("ADDED", pod("b", 2)) + event("DELETED", pod("a", 3)).slice(0, 20));
    await names.become(["a", "b"]);
    stream.write(event("DELETED", pod("a", 3)).slice(20));
    await names.become(["b"]);
    expect(loopback.seen).toHaveLength(2);
    expect(loopback.cluster.requestCount()).toEqual({ total: 2, leases: 0, watches: 1 });
  });

  it("goes on from the last bookmark when the server ends the watch", async () => {
    const { watch, follow, loopback } = await start([], 5);
    await follow();
    (await watch()).end(event("BOOKMARK", pod("", 9)));
    await watch();
    expect(loopback.seen[1]).toContain("resourceVersion=5");
    expect(loopback.seen[2]).toContain("resourceVersion=9");
  });

  it("goes on when the connection breaks", async () => {
    const { watch, follow } = await start([], 1);
    const names = await follow();
    const first = await watch();
    first.write(event("ADDED", pod("a", 2)));
    await names.become(["a"]);
    first.destroy();
    (await watch()).write(event("ADDED", pod("b", 3)));
    await names.become(["a", "b"]);
  });

  it("lists again when its version is too old", async () => {
    const { watch, follow, objects } = await start([pod("a", 1)], 1);
    const names = await follow();
    objects.splice(0, 1, pod("c", 8));
    (await watch()).end(`${JSON.stringify({ type: "ERROR", object: status(410, "Expired") })}\n`);
    await names.become(["c"]);
  });

  it("reports a permission that is gone, once", async () => {
    const { follow, errors } = await start([], 1, (response) => json(response, 403, status(403, "Forbidden")));
    await follow();
    await expect.poll(() => errors.length).toBe(1);
    expect(isApiError(errors[0], 403)).toBe(true);
  });

  it("reports what its own callback throws", async () => {
    const { watch, follow, errors } = await start([], 1);
    const defect = new Error("defect");
    let calls = 0;
    await follow({
      onChange: () => {
        if (++calls === 2) throw defect;
      },
    });
    (await watch()).write(event("ADDED", pod("a", 2)));
    await expect.poll(() => errors).toEqual([defect]);
  });

  it("stops without an error, by stop and by the signal", async () => {
    const { watch, follow, errors } = await start([], 1);
    const cancel = new AbortController();
    await follow({ signal: cancel.signal });
    const { store } = await follow();
    const streams = [await watch(), await watch()];
    const closed = streams.map((stream) => new Promise((resolve) => stream.on("close", resolve)));
    store.stop();
    cancel.abort(new Error("cancelled"));
    await Promise.all(closed);
    expect(errors).toEqual([]);
  });

  it("goes on after the server was away", async () => {
    const { watch, follow, loopback } = await start([], 1);
    const names = await follow();
    await watch();
    await loopback.crash();
    const again = await listen(loopback.port, (request, response) => {
      if (!request.url?.includes("watch=true")) return json(response, 200, list([pod("b", 4)], 4));
      response.writeHead(200).write(event("ADDED", pod("b", 4)));
    });
    cleanups.push(() => again.closeAllConnections());
    cleanups.push(() => loopback.cluster.close());
    await names.become(["b"]);
  });
});

it("reads page by page where less is held than is read, and goes on from the version of the first page", async () => {
  const loopback = await serve(
    (request, response) => {
      const { searchParams } = new URL(request.url ?? "", "http://server");
      if (searchParams.has("watch")) return response.writeHead(200).flushHeaders();
      const [page, version, next] = searchParams.has("continue")
        ? [[pod("c", 3)], 9, ""]
        : [[pod("a", 1), pod("b", 2)], 7, "2"];
      json(response, 200, {
        kind: "PodList",
        metadata: { resourceVersion: `${version}`, continue: next },
        items: page,
      });
    },
    { firstContactMs: 500, restartMs: 3_000 },
  );
  cleanups.push(() => loopback.close());
  const store = await followObjects(loopback.cluster, PODS, {
    onChange: () => undefined,
    onError: () => undefined,
    keep: ({ metadata }) => metadata.name !== "b",
    shorten: ({ metadata: { name }, ...rest }) => ({ ...rest, metadata: { name } }),
  });
  expect(store.items()).toEqual(["a", "c"].map((name) => ({ ...PODS, metadata: { name } })));
  expect(loopback.seen[0]).toContain("limit=");
  await expect.poll(() => loopback.seen[2]).toContain("resourceVersion=7");
});

async function start(objects: KubeObject[], version: number, onWatch?: (response: ServerResponse) => void) {
  const streams: ServerResponse[] = [];
  const errors: unknown[] = [];
  const loopback: Loopback = await serve(
    (request, response) => {
      if (!request.url?.includes("watch=true")) return json(response, 200, list(objects, version));
      if (onWatch) return onWatch(response);
      response.writeHead(200).flushHeaders();
      streams.push(response);
    },
    { firstContactMs: 500, restartMs: 3_000 },
  );
  cleanups.push(() => loopback.close());
  const follow = async (options: { onChange?: () => void; signal?: AbortSignal } = {}) => {
    const store = await followObjects(loopback.cluster, PODS, {
      onChange: () => undefined,
      onError: (error) => errors.push(error),
      ...options,
    });
    const now = () => store.items().map(({ metadata }) => metadata.name);
    return { store, now, become: (names: string[]) => expect.poll(now, { interval: 5 }).toEqual(names) };
  };
  const watch = async (): Promise<ServerResponse> => {
    await expect.poll(() => streams.length, { interval: 5 }).toBeGreaterThan(0);
    return streams.shift() as ServerResponse;
  };
  return { objects, errors, loopback, follow, watch };
}

function list(items: KubeObject[], version: number): unknown {
  return { kind: "PodList", metadata: { resourceVersion: String(version) }, items };
}

function event(type: string, object: KubeObject): string {
  return `${JSON.stringify({ type, object })}\n`;
}

function pod(name: string, version: number): KubeObject {
  return { ...PODS, metadata: { name, resourceVersion: String(version) } };
}
