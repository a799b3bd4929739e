import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { deploymentIn, orders, ordersImage, recordIn, service, servingImage, workspaceOf } from "./orders.ts";
import { watchPods } from "./pod-history.ts";
import { type ActionRun, runAction } from "./run-action.ts";

// One service's life: its first release, the next ones, good and bad, and the ways back.

let namespace: TestNamespace;
let one: string;
let two: string;
let three: string;

beforeAll(async () => {
  [namespace, one, two, three] = await Promise.all([
    createNamespace("release"),
    ordersImage("1"),
    ordersImage("2"),
    ordersImage("3"),
  ]);
});
afterAll(() => namespace.remove());

const good = workspaceOf(service, orders());
/** Both bounds of a rolling update are other than the number of pods. */
const bounded = { replicas: 3, spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } } };

function deploy(run: string, inputs: Record<string, string>, workspace = good): Promise<ActionRun> {
  return runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
    { run, workspace },
  );
}
const confirm = (run: string, inputs: Record<string, string> = {}) =>
  runAction(
    "deploy-rollout",
    { namespace: namespace.name, workload: "orders", operation: "confirm", ...inputs },
    { run },
  );
const settle = (run: string, inputs: Record<string, string> = {}) =>
  runAction(
    "deploy-rollout",
    { namespace: namespace.name, workload: "orders", operation: "settle", ...inputs },
    { run },
  );
const rollback = (run: string, inputs: Record<string, string> = {}) =>
  runAction(
    "rollback",
    { namespace: namespace.name, workload: "deployment/orders", reason: "a test", ...inputs },
    { run },
  );

