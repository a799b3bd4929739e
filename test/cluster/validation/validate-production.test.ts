// What do the checks say about a real service in a real cluster?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "../../../src/kube/connect.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import { type ValidationResult, validate } from "../../../src/validation/validate.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type OrdersService, startOrders } from "../smoke/orders-service.ts";

let orders: OrdersService;

beforeAll(async () => {
  orders = await startOrders("validation");
});
afterAll(() => orders.remove());

const workload = { kind: "Deployment", name: "orders" };
const context = { log: recordLog(), signal: never };

async function run(digest = orders.digest, cluster = orders.cluster): Promise<ValidationResult> {
  const manifests = await loadManifests(["examples/orders/k8s"], { directory: process.cwd() });
  const live = await readLiveObjects(cluster, { digest, signal: never });
  return await validate({ manifests, live, workload, failOn: "high" }, context);
}

function idsOf(result: ValidationResult, state: string): string[] {
  return result.results.filter((one) => one.state === state).map(({ check }) => check.id);
}

describe("validate-production in a cluster", () => {
  it("passes the example service: its namespace has no quota, and nothing else is found", async () => {
    const result = await run();
    expect(idsOf(result, "failed")).toEqual(["performance/namespace-limits"]);
    expect(idsOf(result, "unknown")).toEqual([]);
    expect(result.passed).toBe(true);
    expect(idsOf(result, "passed")).toEqual(
      expect.arrayContaining(["release/digest", "release/pods-ready", "release/service-endpoints", "release/restarts"]),
    );
  });

  it("judges the live objects where there are no manifests", async () => {
    const live = await readLiveObjects(orders.cluster, { digest: orders.digest, signal: never });
    const result = await validate({ manifests: [], live, workload, failOn: "high" }, context);
    expect(idsOf(result, "failed")).toEqual(["performance/namespace-limits"]);
  });

  it("fails for another digest than the pods run", async () => {
    const result = await run(`sha256:${"0".repeat(64)}`);
    expect(result.passed).toBe(false);
    expect(idsOf(result, "failed")).toContain("release/digest");
  });

  it("does not pass what its user may not read", async () => {
    const { kubectl, namespace, rig } = orders;
    await kubectl(["create", "serviceaccount", "reader"]);
    await kubectl(["create", "role", "reader", "--verb=list", "--resource=deployments.apps,services"]);
    await kubectl(["create", "rolebinding", "reader", "--role=reader", `--serviceaccount=${namespace}:reader`]);
    const config = JSON.parse(await kubectl(["config", "view", "--raw", "--minify", "--output=json"]));
    config.users[0].user = { token: await kubectl(["create", "token", "reader"]) };
    const reader = await connect({
      kubeconfig: JSON.stringify(config),
      namespace,
      env: rig.env,
      tempDirectory: "/tmp",
      mask: () => undefined,
    });
    const result = await run(orders.digest, reader);
    await reader.close();
    expect(idsOf(result, "unknown")).toEqual([
      "release/digest",
      "release/pods-ready",
      "release/restarts",
      "release/service-endpoints",
      "performance/namespace-limits",
    ]);
    expect(result.passed).toBe(false);
  });

  it("sees a pod that is not ready", async () => {
    await orders.kubectl(["set", "env", "deployment/orders", "ORDERS_NEVER_READY=true"]);
    await expect.poll(async () => idsOf(await run(), "failed"), { timeout: 20_000 }).toContain("release/pods-ready");
    expect((await run()).passed).toBe(false);
  });
});
