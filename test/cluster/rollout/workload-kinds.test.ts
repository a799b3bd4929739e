// Are a StatefulSet and a DaemonSet released, and taken back, as a Deployment is?

import { afterAll, beforeAll, describe, it } from "vitest";
import type { ReleaseRecord } from "../../../src/release/record.ts";
import { roleRules } from "../../../src/rollout/role.ts";
import { kubectl, kubectlJson } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { startSimulatedNode } from "../support/simulated-pods.ts";
import { createUser } from "../support/users.ts";
import { orders, ordersImage, service, withoutItsSecret, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

let one: string;
let two: string;
const namespaces: TestNamespace[] = [];

beforeAll(async () => {
  [one, two] = await Promise.all([ordersImage("1"), ordersImage("2")]);
});
afterAll(() => Promise.all(namespaces.map((namespace) => namespace.remove())));

interface PodStates {
  items: { spec: { nodeName?: string }; status: { conditions?: { type: string; status: string }[] } }[];
}

interface PodList {
  items: { metadata: { name: string; uid: string }; spec: { containers: { image: string }[] } }[];
}

const kinds = [
  ["StatefulSet", { serviceName: "orders" }],
  ["DaemonSet", { replicas: undefined }],
] as const;

describe.concurrent.each(kinds)("a %s", (kind, spec) => {
  const plural = `${kind.toLowerCase()}s`;
  const manifest = (container: object = {}) => {
    const { strategy: _, ...rest } = orders().spec;
    const { template } = orders({ container: { ...container } }).spec;
    return { ...orders(), kind, spec: { ...rest, ...spec, template } };
  };

  it("is rolled out, taken back where it fails, and rolled back by hand, with exactly its Role", async ({
    expect,
    onTestFinished,
  }) => {
    const namespace = await createNamespace(kind.toLowerCase());
    namespaces.push(namespace);
    const at = { namespace: namespace.name };
    const manifests = [
      { apiVersion: "apps/v1", kind, plural, namespaced: true },
      { apiVersion: "v1", kind: "Service", plural: "services", namespaced: true },
    ];
    const user = await createUser(namespace.name, "releaser", roleRules({ strategy: "rolling", kind, manifests }));
    onTestFinished(user.remove);
    const as = { ...at, kubeconfig: user.kubeconfig };
    const deploy = (run: string, inputs: Record<string, string>, container: object = {}) =>
      runAction(
        "deploy-rollout",
        { ...as, manifests: "orders.yaml", ...inputs },
        { run, workspace: workspaceOf(service, manifest(container)) },
      );
    const images = async () => {
      const { items } = await kubectlJson<PodList>(["get", "pods"], at);
      return [...new Set(items.map((pod) => pod.spec.containers[0]?.image))];
    };

    const first = await deploy("1", { image: one });
    expect(first.outputs, first.log).toMatchObject({ outcome: "succeeded", revision: "1" });
    expect((await deploy("1", { operation: "confirm" })).outputs.outcome).toBe("succeeded");

    const bad = await deploy("2", { image: two }, withoutItsSecret);
    expect(bad.outputs, bad.log).toMatchObject({ outcome: "rolled-back", changed: "true" });
    expect(bad.outputs.reason).toContain("no-such-secret");
    expect(await images()).toEqual([one]);
    expect(await kubectl(["rollout", "status", `${plural}/orders`, "--watch=false"], at)).toMatch(
      /successfully rolled out|complete/,
    );

    const good = await deploy("3", { image: two, force: "true" });
    expect(good.outputs, good.log).toMatchObject({ outcome: "succeeded" });
    expect((await deploy("3", { operation: "confirm" })).outputs.outcome).toBe("succeeded");
    expect(await images()).toEqual([two]);

    const back = await runAction("rollback", { ...as, workload: `${kind}/orders` }, { run: "4" });
    expect(back.outputs, back.log).toMatchObject({ outcome: "succeeded", digest: one.split("@")[1] });
    expect(await images()).toEqual([one]);
    const map = `slipway-${kind.toLowerCase()}-orders`;
    const text = await kubectl(["get", "configmap", map, "--output=jsonpath={.data.record\\.json}"], at);
    const states = (JSON.parse(text) as ReleaseRecord).releases.map(({ state }) => state);
    expect(states).toEqual(expect.arrayContaining(["rolled-back", "verified"]));
  });
});

it.concurrent("a DaemonSet that a lost node keeps from being replaced is waited for, and told with that node", async ({
  expect,
  onTestFinished,
}) => {
  const [here, lost] = await Promise.all([startSimulatedNode(), startSimulatedNode()]);
  const namespace = await createNamespace("lost");
  namespaces.push(namespace);
  const at = { namespace: namespace.name };
  onTestFinished(async () => {
    // No kubelet ends those of the lost node.
    await kubectl(["delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false"], at);
    await Promise.all([here.stop(), lost.stop()]);
  });
  const { strategy: _, replicas: __, ...rest } = orders().spec;
  const onEither = {
    tolerations: [{ key: "slipway.dev/simulated", operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [here.name, lost.name] }] },
          ],
        },
      },
    },
  };
  const { template } = orders({ podSpec: onEither }).spec;
  const workspace = workspaceOf({ ...orders(), kind: "DaemonSet", spec: { ...rest, template } });
  const deploy = (run: string, inputs: Record<string, string>) =>
    runAction("deploy-rollout", { ...at, manifests: "orders.yaml", ...inputs }, { run, workspace });
  const first = await deploy("1", { image: one });
  expect(first.outputs, first.log).toMatchObject({ outcome: "succeeded" });
  expect((await deploy("1", { operation: "confirm" })).outputs.outcome).toBe("succeeded");

  await lost.lose();
  const readyOn = async (): Promise<(string | undefined)[]> =>
    (await kubectlJson<PodStates>(["get", "pods"], at)).items
      .filter(({ status }) => status.conditions?.some((each) => each.type === "Ready" && each.status === "True"))
      .map(({ spec }) => spec.nodeName);
  await expect.poll(readyOn).toEqual([here.name]);
  const second = await deploy("2", { image: two, timeout: "10s" });
  expect(second.outputs, second.log).toMatchObject({ outcome: "rolled-back" });
  expect(second.log).toMatch(
    new RegExp(`Waiting: .* \\(node ${lost.name} does not answer: pod orders-\\w+ on it is not ready since`),
  );
  expect(second.outputs.reason).toMatch(/not rolled out within 10 s: /);
  expect(second.outputs.reason).toMatch(
    new RegExp(
      `node ${lost.name} is NotReady since \\S+ \\(KubeletNotReady: its kubelet has ended; pod orders-\\w+ is on it\\)`,
    ),
  );
});
