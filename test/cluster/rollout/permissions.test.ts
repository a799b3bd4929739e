// Is the Role that the documentation shows enough for a release, a way back and a rollback, and is nothing in it too much?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { builtInType } from "../../../src/kube/resource-types.ts";
import { Failure } from "../../../src/report/failure.ts";
import { blueGreen } from "../../../src/rollout/blue-green/blue-green.ts";
import { parseSteps } from "../../../src/rollout/canary/steps.ts";
import type { Gate } from "../../../src/rollout/gates.ts";
import { type RoleRequest, roleRules } from "../../../src/rollout/role.ts";
import type { TracksRequest } from "../../../src/rollout/tracks/tracks-request.ts";
import {
  destinationRule,
  header,
  httpRoute,
  ingress,
  ingressRoute,
  traefikService,
  virtualService,
} from "../../unit/traffic/objects.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { type SimulatedNode, startSimulatedNode } from "../support/simulated-pods.ts";
import { createUser } from "../support/users.ts";
import { ensureCrds, ensureKeda } from "../traffic/support/crds.ts";
import { canaryOf } from "./canaries.ts";
import { orders, ordersImage, service, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";
import { type TestService, testService } from "./tracks.ts";

let node: SimulatedNode;
let image: string;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  [node, image] = await Promise.all([
    startSimulatedNode(),
    ordersImage("1"),
    ensureCrds("traefik", "gateway-api", "istio"),
  ]);
});
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
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

const base = { settleTime: 10, room: "warn", header } as const;
const slots = (changes: Partial<TracksRequest>): TracksRequest => ({
  ...canaryOf("100"),
  ...base,
  strategy: blueGreen({
    slots: [],
    slotKey: "",
    previewReplicas: undefined,
    steps: parseSteps("5, 100", "steps"),
    overlapping: false,
  }),
  ...changes,
});

const cases: readonly {
  readonly request: Omit<RoleRequest, "manifests">;
  readonly tracks: TracksRequest | undefined;
  /** The user's own route, which no manifest of the release has. */
  readonly route?: readonly KubeObject[];
}[] = [
  { request: { strategy: "rolling" }, tracks: undefined },
  { request: { strategy: "blue-green", router: "service" }, tracks: slots({ router: "service", header: undefined }) },
  { request: { strategy: "blue-green", router: "gateway-api" }, tracks: slots({ router: "auto" }), route: [httpRoute] },
  { request: { strategy: "canary", router: "replicas" }, tracks: canaryOf("50, 100", { room: "warn" }) },
  {
    request: { strategy: "canary", router: "traefik" },
    tracks: canaryOf("5, 100", { ...base, router: "auto" }),
    route: [traefikService, { ...ingressRoute, metadata: { name: "by-header" } }],
  },
  {
    request: { strategy: "canary", router: "istio" },
    tracks: canaryOf("5, 100", { ...base, router: "auto" }),
    route: [virtualService, destinationRule],
  },
  {
    request: { strategy: "canary", router: "nginx" },
    tracks: canaryOf("5, 100", { ...base, router: "auto" }),
    route: [ingress],
  },
];

/** With settings and a Secret that change from release to release; the pods run nothing. */
function objectsOf(mode: string): object[] {
  const container = { envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "db" } }] };
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { MODE: mode } },
    { apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, stringData: { PASSWORD: mode } },
    service,
    orders({ container, podSpec: { ...node.podSpec, terminationGracePeriodSeconds: 0 } }),
  ];
}

const fails: Gate = {
  name: "users",
  at: "step",
  judge: async () => ({
    next: "stop",
    failure: new Failure({ attempted: "asking", found: "it is bad", advice: "" }),
    markdown: "",
  }),
};

/** The user's routes: what they say, and no object of ours beside them. */
async function routesIn(shop: TestService, route: readonly KubeObject[]): Promise<unknown> {
  const kinds = [...new Map(route.map(({ apiVersion, kind }) => [kind, { apiVersion, kind }])).values()];
  const lists = await Promise.all(kinds.map((kind) => shop.cluster.list<KubeObject>(kind)));
  return lists.flatMap(({ items }) => items.map(({ kind, metadata, spec }) => [kind, metadata.name, spec]));
}

