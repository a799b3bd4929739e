// What do the checks say about real services in a real cluster, and which rights do they need for it?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { observationInputs, observe } from "../../../src/actions/validation-observations.ts";
import type { Job } from "../../../src/github/job.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import type { Manifest } from "../../../src/manifests/manifest.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import { clusterWideKinds, type LiveKind, liveKinds } from "../../../src/validation/live-kinds.ts";
import { clusterRoleRules, resourceOf, roleRules } from "../../../src/validation/role.ts";
import { type NamedWorkload, subjectOf } from "../../../src/validation/subject.ts";
import { type ValidationResult, validate } from "../../../src/validation/validate.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type OrdersService, startOrders } from "../smoke/orders-service.ts";
import { createUser, type TestUser } from "../support/users.ts";
import { brokenObjects } from "./live-objects.ts";

let orders: OrdersService;
let manifests: Manifest[];
let users: TestUser[] = [];

beforeAll(async () => {
  orders = await startOrders("validation");
  manifests = await loadManifests(["examples/orders/k8s"], { directory: process.cwd() });
});
afterAll(async () => {
  for (const user of users) user.remove();
  const { kubectl, namespace } = orders;
  await kubectl(["delete", "clusterrole,clusterrolebinding", namespace, "--ignore-not-found", "--wait=false"]);
  await orders.remove();
});

const one: NamedWorkload = { kind: "Deployment", name: "orders" };

interface Given {
  readonly cluster?: Cluster;
  readonly digest?: string;
  readonly written?: readonly Manifest[];
  readonly workload?: NamedWorkload | "all";
}

/** As the action does it: read, observe, judge. */
async function run(given: Given = {}): Promise<ValidationResult> {
  const { cluster = orders.cluster, digest = orders.digest, written = manifests, workload = one } = given;
  const live = await readLiveObjects(cluster, { digest, signal: never });
  const subject = subjectOf(written, live, workload);
  const observed = await observe(noInputs, { job: job(), cluster, live, subject });
  const request = { manifests: written, live, workload, observed, failOn: "high" } as const;
  return await validate(request, { log: recordLog(), signal: never });
}

const noInputs = z.object(observationInputs).parse({});

function job(): Job {
  const { rig } = orders;
  const run = { repository: "", sha: "", ref: "", event: "", actor: "", runKey: "1-1", runUrl: "", workspace: "." };
  return {
    ...{ log: recordLog(), signal: never, env: rig.env, tempDirectory: process.env.TMPDIR ?? "/tmp", run },
    ...{ mask: () => undefined, redact: (text: string) => text, addSummary: async () => undefined },
    ...{ saveState: () => undefined, state: () => "" },
  };
}

function idsOf(result: ValidationResult, state: string): string[] {
  return result.results.filter((each) => each.state === state).map(({ check }) => check.id);
}

function blockersOf({ results }: ValidationResult): string[] {
  return results.filter(({ blocks }) => blocks).map(({ check }) => check.id);
}

/** Nobody serves metrics.k8s.io on the rig. */
const withoutMetrics = ["cluster/memory-usage", "cluster/cpu-usage"];

