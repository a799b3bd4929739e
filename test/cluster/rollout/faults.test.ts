import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rigEnvironment } from "../../rig/environment.ts";
import { kubectl, kubectlApply, tryKubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { createUser, userWithToken } from "../support/users.ts";
import { deploymentIn, orders, ordersImage, recordIn, service, workspaceOf } from "./orders.ts";
import { type ActionRun, runAction } from "./run-action.ts";

// What can be wrong from outside: one clear error each, exit status 1, nothing half done.

const { expiredKubeconfig } = await rigEnvironment();

let namespace: TestNamespace;
let one: string;
const good = workspaceOf(orders());

beforeAll(async () => {
  [namespace, one] = await Promise.all([createNamespace("faults"), ordersImage("1")]);
});
afterAll(() => namespace.remove());

function deploy(inputs: Record<string, string>, workspace = good): Promise<ActionRun> {
  return runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", image: one, ...inputs },
    { workspace },
  );
}

/** Ended with one error that says what to do, before it changed anything. */
function expectRefused(run: ActionRun, message: RegExp): void {
  expect(run.log).toMatch(message);
  expect(run.log.match(/^::error/gm)).toHaveLength(1);
  expect(run.outputs.outcome).toBe("failed");
  expect(run.status).toBe(1);
}

describe("before the first change", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      "a namespace that is not there",
      { namespace: "no-such-namespace" },
      /has no namespace no-such-namespace.*Create it/,
    ],
    ["a kubeconfig that is none", { kubeconfig: "not: a kubeconfig" }, /kubeconfig/],
    ["neither manifests nor workload", { manifests: "" }, /`workload` is missing or empty/],
    ["manifests that are not there", { manifests: "nowhere.yaml" }, /nowhere\.yaml/],
    ["a timeout that is none", { timeout: "10 minutes" }, /"timeout" is wrong: .*90s/],
    [
      "a workload that the manifests do not hold",
      { workload: "deployment/payments" },
      /they hold no Deployment\/payments, but Deployment\/orders/,
    ],
  ])("%s", async (_, inputs, message) => {
    expectRefused(await deploy(inputs), message);
  });

  it.each<[string, object[], RegExp]>([
    [
      "two workloads",
      [orders(), { ...orders(), metadata: { name: "worker" } }],
      /they hold 2 workloads: Deployment\/orders, Deployment\/worker/,
    ],
    ["no replicas", [orders({ replicas: 0 })], /its manifest says 0 replicas/],
    [
      "what the API server refuses",
      [orders({ container: { imagePullPolicy: "Perhaps" } })],
      /orders\.yaml,line=\d+.*Unsupported value: "Perhaps"/,
    ],
    ["a field that nobody knows", [orders({ podSpec: { restartPolice: "Always" } })], /restartPolice/],
    [
      "a kind that nobody serves",
      [orders(), { apiVersion: "example.com/v1", kind: "Thing", metadata: { name: "x" } }],
      /does not serve Thing of example\.com\/v1/,
    ],
  ])("manifests with %s", async (_, objects, message) => {
    expectRefused(await deploy({}, workspaceOf(...objects)), message);
    expect((await tryKubectl(["get", "deployment", "orders"], { namespace: namespace.name })).status).not.toBe(0);
  });

  it("a user without permission: every verb that is missing is named", async () => {
    const user = await createUser(namespace.name, "reader", [
      {
        apiGroups: ["apps", ""],
        resources: ["deployments", "replicasets", "pods", "configmaps"],
        verbs: ["get", "list", "watch"],
      },
    ]);
    const run = await deploy({ kubeconfig: user.kubeconfig });
    expectRefused(run, /it may not .*patch deployments\.apps.*create leases\.coordination\.k8s\.io/);
    expect(run.log.replaceAll(/^::add-mask::.*$/gm, "")).not.toContain(user.token);
  });

  it("credentials that the cluster no longer takes", async () => {
    const user = await userWithToken("eyJhbGciOiJub25lIn0.e30.x", namespace.name);
    expectRefused(await deploy({ kubeconfig: user.kubeconfig }), /credentials|Unauthorized|401/);
  });

  it("a server that cannot be reached", async () => {
    const kubeconfig = JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "gone", cluster: { server: "https://127.0.0.1:9" } }],
      users: [{ name: "x", user: { token: "x" } }],
      contexts: [{ name: "x", context: { cluster: "gone", user: "x" } }],
      "current-context": "x",
    });
    expectRefused(await deploy({ kubeconfig }), /127\.0\.0\.1:9/);
  });

  // Only the rig can make one.
  if (expiredKubeconfig !== undefined) {
    it("an administrator whose certificate has expired", async () => {
      expectRefused(await deploy({ kubeconfig: expiredKubeconfig }), /expired/);
    });
  }
});

