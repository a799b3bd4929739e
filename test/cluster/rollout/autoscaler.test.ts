import { afterAll, beforeAll, expect, it } from "vitest";
import { blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import type { Gate } from "../../../src/rollout/gates.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import { type Deployment, deploymentKind } from "../../../src/rollout/workload.ts";
import { admin } from "../support/admin.ts";
import { kubectlApply } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { watchObjects } from "../support/watch-objects.ts";
import { ensureKeda } from "../traffic/support/crds.ts";
import { deploymentIn, orders, ordersImage, servingImage, unproxiedService, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";
import { testService } from "./tracks.ts";
import { ingress, killAt, killed } from "./walks.ts";

// The autoscaler's replicas are its own: a release, its failure and a rollback never touch them.

const namespaces: TestNamespace[] = [];
let one: string;
let two: string;
let node: SimulatedNode;

beforeAll(async () => {
  [one, two, node] = await Promise.all([ordersImage("1"), ordersImage("2"), startSimulatedNode()]);
});
afterAll(async () => {
  await Promise.all(namespaces.map((each) => each.remove()));
  await node.stop();
});

const horizontal = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "orders" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "orders" },
    minReplicas: 4,
    maxReplicas: 6,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
  },
};

/** KEDA makes a HorizontalPodAutoscaler of it, but not while it is paused: then only this object says who scales. */
const scaledObject = {
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  metadata: { name: "orders", annotations: { "autoscaling.keda.sh/paused-replicas": "4" } },
  spec: {
    scaleTargetRef: { name: "orders" },
    minReplicaCount: 4,
    triggers: [{ type: "cron", metadata: { start: "0 8 * * *", end: "0 20 * * *", desiredReplicas: "4" } }],
  },
};

/** Every `spec.replicas` that a watch beside the release sees. */
async function watchReplicas(namespace: string): Promise<{ seen: Set<number>; stop: () => Promise<void> }> {
  const seen = new Set<number>();
  const options = { namespace, fieldSelector: "metadata.name=orders" };
  const watch = await watchObjects<Deployment>(deploymentKind, options, (_, { spec }) => seen.add(spec.replicas ?? 1));
  return { seen, stop: watch.stop };
}

it.concurrent.each([
  ["HorizontalPodAutoscaler", horizontal, undefined],
  ["ScaledObject", scaledObject, ensureKeda],
] as const)(
  "never shows fewer replicas than a %s wants, whatever the manifest says",
  async (kind, autoscaler, install) => {
    const namespace = await createNamespace("scaled");
    namespaces.push(namespace);
    await install?.();
    const fast = {
      podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 },
      spec: { strategy: { rollingUpdate: { maxSurge: 4, maxUnavailable: 0 } } },
    };
    const workspace = workspaceOf(orders({ replicas: 2, ...fast }));
    const deploy = (run: string, inputs: Record<string, string>, from = workspace) =>
      runAction(
        "deploy-rollout",
        { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
        { run, workspace: from },
      );

    // Our manager owns the replicas of the manifest from here on: the case in which they could fall back to 1.
    expect((await deploy("1", { image: one })).outputs.outcome).toBe("succeeded");
    await deploy("1", { operation: "confirm" });
    await kubectlApply([autoscaler], { namespace: namespace.name });
    const scaled = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: namespace.name };
    await (await admin()).patch(scaled, "merge", { spec: { replicas: 4 } }, { subresource: "scale" });
    await expect
      .poll(async () => (await deploymentIn(namespace.name)).status?.availableReplicas, { timeout: 60_000 })
      .toBe(4);
    const watch = await watchReplicas(namespace.name);
    await expect.poll(() => [...watch.seen]).toEqual([4]);

    const release = await deploy("2", { image: two });
    expect(release.outputs.outcome).toBe("succeeded");
    expect(release.log).toContain(`${kind} ${namespace.name}/orders decides how many replicas run`);
    const bad = workspaceOf(
      orders({ replicas: 2, ...fast, podSpec: { ...fast.podSpec, nodeSelector: { nowhere: "yes" } } }),
    );
    await deploy("2", { operation: "confirm" });
    expect((await deploy("3", { image: one, "start-grace": "1s" }, bad)).outputs.outcome).toBe("rolled-back");
    const back = await runAction("rollback", { namespace: namespace.name, workload: "orders" }, { run: "4" });
    expect(back.outputs.outcome).toBe("succeeded");
    expect(await servingImage(namespace.name)).toBe(one);
    // Also where the manifest says nothing of replicas any more.
    const { replicas: _, ...spec } = orders({ ...fast }).spec;
    const silent = await deploy("5", { image: two, force: "true" }, workspaceOf({ ...orders(), spec }));
    expect(silent.outputs.outcome).toBe("succeeded");

    await watch.stop();
    expect([...watch.seen]).toEqual([4]);
    expect((await deploymentIn(namespace.name)).spec.replicas).toBe(4);
  },
);