describe("validate-production in a cluster", () => {
  it("passes the example service, also without its manifests", async () => {
    const both = await run();
    expect(blockersOf(both)).toEqual([]);
    expect(idsOf(both, "unknown")).toEqual(withoutMetrics);
    expect(idsOf(both, "passed")).toEqual(
      expect.arrayContaining([
        ...["release/digest", "release/pods-ready", "release/service-endpoints", "release/image-pulls"],
        ...["cluster/waiting", "cluster/image-drift", "cluster/environment-drift", "cluster/nodes-ready"],
        ...["cluster/conditions", "cluster/old-revision-pods", "cluster/version-skew", "cluster/clock-skew"],
      ]),
    );
    const alone = await run({ written: [] });
    expect(blockersOf(alone)).toEqual([]);
    expect(idsOf(alone, "not-applicable")).toContain("cluster/image-drift");
  });

  it("fails for another digest than the pods run", async () => {
    const result = await run({ digest: `sha256:${"0".repeat(64)}` });
    expect(result.passed).toBe(false);
    expect(idsOf(result, "failed")).toContain("release/digest");
  });

  it("reads the same in many pages as in one", async () => {
    const names = async (pageSize: number) => {
      const { lists } = await readLiveObjects(orders.cluster, { signal: never, pageSize });
      const kinds: LiveKind[] = ["Pod", "ReplicaSet", "Service", "ConfigMap", "ClusterRole"];
      return kinds.map((kind) =>
        lists[kind].kind === "read" ? lists[kind].items.map((each) => each.metadata.name) : [],
      );
    };
    expect(await names(2)).toEqual(await names(500));
  });

  it("needs no more than the documented Roles, and says what it does not know without the ClusterRole", async () => {
    const { namespace, kubectl } = orders;
    const user = await createUser(namespace, "validator", roleRules());
    users = [user];
    const mask = () => undefined;
    const reader = await connect({ kubeconfig: user.kubeconfig, namespace, env: {}, tempDirectory: "/tmp", mask });
    const without = await run({ cluster: reader });
    const unknown = without.results.filter(({ state }) => state === "unknown");
    expect(unknown.map(({ check }) => check.id)).toEqual(
      expect.arrayContaining([
        "cluster/nodes-ready",
        "cluster/node-pressure",
        "cluster/spread",
        "cluster/version-skew",
      ]),
    );
    for (const { check, reason } of unknown.filter(({ check: { id } }) => !withoutMetrics.includes(id))) {
      expect(reason, check.id).toMatch(/cannot list resource "\w+" in API group ".*" at the cluster scope/);
    }
    await kubectl(["apply", "--filename=-"], clusterWide(namespace));
    await expect
      .poll(async () => idsOf(await run({ cluster: reader }), "unknown"), { timeout: 10_000 })
      .toEqual(withoutMetrics);
    expect(stateOf(await run({ cluster: reader }))).toEqual(stateOf(await run()));
    await reader.close();
  });

  it("names each kind as the cluster's own discovery does", async () => {
    const differing: string[] = [];
    for (const [kind, apiVersion] of Object.entries(liveKinds) as [LiveKind, string][]) {
      const type = await orders.cluster.resourceType({ apiVersion, kind });
      if (type === undefined) continue;
      if (type.plural !== resourceOf(kind) || type.namespaced === clusterWideKinds.includes(kind)) differing.push(kind);
    }
    expect(differing).toEqual([]);
  });

  it("finds what is wrong in the whole namespace, and leaves it to those whom it concerns", async () => {
    const { kubectl, namespace, rig } = orders;
    const image = `${rig.registry}/gates-test/orders@${orders.digest}`;
    await kubectl(
      ["apply", "--filename=-"],
      JSON.stringify({ apiVersion: "v1", kind: "List", items: brokenObjects(image) }),
    );
    await kubectl(["set", "env", "deployment/orders", "ORDERS_NEVER_READY=true"]);
    const expected = [
      ["cluster/waiting", "Deployment", "lost-image"],
      ["cluster/volumes-bound", "PersistentVolumeClaim", "data"],
      ["cluster/jobs", "Job", "import"],
      ["cluster/services-without-pods", "Service", "stale"],
      ["cluster/load-balancers", "Ingress", "lost-image"],
      ["cluster/certificate-expiry", "Ingress", "lost-image"],
      ["cluster/certificate-names", "Ingress", "lost-image"],
      ["cluster/certificate-chain", "Ingress", "lost-image"],
      ["cluster/events", "Deployment", "lost-image"],
      ["release/image-pulls", "Deployment", "lost-image"],
      ["release/pods-ready", "Deployment", "orders"],
      ["cluster/environment-drift", "Deployment", "orders"],
    ].map(([id, kind, name]) => `${id}: ${kind} ${name}`);
    const found = async (given: Given) =>
      (await run(given)).results.flatMap(({ check, findings }) =>
        findings.map(({ subject }) => `${check.id}: ${subject.replace(/,.*/, "").replace(`${namespace}/`, "")}`),
      );
    await expect
      .poll(
        async () => {
          const all = await found({ workload: "all" });
          return expected.filter((each) => !all.includes(each));
        },
        { timeout: 30_000, interval: 500 },
      )
      .toEqual([]);
    const others = /lost-image|no-volume|import|stale|PersistentVolumeClaim/;
    expect((await found({})).filter((each) => others.test(each))).toEqual([]);
  });
});

function stateOf({ results }: ValidationResult): string[] {
  return results.map(({ check, state }) => `${check.id} ${state}`);
}

function clusterWide(namespace: string): string {
  const apiVersion = "rbac.authorization.k8s.io/v1";
  const metadata = { name: namespace };
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: namespace };
  const subjects = [{ kind: "ServiceAccount", name: "validator", namespace }];
  const items = [
    { apiVersion, kind: "ClusterRole", metadata, rules: clusterRoleRules() },
    { apiVersion, kind: "ClusterRoleBinding", metadata, roleRef, subjects },
  ];
  return JSON.stringify({ apiVersion: "v1", kind: "List", items });
}
