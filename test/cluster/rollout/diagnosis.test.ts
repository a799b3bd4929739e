import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OrdersOptions, orders, ordersImage } from "./orders.ts";
import { type TestService, testService } from "./tracks.ts";

// What a real node says of a pod that it cannot run, and what the release makes of it. Nothing serves before: each release
// costs the node one pod. (What fails at once is measured by `npm run bench -- fail-fast`, cause by cause.)

let shop: TestService;
let image: string;

beforeAll(async () => {
  [shop, image] = await Promise.all([testService("diagnosis"), ordersImage("1")]);
});
afterAll(() => shop.close());

/** With graces so short that the cause is told as soon as it may be. */
async function fails(options: OrdersOptions) {
  const end = await shop.release(image, {
    tracks: undefined,
    objects: [orders({ replicas: 1, ...options })],
    request: { graces: { start: 1_000, ready: 60_000, restarts: 1 } },
  });
  expect(end.outcome, end.summary).toBe("failed");
  // Given up by its cause, not by the deadline.
  expect(end.reason).not.toContain("not rolled out within");
  return { reason: end.reason, advice: end.failure?.advice ?? "", evidence: end.failure?.evidence ?? [] };
}

describe.sequential("a pod", () => {
  it("that needs more memory than its limit is told by that, not by its exit code alone", async () => {
    const { reason, advice } = await fails({
      env: { ORDERS_HOLD_MEMORY_MB: "64" },
      container: { resources: { limits: { memory: "32Mi" } } },
    });
    expect(reason).toMatch(/container orders was killed because it needed more memory than its limit \(OOMKilled\)/);
    expect(advice).toContain("Raise its memory limit");
  });

  it("whose volume cannot be mounted is told with the kubelet's words and the volume", async () => {
    const { reason, advice } = await fails({
      container: { volumeMounts: [{ name: "data", mountPath: "/data" }] },
      podSpec: { volumes: [{ name: "data", hostPath: { path: "/no/such/folder", type: "Directory" } }] },
    });
    expect(reason).toMatch(/the volumes of pod orders-\S+ cannot be mounted: .*volume "data".*not a directory/);
    expect(advice).toContain("Look at the volume's claim, its driver and the node");
  });

  it("whose sandbox or network cannot be set up is told so, with what the runtime says", async () => {
    const sysctls = [{ name: "net.ipv4.ip_local_port_range", value: "none" }];
    const { reason, advice } = await fails({ podSpec: { securityContext: { sysctls } } });
    expect(reason).toMatch(/the node cannot set pod orders-\S+ up: .*ip_local_port_range/);
    expect(advice).toContain("no container of the pod was started");
  });
});