it.concurrent("keeps a ScaledObject from taking pods away while weights shift, and gives it back as it was", async () => {
  await ensureKeda();
  const shop = await testService("held");
  namespaces.push({ ...shop, name: shop.namespace, remove: shop.close });
  const deployment = orders({ image: "orders:1", podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } });
  const { kind, apiVersion } = scaledObject;
  const scaled = {
    ...{ apiVersion, kind },
    metadata: { name: "orders", annotations: { mine: "yes" } },
    spec: { ...scaledObject.spec, minReplicaCount: 1, idleReplicaCount: 0 },
  };
  await shop.apply(deployment, unproxiedService, ingress, scaled);
  await expect.poll(async () => (await shop.deployments()).orders?.ready, { timeout: 60_000 }).toBe(2);
  const read = async () => {
    const found = await shop.cluster.get({ apiVersion, kind, name: "orders" });
    return { annotations: found?.metadata.annotations, spec: found?.spec as typeof scaled.spec | undefined };
  };
  const before = await read();
  expect(before.spec).toEqual(scaled.spec);

  const seen: Awaited<ReturnType<typeof read>>[] = [];
  const look: Gate = {
    name: "a look",
    at: "step",
    judge: async () => {
      seen.push(await read());
      return { next: "go", markdown: "" };
    },
  };
  const steps = [{ weight: 50, pause: { kind: "none" } as const }];
  const strategy = blueGreen({ slots: [], slotKey: "", previewReplicas: undefined, steps, overlapping: false });
  const tracks: TracksRequest = {
    strategy,
    services: [],
    router: "nginx",
    route: [],
    header: undefined,
    settleTime: 20,
    interrupted: "resume",
    room: "warn",
    overlapping: false,
    scaleDownDelay: undefined,
  };
  const release = (run: string, more: object = {}) =>
    shop.release("orders:2", { run, tracks, objects: [deployment, unproxiedService], gates: [look], ...more });

  await release("1", { onAct: killAt("forward 0 entered") }).catch(killed);
  const stages = (await shop.record()).releases[0]?.track?.stages ?? [];
  await shop.settle("1");
  const hold = stages.findIndex((stage) => stage.kind === "autoscaler" && stage.act === "hold");
  expect(await release("2", { onAct: killAt(`forward ${hold} performed`) }).catch(killed)).toBe("killed");
  const held = { scaleTargetRef: { name: "orders" }, minReplicaCount: 2, triggers: scaled.spec.triggers };
  expect((await read()).spec, "as the kill leaves it").toEqual(held);
  await shop.settle("2");
  expect(await read(), "taken back after a kill").toEqual(before);

  const there = await release("3");
  expect(there.outcome, there.reason).toBe("succeeded");
  expect(seen.map(({ spec }) => spec)).toEqual([held]);
  expect(await read(), "after its cutover").toEqual({
    ...before,
    spec: { ...before.spec, scaleTargetRef: { name: "orders-green" } },
  });
});
