// Is the Role that the documentation shows enough for a release, a way back and a rollback, and is nothing in it too much?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInType } from "../../../src/kube/resource-types.ts";
import { type RoleRequest, roleRules } from "../../../src/rollout/role.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { createUser } from "../support/users.ts";
import { orders, ordersImage, service, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

let node: SimulatedNode;
let images: string[];
const namespaces: TestNamespace[] = [];

beforeAll(async () => {
  [node, images] = await Promise.all([startSimulatedNode(), Promise.all(["1", "2"].map((one) => ordersImage(one)))]);
});
afterAll(async () => {
  await Promise.all(namespaces.map((namespace) => namespace.remove()));
  await node?.stop();
});

const manifests = [
  { apiVersion: "apps/v1", kind: "Deployment" },
  { apiVersion: "v1", kind: "Service" },
  { apiVersion: "v1", kind: "ConfigMap" },
  { apiVersion: "v1", kind: "Secret" },
].map((kind) => {
  const type = builtInType(kind);
  if (type === undefined) throw new Error("not built in");
  return type;
});

const cases: readonly (readonly [string, Omit<RoleRequest, "manifests">, Readonly<Record<string, string>>])[] = [
  ["rolling", { strategy: "rolling" }, {}],
  ["blue-green", { strategy: "blue-green", router: "service" }, { strategy: "blue-green", router: "service" }],
  ["canary", { strategy: "canary", router: "replicas" }, { strategy: "canary", router: "replicas", steps: "50, 100" }],
];

describe.concurrent("a user with exactly the Role for", () => {
  it.each(cases)("%s releases, confirms and rolls back", async (_, request, inputs) => {
    const namespace = await createNamespace("role");
    namespaces.push(namespace);
    const user = await createUser(namespace.name, "releaser", roleRules({ ...request, manifests }));
    const container = { envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "db" } }] };
    const run = (run: string, name: string, given: Record<string, string>, mode = "one") =>
      runAction(
        name,
        { namespace: namespace.name, kubeconfig: user.kubeconfig, ...given },
        {
          run,
          workspace: workspaceOf(
            { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { MODE: mode } },
            { apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, stringData: { PASSWORD: mode } },
            service,
            orders({ container, podSpec: node.podSpec }),
          ),
        },
      );
    const both = { manifests: "orders.yaml", ...inputs, "router-settle": "0s" };
    const confirm = { operation: "confirm", manifests: "orders.yaml" };
    const first = await run("1", "deploy-rollout", { ...both, image: images[0] ?? "" });
    expect(first.outputs, first.log).toMatchObject({ outcome: "succeeded" });
    expect((await run("1", "deploy-rollout", confirm)).outputs.outcome).toBe("succeeded");
    const second = await run("2", "deploy-rollout", { ...both, image: images[1] ?? "" }, "two");
    expect(second.outputs, second.log).toMatchObject({ outcome: "succeeded" });
    const kept = await run("2", "deploy-rollout", confirm);
    expect(kept.outputs, kept.log).toMatchObject({ outcome: "succeeded" });
    const back = await run("3", "rollback", { workload: "orders" });
    expect(back.outputs, back.log).toMatchObject({ outcome: "succeeded" });
    for (const { log } of [first, second, kept, back]) {
      // Nodes are not in a namespace: the document says so.
      expect(log.replace(/this user may not list nodes/, "")).not.toMatch(/forbidden|may not/);
    }
    user.remove();
  });

  it("rolling is stopped before the first change by each verb that is missing", async () => {
    const namespace = await createNamespace("role");
    namespaces.push(namespace);
    const rules = roleRules({ strategy: "rolling", manifests });
    // What only a way back or a diagnosis needs is not asked for before.
    const later = new Set(["delete services", "delete configmaps", "delete secrets", "delete deployments"]);
    const whole = rules.flatMap((rule) => rule.verbs.map((verb) => `${verb} ${rule.resources[0]}`));
    const user = await createUser(namespace.name, "nobody", []);
    const refused = await runAction(
      "deploy-rollout",
      { namespace: namespace.name, kubeconfig: user.kubeconfig, manifests: "orders.yaml", image: images[0] ?? "" },
      {
        run: "1",
        workspace: workspaceOf(
          { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } },
          { apiVersion: "v1", kind: "Secret", metadata: { name: "db" } },
          service,
          orders(),
        ),
      },
    );
    expect(refused.outputs).toMatchObject({ outcome: "failed", changed: "false" });
    const named = [...refused.log.matchAll(/\b(get|list|watch|create|update|patch|delete) ([a-z]+)/g)].map(
      ([, verb, resource]) => `${verb} ${resource}`,
    );
    const optional = new Set(["list horizontalpodautoscalers", "list scaledobjects", "list events", "watch events"]);
    const expected = whole.filter((each) => !later.has(each) && !optional.has(each) && !each.includes("pods/log"));
    expect(expected.filter((each) => !named.includes(each))).toEqual([]);
    user.remove();
  });
});
