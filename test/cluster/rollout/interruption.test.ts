import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { deploymentIn, orders, ordersImage, recordIn, servingImage, withoutItsSecret, workspaceOf } from "./orders.ts";
import { type ActionOptions, runAction, type StartedAction, startAction } from "./run-action.ts";

// A release that is cut off in the middle, in each of the ways in which that happens.

const settings = (color: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings" },
  data: { color },
});
const good = workspaceOf(settings("blue"), orders());
/** Never ready: the release waits until it is interrupted. */
const slow = workspaceOf(settings("green"), orders({ env: { ORDERS_NEVER_READY: "true" } }));
const failing = workspaceOf(orders({ container: withoutItsSecret }));
const waiting = "Waiting: 1 of 2 pods are of the new revision";

let one: string;
let two: string;
let three: string;
const namespaces: TestNamespace[] = [];

beforeAll(async () => {
  [one, two, three] = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
});
afterAll(async () => {
  await Promise.all(namespaces.map((each) => each.remove()));
});

/** A namespace in which version 1 is verified, and its actions. */
async function service(name: string) {
  const created = await createNamespace(name);
  namespaces.push(created);
  const namespace = created.name;
  const act = (inputs: Record<string, string>, options: ActionOptions) =>
    runAction("deploy-rollout", { namespace, manifests: "orders.yaml", ...inputs }, { workspace: good, ...options });
  expect((await act({ image: one }, { run: "1" })).outputs.outcome).toBe("succeeded");
  expect((await act({ operation: "confirm" }, { run: "1" })).outputs.outcome).toBe("succeeded");
  return {
    namespace,
    act,
    /** A release of version 2 that has reached its wait. */
    begin: async (run: string): Promise<StartedAction> => {
      const started = await startAction(
        "deploy-rollout",
        { namespace, manifests: "orders.yaml", image: two },
        { run, workspace: slow },
      );
      await started.said(waiting);
      return started;
    },
  };
}

describe("a release in its middle", () => {
  it("goes back when its machine is taken away: accepted and recorded at once, seen through by the post step", async () => {
    const { namespace, begin, act } = await service("sigterm");
    const before = (await deploymentIn(namespace)).spec.template;
    const release = await begin("2");
    release.child.kill("SIGTERM");
    const run = await release.ended;

    expect(run.status).toBe(1);
    expect(run.outputs).toMatchObject({ outcome: "aborted", changed: "true" });
    expect(run.outputs.reason).toContain("cancelled (SIGTERM)");
    expect((await deploymentIn(namespace)).spec.template).toEqual(before);
    expect((await recordIn(namespace)).releases[0]?.state).toMatch(/rolling-back|aborted/);

    const post = await release.post();
    expect(post.status).toBe(0);
    expect((await recordIn(namespace)).releases[0]).toMatchObject({ state: "aborted", image: two });
    // What was cancelled did nothing wrong: it may be released again.
    expect((await act({ image: two }, { run: "3" })).outputs.outcome).toBe("succeeded");
  });

  it("is begun anew by the next run when its runner dies, and goes back to what served before both", async () => {
    const { namespace, begin, act } = await service("killed");
    const release = await begin("2");
    release.child.kill("SIGKILL");
    await release.ended;
    expect((await recordIn(namespace)).releases[0]).toMatchObject({ state: "releasing", image: two });
    // Nobody renews its lock any more. A minute would be waited for; a person who knows better removes it.
    await kubectl(["delete", "lease", "slipway-deployment-orders"], { namespace });

    const failed = await act({ image: three }, { run: "3", workspace: failing });
    expect(failed.log).toContain("was left releasing by a run that is over");
    expect(failed.outputs.outcome).toBe("rolled-back");
    expect(await servingImage(namespace)).toBe(one);
    const states = (await recordIn(namespace)).releases.map(({ image, state }) => [image, state]);
    expect(states).toEqual([
      [three, "rolled-back"],
      [two, "aborted"],
      [one, "verified"],
    ]);
  });

  it("is settled by another job when its runner dies: by its own run, or by a person", async () => {
    const { namespace, begin, act } = await service("settled");
    const color = () => kubectl(["get", "configmap", "settings", "--output=jsonpath={.data.color}"], { namespace });
    for (const [run, settling, scope] of [
      ["2", "2", "run"],
      ["3", "9", "any"],
    ] as const) {
      const release = await begin(run);
      expect(await color()).toBe("green");
      if (scope === "any") {
        // Killed on its way back: its configuration is given back, its template is asked for, or not yet.
        release.child.kill("SIGINT");
        await release.said("Restored what ConfigMap");
      }
      release.child.kill("SIGKILL");
      await release.ended;
      await kubectl(["delete", "lease", "slipway-deployment-orders"], { namespace });
      const settled = await act({ operation: "settle", scope }, { run: settling });
      expect(settled.outputs).toMatchObject({ outcome: "succeeded", changed: "true" });
      expect(await servingImage(namespace)).toBe(one);
      expect(await color()).toBe("blue");
      expect((await recordIn(namespace)).releases[0]).toMatchObject({ state: "aborted", image: two });
    }
  });

  it("backs out and yields when a rollback asks for its lock, and keeps a second release out", async () => {
    const { namespace, begin, act } = await service("yield");
    const release = await begin("2");
    const second = await act({ image: three }, { run: "3" });
    expect(second.outputs.outcome).toBe("failed");
    expect(second.log).toMatch(/taking the lock of Deployment orders: it is held by 2-1/);

    const back = await runAction("rollback", { namespace, workload: "orders", reason: "it smells" }, { run: "4" });
    const aborted = await release.ended;
    expect(aborted.outputs).toMatchObject({ outcome: "aborted" });
    expect(aborted.outputs.reason).toContain("ada asked for it to be taken back: it smells");
    expect(back.outputs, back.log).toMatchObject({ outcome: "succeeded" });
    expect(await servingImage(namespace)).toBe(one);
    expect(await kubectl(["rollout", "status", "deployment/orders", "--watch=false"], { namespace })).toContain(
      "successfully",
    );
  });
});