describe.concurrent("a user with exactly the Role for", () => {
  it.for(cases)(
    "$request.strategy $request.router releases, confirms, has a failed release taken back, and rolls back",
    async ({ request, tracks, route = [] }, { expect }) => {
      const shop = await testService("role", roleRules({ ...request, manifests }));
      closing.push(shop.close);
      const release = async (run: string, image: string, gates: readonly Gate[] = []) => {
        const result = await shop.release(image, { run, tracks, gates, objects: objectsOf(`mode-${run}`) });
        return [result.outcome, result.reason];
      };
      expect(await release("1", "orders:1")).toEqual(["succeeded", ""]);
      expect((await shop.confirm("1")).outcome).toBe("succeeded");
      const routes = route.map((each) =>
        JSON.parse(JSON.stringify(each).replaceAll(".shop.svc", `.${shop.namespace}.svc`)),
      );
      await shop.apply(
        ...routes.map(({ metadata: { resourceVersion: _, uid: __, ...metadata }, ...rest }) => ({ ...rest, metadata })),
      );
      const before = await routesIn(shop, route);

      expect(await release("2", "orders:2")).toEqual(["succeeded", ""]);
      expect((await shop.confirm("2")).outcome).toBe("succeeded");
      expect(await routesIn(shop, route)).toEqual(before);
      // A rolling release has no steps: its way back is that of the rollback.
      if (tracks !== undefined && request.router !== "service")
        expect(await release("3", "orders:3", [fails])).toEqual(["rolled-back", "it is bad"]);
      const back = await shop.rollBack();
      expect(back.outcome, back.reason).toBe("succeeded");
      expect(await routesIn(shop, route)).toEqual(before);
      const users = Object.values(await shop.deployments()).filter(({ ready }) => ready > 0);
      expect(users.map(({ image }) => image)).toContain("orders:1");
      const log = shop.log.lines.join("\n");
      if (route.length > 0) expect(log).toContain(`Router ${request.router}`);
      // Nodes and classes are not in a namespace: the document says so.
      expect(log.replace(/this user may not list (nodes|ingressclasses)/g, "")).not.toMatch(/forbidden|may not/);
    },
  );

  it("all but KEDA's objects goes by the autoscaler that KEDA made, and is told where it has to be changed", async ({
    expect,
  }) => {
    await ensureKeda();
    const rules = roleRules({ strategy: "blue-green", router: "service", manifests });
    const shop = await testService(
      "role",
      rules.filter(({ apiGroups }) => !apiGroups.includes("keda.sh")),
    );
    closing.push(shop.close);
    const objects = objectsOf("mode-1");
    expect(await shop.release("orders:1", { run: "1", tracks: undefined, objects })).toMatchObject({ changed: true });
    await shop.confirm("1");
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "orders" };
    const scaled = { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", metadata: { name: "orders" } };
    await shop.apply({ ...scaled, spec: { scaleTargetRef } });
    const { uid } = (await shop.cluster.get<KubeObject>({ ...scaled, name: "orders" }))?.metadata ?? {};
    const { metadata: _, ...owner } = scaled;
    await shop.apply({
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "keda-hpa-orders", ownerReferences: [{ ...owner, name: "orders", uid, controller: true }] },
      spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 4 },
    });
    const beside = slots({ router: "service", header: undefined });
    await expect(shop.release("orders:2", { run: "2", tracks: beside, objects })).rejects.toThrow(
      /keda-hpa-orders belongs to ScaledObject orders, and this user may not list scaledobjects.keda.sh/,
    );
    const rolling = await shop.release("orders:2", { run: "3", tracks: undefined, objects });
    expect(rolling.outcome, rolling.reason).toBe("succeeded");
    expect(shop.log.lines.join("\n")).toMatch(
      /HorizontalPodAutoscaler .*keda-hpa-orders decides how many replicas run/,
    );
  });

  it("rolling is stopped before the first change by each verb that is missing", async () => {
    const namespace: TestNamespace = await createNamespace("role");
    closing.push(namespace.remove);
    const rules = roleRules({ strategy: "rolling", manifests });
    // What only a way back or a diagnosis needs is not asked for before.
    const later = new Set(["delete services", "delete configmaps", "delete secrets", "delete deployments"]);
    const whole = rules.flatMap((rule) => rule.verbs.map((verb) => `${verb} ${rule.resources[0]}`));
    const user = await createUser(namespace.name, "nobody", []);
    const refused = await runAction(
      "deploy-rollout",
      { namespace: namespace.name, kubeconfig: user.kubeconfig, manifests: "orders.yaml", image },
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
    const optional = new Set([
      ...["list horizontalpodautoscalers", "list scaledobjects", "list events", "watch events"],
      ...["list services", "list endpointslices", "watch endpointslices"],
    ]);
    const expected = whole.filter((each) => !later.has(each) && !optional.has(each) && !each.includes("pods/log"));
    expect(expected.filter((each) => !named.includes(each))).toEqual([]);
    user.remove();
  });
});
