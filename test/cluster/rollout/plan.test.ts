import { afterAll, beforeAll, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { admin } from "../support/admin.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { createUser, type TestUser } from "../support/users.ts";
import { orders as anywhere, type OrdersOptions, ordersImage, servingImage, workspaceOf } from "./orders.ts";
import { type ActionRun, runAction } from "./run-action.ts";

// What a plan says, to somebody who may only look, and that it was true. The pods are simulated.

let node: SimulatedNode;
let namespace: TestNamespace;
let one: string;
let two: string;
let reader: TestUser;

/** As a reviewer has it: everything but Secrets can be looked at, and nothing can be changed. */
const looking = ["get", "list", "watch"];
const rules = [
  { apiGroups: [""], resources: ["configmaps", "services", "pods"], verbs: looking },
  { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: looking },
  // Nothing of KEDA, whose kinds another test may have brought.
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: looking },
];
const configuration = (level: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "orders" },
  data: { LEVEL: level },
});
const secret = (password: string) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "orders" },
  stringData: { password },
});
const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "orders" },
  spec: { selector: { app: "orders" }, ports: [{ port: 80, targetPort: "http" }] },
};
const orders = (options: OrdersOptions = {}) =>
  anywhere({ ...options, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } });
let first: string;
let next: string;

beforeAll(async () => {
  [namespace, node, one, two] = await Promise.all([
    createNamespace("plan"),
    startSimulatedNode(),
    ordersImage("1"),
    ordersImage("2"),
  ]);
  reader = await createUser(namespace.name, "reader", rules);
  first = workspaceOf(service, configuration("info"), secret("hunter-one"), orders());
  const slower = orders({ env: { ORDERS_ADDED_LATENCY: "1ms" } });
  next = workspaceOf(service, configuration("debug"), secret("hunter-two"), slower);
});
afterAll(async () => {
  reader.remove();
  await namespace.remove();
  await node.stop();
});

const run = (inputs: Record<string, string>, workspace: string, id = "1"): Promise<ActionRun> =>
  runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", ...inputs },
    { run: id, workspace },
  );

/** Every object's version: what anybody changed shows here. What the cluster puts into a new namespace does not count. */
async function versions(): Promise<Record<string, string>> {
  const kinds = [
    ...["Deployment", "ReplicaSet"].map((kind) => ({ apiVersion: "apps/v1", kind })),
    ...["Service", "ConfigMap", "Secret"].map((kind) => ({ apiVersion: "v1", kind })),
    { apiVersion: "coordination.k8s.io/v1", kind: "Lease" },
  ];
  const cluster = await admin();
  const lists = await Promise.all(kinds.map((kind) => cluster.list<KubeObject>(kind, { namespace: namespace.name })));
  return Object.fromEntries(
    lists.flatMap(({ items }, index) =>
      items
        .filter(({ metadata }) => metadata.name !== "kube-root-ca.crt")
        .map(({ metadata }) => [`${kinds[index]?.kind} ${metadata.name}`, metadata.resourceVersion ?? ""]),
    ),
  );
}

it("is told of a first release, which then does just that", async () => {
  const before = await versions();
  const planned = await run({ operation: "plan", image: one, kubeconfig: reader.kubeconfig }, first);
  expect(planned.outputs, planned.log).toMatchObject({ outcome: "succeeded", changed: "false" });
  expect(await versions()).toEqual(before);
  expect(planned.summary).toContain("its first one");
  expect(planned.summary).toMatch(/Create ConfigMap .*orders\n.*Apply Secret .*not compared/);
  expect(planned.summary).toContain("is scaled to 0");
  expect(planned.log).toMatch(/This user may not carry it out: the release also needs .*patch deployments\.apps/);
  expect(planned.log + planned.summary).not.toContain("hunter");

  const released = await run({ image: one }, first);
  expect(released.outputs, released.log).toMatchObject({ outcome: "succeeded", changed: "true" });
  expect(await versions()).toHaveProperty("Secret orders");
  expect(released.summary).toContain("The plan that it followed (rolling");
  expect(released.log + released.summary).not.toContain("hunter");
  await run({ operation: "confirm" }, first);
});

