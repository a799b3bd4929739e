// Is the memory that a metrics server or the nodes tell added up over the pods, and its peak kept?

import { describe, expect, it, onTestFinished } from "vitest";
import { watchMemory } from "../../../../src/smoke/load/peak-memory.ts";
import { json, type Loopback, serve, status } from "../../kube/api-server.ts";

const mebi = 2 ** 20;
const pod = (name: string) => ({ metadata: { name, uid: `uid-${name}` }, spec: { nodeName: "one" } });
const metrics = "/apis/metrics.k8s.io/v1beta1";
const used = (name: string, ...memory: string[]) => ({
  metadata: { name },
  containers: memory.map((size) => ({ name: "c", usage: { cpu: "1m", memory: size } })),
});
const summary = (name: string, megabytes: number) => ({
  podRef: { uid: `uid-${name}` },
  containers: [{ memory: { workingSetBytes: megabytes * mebi } }],
});

/** An API server with the pods `a` and `b` of orders on one node, whose kubelet tells of 10 and 20 MiB. */
async function opened(metricsServer: (turn: number) => object | undefined): Promise<Loopback> {
  let turn = 0;
  const server = await serve(
    (request, response) => {
      const { pathname } = new URL(request.url ?? "", "http://x");
      if (pathname === "/api/v1/namespaces/shop/pods")
        return json(response, 200, { metadata: { resourceVersion: "1" }, items: [pod("a"), pod("b")] });
      if (pathname === "/api/v1/nodes/one/proxy/stats/summary")
        return json(response, 200, { pods: [summary("a", 10), summary("b", 20), summary("c", 999)] });
      if (pathname === metrics)
        return metricsServer(0) === undefined
          ? json(response, 404, status(404, "NotFound"))
          : json(response, 200, { resources: [{ name: "pods", kind: "PodMetrics", namespaced: true }] });
      const list = pathname === `${metrics}/namespaces/shop/pods` ? metricsServer(++turn) : undefined;
      return list === undefined ? json(response, 403, status(403, "Forbidden")) : json(response, 200, list);
    },
    { firstContactMs: 1000, restartMs: 1000 },
  );
  onTestFinished(server.close);
  return server;
}

const watch = ({ cluster }: Loopback, intervalMs = 3_600_000) =>
  watchMemory(
    { cluster, namespace: "shop", pods: { labelSelector: "app=orders" }, intervalMs },
    new AbortController().signal,
  );

describe("the peak of the pods' memory", () => {
  it("is the sum of all containers of the pods that are meant, in every way in which it is written", async () => {
    const items = [used("a", "100Mi", "1048576"), used("b", "1024Ki", "1048576000m"), used("c", "7Gi")];
    const server = await opened(() => ({ items }));
    const bytes = await watch(server).stop();
    expect(bytes).toBe(103 * mebi);
  });

  it("is the most that was seen, not the last", async () => {
    const sizes = ["100Mi", "300Mi", "200Mi"];
    const server = await opened((turn) => ({ items: [used("a", sizes[Math.min(turn, 3) - 1] ?? "1Mi")] }));
    const watching = watch(server, 2);
    await expect.poll(() => server.seen.filter((one) => one.includes(`${metrics}/`)).length).toBeGreaterThan(3);
    expect(await watching.stop()).toBe(300 * mebi);
  });

  it.each([
    ["there is no metrics server", () => undefined],
    ["it may not be asked", (turn: number) => (turn === 0 ? {} : undefined)],
    ["it knows none of the pods", () => ({ items: [used("c", "7Gi")] })],
    ["it says what is no size", () => ({ items: [used("a", "much")] })],
  ])("is the nodes' where %s", async (_what, metricsServer) => {
    expect(await watch(await opened(metricsServer)).stop()).toBe(30 * mebi);
  });
});
