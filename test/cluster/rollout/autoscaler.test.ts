import { spawn } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rigEnvironment } from "../../rig/environment.ts";
import { kubectl, kubectlApply } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { deploymentIn, orders, ordersImage, servingImage, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

// The autoscaler's replicas are its own: a release, its failure and a rollback never touch them.

let namespace: TestNamespace;
let one: string;
let two: string;

beforeAll(async () => {
  [namespace, one, two] = await Promise.all([createNamespace("scaled"), ordersImage("1"), ordersImage("2")]);
});
afterAll(() => namespace.remove());

const autoscaler = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "orders" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "orders" },
    minReplicas: 8,
    maxReplicas: 10,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
  },
};

/** Every `spec.replicas` that an independent watch sees. */
async function watchReplicas(): Promise<{ seen: Set<number>; stop: () => void }> {
  const { env } = await rigEnvironment();
  const seen = new Set<number>();
  const args = [
    "--namespace",
    namespace.name,
    "get",
    "deployment",
    "orders",
    "--watch",
    "--output=jsonpath={.spec.replicas}{'\\n'}",
  ];
  const child = spawn("kubectl", args, { env, stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n")) if (line !== "") seen.add(Number(line));
  });
  return { seen, stop: () => child.kill() };
}

it("never shows fewer replicas than the autoscaler's, whatever the manifest says", async () => {
  const fast = {
    container: { readinessProbe: { httpGet: { path: "/health/ready", port: "http" }, periodSeconds: 1 } },
    spec: { strategy: { rollingUpdate: { maxSurge: 8, maxUnavailable: 0 } } },
  };
  const workspace = workspaceOf(orders({ replicas: 3, ...fast }));
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
  await kubectl(["scale", "deployment/orders", "--replicas=8"], { namespace: namespace.name });
  await kubectl(["rollout", "status", "deployment/orders", "--timeout=60s"], { namespace: namespace.name });
  const watch = await watchReplicas();
  await expect.poll(() => [...watch.seen]).toEqual([8]);

  const release = await deploy("2", { image: two });
  expect(release.outputs.outcome).toBe("succeeded");
  expect(release.log).toContain("decides how many replicas run");
  const bad = workspaceOf(orders({ replicas: 3, ...fast, env: { ORDERS_NEVER_READY: "true" } }));
  await deploy("2", { operation: "confirm" });
  expect((await deploy("3", { image: one, timeout: "4s" }, bad)).outputs.outcome).toBe("rolled-back");
  const back = await runAction("rollback", { namespace: namespace.name, workload: "orders" }, { run: "4" });
  expect(back.outputs.outcome).toBe("succeeded");
  expect(await servingImage(namespace.name)).toBe(one);
  // Also where the manifest says nothing of replicas any more.
  const { replicas: _, ...spec } = orders({ ...fast }).spec;
  const silent = await deploy("5", { image: two, force: "true" }, workspaceOf({ ...orders(), spec }));
  expect(silent.outputs.outcome).toBe("succeeded");

  watch.stop();
  expect([...watch.seen]).toEqual([8]);
  expect((await deploymentIn(namespace.name)).spec.replicas).toBe(8);
});
