import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin } from "../support/admin.ts";
import { kubectl, kubectlApply } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { untilReady } from "../traffic/support/two-versions.ts";
import {
  orders as anywhere,
  deploymentIn,
  type OrdersOptions,
  ordersImage,
  replicaSetsIn,
  service,
  servingImage,
  workspaceOf,
} from "./orders.ts";
import { type ActionRun, runAction } from "./run-action.ts";

// The normal first day: the service is there already, made by people with kubectl. Its pods are simulated: what is seen is
// whose the fields are.

let node: SimulatedNode;
let namespaces: TestNamespace[];
let one: string;
let two: string;
let three: string;

beforeAll(async () => {
  [one, two, three] = await Promise.all([ordersImage("1"), ordersImage("2"), ordersImage("3")]);
  [node, ...namespaces] = await Promise.all([
    startSimulatedNode(),
    ...["adopt", "image", "conflict"].map(createNamespace),
  ]);
  await (await admin()).create({
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "small", namespace: place(0) },
    spec: { limits: [{ type: "Container", max: { memory: "1Gi" } }] },
  });
});
afterAll(async () => {
  await node.stop();
  await Promise.all(namespaces.map((each) => each.remove()));
});

const place = (index: number): string => namespaces[index]?.name ?? "";

const orders = (options: OrdersOptions = {}) =>
  anywhere({
    replicas: 1,
    ...options,
    podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0, ...options.podSpec },
  });

const rolledOut = async (namespace: string) => untilReady(await admin(), "orders", namespace);

function deploy(
  namespace: string,
  run: string,
  inputs: Record<string, string>,
  workspace?: string,
): Promise<ActionRun> {
  return runAction(
    "deploy-rollout",
    { namespace, ...inputs },
    { run, ...(workspace === undefined ? {} : { workspace }) },
  );
}

describe("objects of kubectl apply and kubectl set image", () => {
  it("are adopted, reported, and lose the environment variable that the manifest no longer has", async () => {
    const namespace = place(0);
    await kubectlApply([orders({ image: one, env: { ORDERS_ADDED_LATENCY: "1ms" } }), service], { namespace });
    await kubectl(["set", "image", "deployment/orders", `orders=${two}`], { namespace });
    await rolledOut(namespace);

    const run = await deploy(
      namespace,
      "1",
      { manifests: "orders.yaml", image: three },
      workspaceOf(service, orders()),
    );

    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", "previous-digest": two.split("@")[1] });
    expect(run.log).toMatch(/Adopted Deployment .*kubectl-client-side-apply.*kubectl-set.* are managed by slipway now/);
    const { metadata, spec } = await deploymentIn(namespace);
    const [container] = spec.template.spec.containers;
    expect(container?.image).toBe(three);
    expect(JSON.stringify(container?.env)).not.toContain("ORDERS_ADDED_LATENCY");
    const managers = metadata.managedFields
      ?.filter(({ subresource }) => subresource === undefined)
      .map(({ manager }) => manager);
    expect(managers?.filter((manager) => manager?.startsWith("kubectl"))).toEqual([]);
    expect(managers).toContain("slipway");
  });

  it("get back all that a failed release took from them, in one piece", async () => {
    const namespace = place(0);
    const before = (await deploymentIn(namespace)).spec.template;
    const bad = workspaceOf(
      service,
      orders({
        env: { ORDERS_EXIT_AT_ONCE: "true" },
        podSpec: { terminationGracePeriodSeconds: 1 },
        container: { command: ["/orders"], resources: { limits: { memory: "2Gi" } } },
      }),
    );
    await runAction(
      "deploy-rollout",
      { namespace, manifests: "orders.yaml", image: three, operation: "confirm" },
      { run: "1", workspace: bad },
    );

    const run = await deploy(namespace, "2", { manifests: "orders.yaml", image: one }, bad);

    expect(run.outputs.outcome, run.log).toBe("rolled-back");
    expect(run.outputs.reason).toMatch(/maximum memory usage per Container is 1Gi/);
    expect((await deploymentIn(namespace)).spec.template).toEqual(before);

    const again = await deploy(
      namespace,
      "3",
      { manifests: "orders.yaml", image: two },
      workspaceOf(service, orders({ env: { ORDERS_STARTUP: "10ms" } })),
    );
    expect(again.outputs.outcome).toBe("succeeded");
    const container = (await deploymentIn(namespace)).spec.template.spec.containers[0];
    expect(container?.command).toBeUndefined();
    expect(JSON.stringify(container?.env)).toContain("ORDERS_STARTUP");
  });
});

