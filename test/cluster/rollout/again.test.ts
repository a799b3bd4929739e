import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin } from "../support/admin.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { deploymentIn, orders, ordersImage, recordIn, servingImage, workspaceOf } from "./orders.ts";
import { type ActionRun, runAction } from "./run-action.ts";

// One service that is released again: an older commit, another attempt, a failure that is kept, a policy in the way.
// Each test goes on from where the one before has left it. The pods are simulated.

let namespace: TestNamespace;
let node: SimulatedNode;
let one: string;
let two: string;
let three: string;
let good: string;
/** No node takes its pods. */
let bad: string;

beforeAll(async () => {
  [namespace, node, one, two, three] = await Promise.all([
    createNamespace("again"),
    startSimulatedNode(),
    ordersImage("1"),
    ordersImage("2"),
    ordersImage("3"),
  ]);
  good = workspaceOf(deployment());
  bad = workspaceOf(deployment({ nodeSelector: { nowhere: "yes" } }));
});
afterAll(async () => {
  const cluster = await admin();
  for (const kind of ["ValidatingAdmissionPolicyBinding", "ValidatingAdmissionPolicy"])
    await cluster.delete({ apiVersion: policyApi, kind, name: namespace.name });
  await Promise.all([namespace.remove(), node.stop()]);
});

const policyApi = "admissionregistration.k8s.io/v1";

function deployment(podSpec: object = {}) {
  return orders({ podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0, ...podSpec } });
}

interface Options {
  readonly workspace?: string;
  readonly attempt?: string;
  readonly commit?: string;
}

function act(
  run: string,
  inputs: Record<string, string>,
  { workspace = good, attempt = "1", commit = "" }: Options = {},
): Promise<ActionRun> {
  return runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
    { run, workspace, commit, env: { GITHUB_RUN_ATTEMPT: attempt } },
  );
}

describe.sequential("a service", () => {
  it("skips a commit that is older than the one that serves, unless it is allowed", async () => {
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
        cwd: good,
        encoding: "utf8",
      }).trim();
    git("init", "--quiet");
    git("commit", "--quiet", "--allow-empty", "--message=one");
    const older = git("rev-parse", "HEAD");
    git("commit", "--quiet", "--allow-empty", "--message=two");
    const newer = git("rev-parse", "HEAD");

    const first = await act("1", { image: two }, { commit: newer });
    expect(first.outputs.outcome, first.log).toBe("succeeded");
    expect((await act("1", { operation: "confirm" }, { commit: newer })).outputs.outcome).toBe("succeeded");

    const skipped = await act("2", { image: one }, { commit: older });
    expect(skipped.outputs).toMatchObject({ outcome: "skipped", changed: "false" });
    expect(skipped.status).toBe(0);
    expect(skipped.outputs.reason).toContain("is older than");
    expect(await servingImage(namespace.name)).toBe(two);

    const allowed = await act("3", { image: one, "allow-older": "true" }, { commit: older });
    expect(allowed.outputs.outcome, allowed.log).toBe("succeeded");
    expect(await servingImage(namespace.name)).toBe(one);
    expect((await act("3", { operation: "confirm" }, { commit: older })).outputs.outcome).toBe("succeeded");
  });

  // "Re-run all jobs" of a workflow run whose release is promoted and not yet verified.
  it("goes on with the release of the earlier attempt, or replaces it, and never goes back to it", async () => {
    const begun = await act("4", { image: two });
    expect(begun.outputs.outcome, begun.log).toBe("succeeded");
    const same = await act("4", { image: two }, { attempt: "2" });
    expect(same.outputs).toMatchObject({ outcome: "succeeded", changed: "false" });

    // A new build fails: the way back is what was verified, not what the earlier attempt has left.
    const failing = await act("4", { image: three, "start-grace": "1s" }, { attempt: "3", workspace: bad });
    expect(failing.outputs, failing.log).toMatchObject({ outcome: "rolled-back" });
    expect(await servingImage(namespace.name)).toBe(one);
    const states = (await recordIn(namespace.name)).releases.map(({ image, state }) => [image, state]);
    expect(states.slice(0, 3)).toEqual([
      [three, "rolled-back"],
      [two, "superseded"],
      [one, "verified"],
    ]);

    const last = await act("4", { image: two }, { attempt: "4" });
    expect(last.outputs, last.log).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect((await act("4", { operation: "confirm" }, { attempt: "5" })).outputs.outcome).toBe("succeeded");
    expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ image: two, state: "verified" });
  });

  it("leaves a failed release to be looked at where that is asked for, until it is rolled back", async () => {
    const inputs = { image: three, force: "true", "start-grace": "1s", "on-failure": "keep" };
    const kept = await act("5", inputs, { workspace: bad });
    expect(kept.status).toBe(1);
    expect(kept.outputs).toMatchObject({ outcome: "failed", changed: "true" });
    expect(kept.outputs.reason).toContain("no node takes pod");
    expect(kept.log).toContain("It is left as it is");
    expect(kept.log).not.toContain("Going back");
    expect(await servingImage(namespace.name)).toBe(three);
    // The old pods go on serving: maxUnavailable is 0.
    expect((await deploymentIn(namespace.name)).status?.availableReplicas).toBe(2);
    expect((await recordIn(namespace.name)).releases[0]).toMatchObject({ state: "failed", image: three });

    const settled = await act("5", { operation: "settle" });
    expect(settled.outputs).toMatchObject({ outcome: "succeeded", changed: "false" });
    const back = await runAction("rollback", { namespace: namespace.name, workload: "orders" }, { run: "6" });
    expect(back.outputs, back.log).toMatchObject({ outcome: "succeeded", changed: "true", digest: two.split("@")[1] });
    expect(await servingImage(namespace.name)).toBe(two);
  });

  // An API server answers `admission webhook "…" does not support dry run` for a webhook whose sideEffects
  // are `Some`. Today's API takes no such webhook any more (it may be there from before); a policy with the
  // same words refuses the same requests.
  it("is released with a warning where an admission refuses dry runs", async () => {
    const cluster = await admin();
    const metadata = { name: namespace.name };
    const here = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace.name } } };
    await cluster.create({
      apiVersion: policyApi,
      kind: "ValidatingAdmissionPolicy",
      metadata,
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          ...here,
          resourceRules: [
            { apiGroups: ["apps"], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["deployments"] },
          ],
        },
        validations: [
          { expression: "!request.?dryRun.orValue(false)", message: 'admission webhook "a" does not support dry run' },
        ],
      },
    });
    await cluster.create({
      apiVersion: policyApi,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata,
      spec: { policyName: namespace.name, validationActions: ["Deny"], matchResources: here },
    });
    const reference = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: namespace.name };
    const labels = (probe: string) => ({ metadata: { labels: { probe } } });
    const dryRun = (): Promise<string> =>
      cluster.patch(reference, "merge", labels(String(Math.random())), { dryRun: true }).then(
        () => "taken",
        (error: Error) => error.message,
      );
    await expect.poll(dryRun, { interval: 200 }).toContain("does not support dry run");

    const run = await act("7", { image: one });
    expect(run.log).toMatch(
      /^::warning file=orders\.yaml,line=1.*Deployment .*orders could not be checked before the release: .*does not support dry run/m,
    );
    expect(run.outputs, run.log).toMatchObject({ outcome: "succeeded", changed: "true" });
    expect(await servingImage(namespace.name)).toBe(one);
  });
});