it("shows what changes in which object, by the server's dry run and without, never a secret value", async () => {
  const before = await versions();
  const asked = await run({ operation: "plan", image: two }, next);
  const read = await run({ operation: "plan", image: two, kubeconfig: reader.kubeconfig }, next);
  expect(await versions()).toEqual(before);
  for (const { summary, log, outputs } of [asked, read]) {
    expect(outputs, log).toMatchObject({ outcome: "succeeded", changed: "false" });
    const diff = summary.slice(summary.indexOf("```diff"));
    expect(diff).toMatch(/-\s+LEVEL: info\n\+\s+LEVEL: debug/);
    expect(diff).toContain(`-          image: ${one}`);
    expect(diff).toContain(`+          image: ${two}`);
    expect(diff).toContain("ORDERS_ADDED_LATENCY");
    // Nothing that the server filled in, and nothing of the Service, which stays as it is.
    expect(diff).not.toMatch(/^[-+].*(clusterIP|terminationMessagePath|defaultMode|progressDeadline|resourceVersion)/m);
    expect(summary).toMatch(/Apply Service .*orders, in which nothing changes/);
    expect(log + summary).not.toMatch(/hunter|aHVudGVy/);
    expect(summary).toMatch(/Put the pod template of .*revision 1/);
  }
  expect(asked.summary).toContain("(not shown, after)");
  expect(asked.summary).toContain("As a dry run of the server shows it");
  expect(read.summary).toContain("this user may not read it: not compared");
  expect(await servingImage(namespace.name)).toBe(one);
});

it.each([
  ["canary", "Step 5 %: 2:1 pods, 33.3 % instead of 5 %.", "Deployment orders gets the release by a rolling update."],
  ["blue-green", "Router service", "(slipway.dev/slot=green)."],
])("tells every act of a %s release to who may only look", async (strategy, note, act) => {
  const before = await versions();
  const inputs = { operation: "plan", strategy, image: two, steps: "5:2m, 100" };
  const asked = await run(inputs, next);
  const read = await run({ ...inputs, kubeconfig: reader.kubeconfig }, next);
  expect(await versions()).toEqual(before);
  for (const { outputs, log, summary } of [asked, read]) {
    expect(outputs, log).toMatchObject({ outcome: "succeeded", changed: "false" });
    expect(log).toContain(note);
    expect(log).toContain(act);
    expect(log).toMatch(
      /Take the lock[\s\S]*Write the release down[\s\S]*answers from orders only[\s\S]*Change ConfigMap/,
    );
    expect(summary).toContain("If it fails or is cancelled on the way");
    expect(summary).toMatch(/\+\s+image: .*orders@sha256/);
    expect(log + summary).not.toMatch(/hunter|aHVudGVy/);
  }
  expect(read.log).toMatch(/the release also needs .*create deployments\.apps, delete deployments\.apps/);
});

it("says what the server would refuse, and that nothing is to be done where nothing differs", async () => {
  const same = await run({ operation: "plan", image: one, kubeconfig: reader.kubeconfig }, first);
  expect(same.outputs).toMatchObject({ outcome: "succeeded", changed: "false" });
  expect(same.outputs.reason).toContain("serves already and is healthy: nothing was changed");

  const broken = workspaceOf({ ...service, spec: { ...service.spec, type: "NoSuchType" } }, orders());
  const refused = await run({ operation: "plan", image: two }, broken);
  expect(refused.outputs).toMatchObject({ outcome: "failed", changed: "false" });
  expect(refused.log).toMatch(/^::error file=orders\.yaml,line=\d+/m);
  expect(refused.outputs.reason).toMatch(/NoSuchType/);
  expect(refused.summary).toContain("the server would refuse it");

  const missing = await run({ operation: "plan", image: `${one.split("@")[0]}:never-pushed` }, first);
  expect(missing.outputs.reason).toMatch(/its registry does not have it/);
  const name = "slipway-deployment-orders";
  const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", name, namespace: namespace.name };
  const held = await (await admin()).get<KubeObject & { spec: { holderIdentity?: string } }>(lease);
  expect(held?.spec.holderIdentity ?? "").toBe("");
});