describe("a workload of which only the image is given", () => {
  it("gets the image and keeps every other field with whoever applied it", async () => {
    const namespace = place(1);
    await kubectlApply([orders({ image: one, env: { ORDERS_ADDED_LATENCY: "1ms" } })], { namespace });
    await rolledOut(namespace);
    const inputs = { workload: "deployment/orders", container: "orders" };

    const run = await deploy(namespace, "1", { ...inputs, image: two, reason: "by hand" });
    expect(run.outputs).toMatchObject({ outcome: "succeeded", changed: "true", revision: "2" });
    const live = await deploymentIn(namespace);
    expect(live.spec.template.spec.containers[0]?.image).toBe(two);
    expect(JSON.stringify(live.spec.template.spec.containers[0]?.env)).toContain("ORDERS_ADDED_LATENCY");
    expect(live.metadata.managedFields?.map(({ manager }) => manager)).toContain("kubectl-client-side-apply");
    expect(await kubectl(["rollout", "history", "deployment/orders"], { namespace })).toContain("by hand");

    await deploy(namespace, "1", { ...inputs, operation: "confirm" });
    expect((await deploy(namespace, "2", { ...inputs, image: two })).outputs).toMatchObject({
      outcome: "succeeded",
      changed: "false",
    });
    const back = await runAction("rollback", { namespace, workload: "orders", revision: "1" }, { run: "3" });
    expect(back.outputs.outcome).toBe("succeeded");
    expect(await servingImage(namespace)).toBe(one);
    expect((await deploy(namespace, "4", { ...inputs, image: three })).outputs.outcome).toBe("succeeded");
    expect(await replicaSetsIn(namespace)).toHaveLength(3);
  });

  it("is refused where it is not there, or has no such container", async () => {
    const namespace = place(1);
    const absent = await deploy(namespace, "5", { workload: "deployment/payments", image: two });
    expect(absent.outputs.reason).toBe("the cluster has no such workload");
    const wrong = await deploy(namespace, "5", { workload: "deployment/orders", container: "web", image: two });
    expect(wrong.log).toMatch(/it has no container web. Set `container` to one of orders/);
  });
});

describe("a field of another manager", () => {
  const inputs = { manifests: "orders.yaml" };

  it("is a conflict that names the manager, the field and its line, before the first change", async () => {
    const namespace = place(2);
    const theirs = JSON.stringify({ ...orders({ image: one }), metadata: { name: "orders", namespace } });
    await kubectl(["apply", "--server-side", "--field-manager=argocd-controller", "--filename=-"], {
      namespace,
      input: theirs,
    });
    await rolledOut(namespace);
    const before = await deploymentIn(namespace);

    const run = await deploy(namespace, "1", { ...inputs, image: two }, workspaceOf(orders()));
    expect(run.outputs.outcome).toBe("failed");
    expect(run.outputs.reason).toMatch(/"argocd-controller" owns a field .*containers\[name="orders"\].image/);
    expect(run.log).toMatch(/^::error file=orders\.yaml,line=\d+.*take-over: true/m);
    expect((await deploymentIn(namespace)).metadata.resourceVersion).toBe(before.metadata.resourceVersion);
  });

  it("is taken over where the user says so", async () => {
    const namespace = place(2);
    const run = await deploy(namespace, "2", { ...inputs, image: two, "take-over": "true" }, workspaceOf(orders()));
    expect(run.outputs.outcome).toBe("succeeded");
    expect(await servingImage(namespace)).toBe(two);
  });
});