describe.sequential("the life of a service", () => {
  it("is released for the first time", async () => {
    const run = await deploy("1", { image: one, reason: "the very first" });
    expect(run.log).toContain("its first one");
    expect(run.outputs).toMatchObject({
      outcome: "succeeded",
      changed: "true",
      revision: "1",
      digest: one.split("@")[1],
    });
    expect(run.status).toBe(0);
    expect(await servingImage(namespace.name)).toBe(one);
    expect((await recordIn(namespace.name)).releases[0]).toMatchObject({
      state: "promoted",
      revision: 1,
      image: one,
      actor: "ada",
    });
    expect(await kubectl(["rollout", "history", "deployment/orders"], { namespace: namespace.name })).toContain(
      "the very first",
    );
  });

  it("blocks the next run's release until somebody settles it", async () => {
    const run = await deploy("2", { image: two });
    expect(run.outputs.outcome).toBe("failed");
    expect(run.log).toContain("its last gate neither passed nor failed");
    expect(await servingImage(namespace.name)).toBe(one);
  });

  it("is confirmed by its own run only", async () => {
    const other = await confirm("2");
    expect(other.outputs).toMatchObject({ outcome: "failed", reason: "this run has released nothing" });
    const own = await confirm("1");
    expect(own.outputs).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect((await recordIn(namespace.name)).releases[0]?.state).toBe("verified");
    expect((await confirm("1")).outputs).toMatchObject({ outcome: "succeeded", changed: "false" });
  });

  it("changes nothing where its image serves already, and that can be confirmed too", async () => {
    const before = await deploymentIn(namespace.name);
    const run = await deploy("3", { image: one });
    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "false", "previous-digest": one.split("@")[1] });
    expect((await deploymentIn(namespace.name)).metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    expect((await confirm("3", { image: one })).outputs.outcome).toBe("succeeded");
  });

  it("is released with the same image where a variable and the size have changed, within the bounds of its update", async () => {
    const changed = workspaceOf(service, orders({ ...bounded, env: { ORDERS_ADDED_LATENCY: "1ms" } }));
    const history = await watchPods(namespace.name);
    const run = await deploy("4", { image: one }, changed);
    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", revision: "2" });
    const { leastReady, most } = await history.end();
    expect(leastReady).toBeGreaterThanOrEqual(2);
    expect(most).toBe(4);
    await confirm("4");
  });

  it("is not released where its image does not exist: nothing is changed", async () => {
    const before = await recordIn(namespace.name);
    const run = await deploy("5", { image: `${one.split("@")[0]}:never-pushed` });
    expect(run.outputs.outcome).toBe("failed");
    expect(run.log).toMatch(/its registry does not have it.*Nothing was changed/);
    expect(await recordIn(namespace.name)).toEqual(before);
  });

  it("goes back when it never gets ready, and says why on the line of the probe", async () => {
    const bad = workspaceOf(
      service,
      orders({
        ...bounded,
        env: { ORDERS_NEVER_READY: "true", ORDERS_PRINT_AT_START: "::set-output name=digest::evil" },
      }),
    );
    const history = await watchPods(namespace.name);
    const run = await deploy("6", { image: two, timeout: "15s" }, bad);
    // The old pods have gone on serving, and the bounds were kept on both ways.
    const { leastReady, leastReadyOf, most } = await history.end();
    expect(leastReady).toBeGreaterThanOrEqual(2);
    expect(leastReadyOf).toEqual({ [one]: leastReady });
    expect(most).toBe(4);
    expect(run.status).toBe(1);
    expect(run.outputs).toMatchObject({
      outcome: "rolled-back",
      changed: "true",
      digest: two.split("@")[1],
      "previous-digest": one.split("@")[1],
    });
    expect(run.outputs.reason).toMatch(
      /container orders is running, but its readiness probe does not succeed.*not rolled out within 15 s/,
    );
    expect(run.log).toMatch(/^::error file=orders\.yaml,line=\d+/m);
    expect(run.log).toContain("last 20 log lines of pod orders-");
    expect(run.summary).toContain("readiness probe");
    // Both times, in what people and what machines read.
    expect(run.outputs["rollback-ready-after"]).toMatch(/^\d+\.\ds$/);
    expect(run.outputs["rollback-traffic-after"]).toMatch(/^\d+\.\ds$/);
    expect(run.summary).toMatch(/back: pods ready after \| `\d+\.\d s`/);
    expect(run.summary).toMatch(/back: users led there after \| `\d+\.\d s, by the endpoints of Service orders`/);
    expect(run.log).toMatch(/::stop-commands::(\S+)\n[\s\S]*::set-output name=digest::evil[\s\S]*::\1::/);
    expect(await servingImage(namespace.name)).toBe(one);
    expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ state: "rolled-back", image: two });
    expect(
      await kubectl(["rollout", "status", "deployment/orders", "--watch=false"], { namespace: namespace.name }),
    ).toContain("successfully");
  });

  it("refuses the image that was rolled back, unless it is forced", async () => {
    const refused = await deploy("7", { image: two });
    expect(refused.outputs).toMatchObject({ outcome: "failed" });
    expect(refused.log).toContain("force: true");
    const forced = await deploy("7", { image: two, force: "true" });
    expect(forced.outputs).toMatchObject({ outcome: "succeeded", changed: "true" });
    await confirm("7");
  });

  it("is settled where a gate after the rollout failed", async () => {
    expect((await deploy("8", { image: three })).outputs.outcome).toBe("succeeded");
    const other = await settle("9");
    expect(other.outputs).toMatchObject({ outcome: "succeeded", changed: "false" });
    expect(await servingImage(namespace.name)).toBe(three);
    const own = await settle("8");
    expect(own.outputs).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect(await servingImage(namespace.name)).toBe(two);
    expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ state: "rolled-back", image: three });
    expect((await settle("8")).outputs).toMatchObject({ outcome: "succeeded", changed: "false" });
  });

  it("is rolled back to the last verified release, which is not the revision before", async () => {
    const run = await rollback("10", { "health-path": "/health/ready" });
    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", digest: one.split("@")[1] });
    expect(await servingImage(namespace.name)).toBe(one);
    expect((await recordIn(namespace.name)).releases.find(({ image }) => image === two)).toMatchObject({
      state: "rolled-back",
      reason: "a test",
    });
  });

  it("is rolled back to a revision that is named", async () => {
    const revision = await kubectl(
      [
        "get",
        "replicasets",
        `--output=jsonpath={range .items[?(@.spec.template.spec.containers[0].image=="${two}")]}{.metadata.annotations.deployment\\.kubernetes\\.io/revision}{"\\n"}{end}`,
      ],
      { namespace: namespace.name },
    );
    const named = Math.max(...revision.trim().split("\n").map(Number));
    const run = await rollback("11", { revision: String(named) });
    expect(run.outputs).toMatchObject({ outcome: "succeeded" });
    expect(await servingImage(namespace.name)).toBe(two);
    // The first release has made it, and is taken back now: what is gone to needs it still.
    expect(await kubectl(["get", "services", "--output=name"], { namespace: namespace.name })).toContain(
      "service/orders",
    );
    const same = await rollback("11", { revision: run.outputs.revision ?? "" });
    expect(same.log).toMatch(/revision \d+ is what runs now.*Nothing was changed/s);
    const wrong = await rollback("11", { revision: "99" });
    expect(wrong.log).toMatch(/it has no revision 99/);
    expect(wrong.log).toMatch(/revision \d+: localhost:5000\/rollout-test\/orders/);
  });

  it("fails a rollback whose health is bad afterwards, and says so", async () => {
    const run = await rollback("12", { "health-path": "/no-such-page" });
    expect(run.outputs.outcome).toBe("failed");
    expect(run.outputs.reason).toMatch(/answered 404/);
  });
});
