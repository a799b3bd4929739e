import { afterAll, beforeAll, expect, it } from "vitest";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { orders, ordersImage, recordIn, servingImage, withoutItsSecret, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

// "Re-run all jobs" of a workflow run whose release is promoted and not yet verified.

let namespace: TestNamespace;
let one: string;
let two: string;
let three: string;

beforeAll(async () => {
  [namespace, one, two, three] = await Promise.all([
    createNamespace("attempts"),
    ordersImage("1"),
    ordersImage("2"),
    ordersImage("3"),
  ]);
});
afterAll(() => namespace.remove());

const good = workspaceOf(orders());

function act(run: string, attempt: string, inputs: Record<string, string>, workspace = good) {
  return runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
    { run, workspace, env: { GITHUB_RUN_ATTEMPT: attempt } },
  );
}

it("goes on with the release of the earlier attempt, or replaces it, and never goes back to it", async () => {
  await act("1", "1", { image: one });
  await act("1", "1", { operation: "confirm" });
  expect((await act("2", "1", { image: two })).outputs.outcome).toBe("succeeded");

  const same = await act("2", "2", { image: two });
  expect(same.outputs).toMatchObject({ outcome: "succeeded", changed: "false" });

  // A new build fails: the way back is what was verified, not what the earlier attempt has left.
  const bad = workspaceOf(orders({ container: withoutItsSecret }));
  const failing = await act("2", "3", { image: three }, bad);
  expect(failing.outputs, failing.log).toMatchObject({ outcome: "rolled-back" });
  expect(await servingImage(namespace.name)).toBe(one);
  const states = (await recordIn(namespace.name)).releases.map(({ image, state }) => [image, state]);
  expect(states).toEqual([
    [three, "rolled-back"],
    [two, "superseded"],
    [one, "verified"],
  ]);

  expect((await act("2", "4", { image: two })).outputs).toMatchObject({ outcome: "succeeded", changed: "true" });
  expect((await act("2", "5", { operation: "confirm" })).outputs).toMatchObject({ outcome: "succeeded" });
  expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ image: two, state: "verified" });
});
