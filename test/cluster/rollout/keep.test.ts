import { afterAll, beforeAll, expect, it } from "vitest";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { deploymentIn, orders, ordersImage, recordIn, servingImage, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

let namespace: TestNamespace;
let one: string;
let two: string;

beforeAll(async () => {
  [namespace, one, two] = await Promise.all([createNamespace("keep"), ordersImage("1"), ordersImage("2")]);
});
afterAll(() => namespace.remove());

it("leaves a failed release to be looked at where that is asked for, until it is rolled back", async () => {
  const deploy = (run: string, inputs: Record<string, string>, workspace = workspaceOf(orders())) =>
    runAction("deploy-rollout", { namespace: namespace.name, manifests: "orders.yaml", ...inputs }, { run, workspace });
  await deploy("1", { image: one });
  await deploy("1", { operation: "confirm" });

  const bad = workspaceOf(orders({ env: { ORDERS_NEVER_READY: "true" } }));
  const kept = await deploy("2", { image: two, timeout: "4s", "on-failure": "keep" }, bad);
  expect(kept.status).toBe(1);
  expect(kept.outputs).toMatchObject({ outcome: "failed", changed: "true", revision: "2" });
  expect(kept.outputs.reason).toContain("its readiness probe does not succeed");
  expect(kept.log).toContain("It is left as it is");
  expect(kept.log).not.toContain("Going back");
  expect(await servingImage(namespace.name)).toBe(two);
  // The old pods go on serving: maxUnavailable is 0.
  expect((await deploymentIn(namespace.name)).status?.availableReplicas).toBe(2);
  expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ state: "failed", image: two });

  const settled = await deploy("2", { operation: "settle" });
  expect(settled.outputs).toMatchObject({ outcome: "succeeded", changed: "false" });
  const back = await runAction("rollback", { namespace: namespace.name, workload: "orders" }, { run: "3" });
  expect(back.outputs, back.log).toMatchObject({ outcome: "succeeded", changed: "true", digest: one.split("@")[1] });
  expect(await servingImage(namespace.name)).toBe(one);
});