describe("a registry that the runner cannot reach", () => {
  it("is a warning, and a first release that the nodes cannot pull either is scaled to 0", async () => {
    const run = await deploy(
      { image: "", images: "orders=127.0.0.1:9/orders:1", timeout: "3s" },
      workspaceOf(orders({ image: "orders" })),
    );
    expect(run.log).toMatch(/^::warning.*could not be looked up before the release/m);
    expect(run.outputs.outcome).toBe("failed");
    expect((await deploymentIn(namespace.name)).spec.replicas).toBe(0);
  });
});

describe("a first release that fails", () => {
  it("is scaled to 0, what it has created beside goes, and the next release begins anew", async () => {
    const place = await createNamespace("first");
    const missing = {
      env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "no-such-secret", key: "password" } } }],
    };
    const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "orders" }, data: { a: "1" } };
    const inputs = { namespace: place.name };
    const run = await deploy(inputs, workspaceOf(service, settings, orders({ container: missing })));
    expect(run.outputs).toMatchObject({ outcome: "failed", changed: "true" });
    expect(run.outputs.reason).toContain('secret "no-such-secret" not found');
    expect(run.log).toMatch(/Removed what the release had created: .*Service .*ConfigMap /);
    expect(run.log).toContain("the workload is scaled to 0");
    expect(await kubectl(["get", "services,configmaps", "--output=name"], { namespace: place.name })).not.toMatch(
      /\/orders$/m,
    );
    expect((await deploymentIn(place.name)).spec.replicas).toBe(0);
    expect((await recordIn(place.name)).releases[0]?.state).toBe("failed");

    const again = await deploy(inputs, workspaceOf(service, orders()));
    expect(again.outputs.outcome).toBe("succeeded");
    expect((await deploymentIn(place.name)).spec.replicas).toBe(2);
    await place.remove();
  });
});

describe("a release that brings its own namespace and kinds", () => {
  it("creates them first and checks what lives in them then", async () => {
    const name = `brought-${Date.now().toString(36)}`;
    const group = `${name}.example.com`;
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `things.${group}` },
      spec: {
        group,
        scope: "Namespaced",
        names: { plural: "things", kind: "Thing" },
        versions: [
          {
            name: "v1",
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        ],
      },
    };
    const workspace = workspaceOf(
      { apiVersion: `${group}/v1`, kind: "Thing", metadata: { name: "one" } },
      orders(),
      definition,
      { apiVersion: "v1", kind: "Namespace", metadata: { name } },
    );
    const run = await deploy({ namespace: name }, workspace);
    expect(run.outputs.outcome).toBe("succeeded");
    expect(await kubectl(["get", `things.${group}`, "one", "--output=name"], { namespace: name })).toContain("/one");
    await kubectl(["delete", "customresourcedefinition", `things.${group}`, "--wait=false"]);
    await kubectl(["delete", "namespace", name, "--wait=false"]);
  });
});

describe("a namespace with a quota", () => {
  it("fails with the quota's words when it stays full", async () => {
    const place = await createNamespace("quota");
    const quota = {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "small" },
      spec: { hard: { pods: "1" } },
    };
    await kubectlApply([quota], { namespace: place.name });
    const run = await deploy({ namespace: place.name, timeout: "40s" });
    expect(run.outputs.outcome).toBe("failed");
    expect(run.outputs.reason).toContain("exceeded quota");
    await place.remove();
  });
});

describe("without a record", () => {
  it("a rollback lists the revisions and asks for one", async () => {
    const place = await createNamespace("norecord");
    await kubectlApply([orders({ image: one })], { namespace: place.name });
    await kubectl(["rollout", "status", "deployment/orders", "--timeout=60s"], { namespace: place.name });
    const run = await runAction("rollback", { namespace: place.name, workload: "orders" });
    expectRefused(run, /it has no record of releases.*Set the input `revision`/);
    expect(run.log).toMatch(/revision 1: localhost:5000\/rollout-test\/orders@sha256:\w+, \d+ min old, 2 ready/);
    await place.remove();
  });
});
