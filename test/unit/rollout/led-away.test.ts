import { expect, it } from "vitest";
import { ApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { selects } from "../../../src/kube/selectors.ts";
import { refuseLedAway } from "../../../src/rollout/led-away.ts";
import type { Pod } from "../../../src/rollout/workload.ts";
import { never } from "../image/support.ts";

type Labels = Record<string, string>;

function service(selector: Labels | undefined) {
  const metadata = { name: "orders", namespace: "shop" };
  return { apiVersion: "v1", kind: "Service", metadata, spec: selector === undefined ? {} : { selector } };
}

function pod(name: string, labels: Labels, ready: "True" | "False" = "True"): Pod {
  const conditions = [{ type: "Ready", status: ready }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels },
    spec: { containers: [] },
    status: { conditions },
  };
}

/** What is there; `pods` undefined: they may not be listed. */
function clusterWith(live: object | undefined, pods: readonly Pod[] | undefined): Pick<Cluster, "get" | "list"> {
  const list = async (_kind: unknown, { labelSelector = "" }: { labelSelector?: string } = {}) => {
    if (pods === undefined) throw new ApiError("GET /pods", { code: 403, reason: "Forbidden" });
    const matchLabels = Object.fromEntries(labelSelector.split(",").map((pair) => pair.split("=")));
    return { items: pods.filter(({ metadata }) => selects({ matchLabels }, metadata.labels)) };
  };
  return { get: async () => live, list } as unknown as Pick<Cluster, "get" | "list">;
}

const primary = [
  pod("orders-primary-1", { app: "orders-primary" }),
  pod("orders-primary-2", { app: "orders-primary" }),
];
const own = [pod("orders-1", { app: "orders" })];

it.each([
  ["is not there yet", undefined, { app: "orders" }, primary],
  ["selects what it did", { app: "orders" }, { app: "orders" }, own],
  ["finds ready pods by its new selector", { app: "orders-primary" }, { app: "orders" }, [...primary, ...own]],
  ["is narrowed, and widened again", { app: "orders", "pod-template-hash": "a" }, { app: "orders" }, own],
  ["answers nobody now", { app: "orders-primary" }, { app: "orders" }, [pod("p", { app: "orders-primary" }, "False")]],
  ["has endpoints of somebody else's", {}, { app: "orders" }, primary],
  ["gets such endpoints", { app: "orders-primary" }, undefined, primary],
  ["is of pods that may not be listed", { app: "orders-primary" }, { app: "orders" }, undefined],
])("a Service that %s is applied", async (_, live, next, pods) => {
  const cluster = clusterWith(live && service(live), pods);
  await refuseLedAway([{ body: service(next), manifest: undefined }], { cluster, signal: never });
});

it("a Service that would leave all that answer is refused before the first change", async () => {
  const cluster = clusterWith(service({ app: "orders-primary" }), [...primary, pod("o", { app: "orders" }, "False")]);
  const applied = [{ body: service({ app: "orders" }), manifest: undefined }];
  await expect(refuseLedAway(applied, { cluster, signal: never })).rejects.toThrow(
    /Service shop\/orders answers from Pod orders-primary-1 and 1 more ready, and no ready pod has .*: app=orders\. Nobody would be answered/,
  );
});
