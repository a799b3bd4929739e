import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { orders, ordersImage, servingImage, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

let namespace: TestNamespace;
let one: string;
let two: string;

beforeAll(async () => {
  [namespace, one, two] = await Promise.all([createNamespace("older"), ordersImage("1"), ordersImage("2")]);
});
afterAll(() => namespace.remove());

it("skips a commit that is older than the one that serves, unless it is allowed", async () => {
  const workspace = workspaceOf(orders());
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: workspace,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet");
  git("commit", "--quiet", "--allow-empty", "--message=one");
  const older = git("rev-parse", "HEAD");
  git("commit", "--quiet", "--allow-empty", "--message=two");
  const newer = git("rev-parse", "HEAD");
  const deploy = (run: string, commit: string, inputs: Record<string, string>) =>
    runAction(
      "deploy-rollout",
      { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
      { run, commit, workspace },
    );

  expect((await deploy("1", newer, { image: two })).outputs.outcome).toBe("succeeded");
  expect((await deploy("1", newer, { operation: "confirm" })).outputs.outcome).toBe("succeeded");

  const skipped = await deploy("2", older, { image: one });
  expect(skipped.outputs).toMatchObject({ outcome: "skipped", changed: "false" });
  expect(skipped.status).toBe(0);
  expect(skipped.outputs.reason).toContain("is older than");
  expect(await servingImage(namespace.name)).toBe(two);

  expect((await deploy("3", older, { image: one, "allow-older": "true" })).outputs.outcome).toBe("succeeded");
  expect(await servingImage(namespace.name)).toBe(one);
});
