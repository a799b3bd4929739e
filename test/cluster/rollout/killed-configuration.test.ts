import { afterAll, beforeAll, expect, it } from "vitest";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { orders } from "./orders.ts";
import { type TestService, testService } from "./tracks.ts";

// What does a configuration hold that two releases have changed, whose runs were killed, wherever the second one was?

let node: SimulatedNode;
let shop: TestService;

beforeAll(async () => {
  [node, shop] = await Promise.all([startSimulatedNode(), testService("killed-configuration")]);
});
afterAll(async () => {
  await shop.close();
  await node.stop();
});

const configuration = (level: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings" },
  data: { level },
});

function objectsOf(image: string, level: string) {
  const workload = orders({ image, replicas: 1, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } });
  return [workload, configuration(level)];
}

/** A run that dies at this change of the cluster. */
async function killedAt(meets: (verb: string, name: string) => boolean, body: () => Promise<unknown>): Promise<void> {
  const cluster = shop.cluster as { -readonly [Verb in keyof Cluster]: Cluster[Verb] };
  const { apply, replace } = cluster;
  const killed = new Error("killed");
  cluster.apply = async (object, options) => {
    if (options.dryRun !== true && meets("apply", object.metadata.name)) throw killed;
    return apply(object, options);
  };
  cluster.replace = async (object, options) => {
    if (meets("replace", object.metadata.name)) throw killed;
    return replace(object, options);
  };
  await expect(body()).rejects.toThrow("killed");
  Object.assign(cluster, { apply, replace });
}

it.each([
  ["keeps what it will change", (verb: string, name: string) => verb === "apply" && name.includes("before")],
  ["is written down", (verb: string, name: string) => verb === "replace" && name === "slipway-deployment-orders"],
  ["changes it", (verb: string, name: string) => verb === "apply" && name === "settings"],
])("what it held, where the second run dies before it %s", async (_, meets) => {
  await shop.stands("orders:1", objectsOf("orders:1", "old"));
  await shop.apply(configuration("old"));
  const release = (run: string, level: string) =>
    shop.release(`orders:${run}`, { run, tracks: undefined, objects: objectsOf(`orders:${run}`, level) });
  await killedAt(
    (verb, name) => verb === "apply" && name === "orders",
    () => release("2", "two"),
  );
  await killedAt(meets, () => release("3", "three"));
  const value = async () => (await shop.cluster.get({ apiVersion: "v1", kind: "ConfigMap", name: "settings" }))?.data;
  for (const run of ["2", "3"]) await shop.settle(run);
  expect((await shop.record()).releases.map(({ state }) => state)).not.toContain("releasing");
  expect(await value()).toEqual({ level: "old" });
});
