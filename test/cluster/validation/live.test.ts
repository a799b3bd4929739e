// What do the checks say about real services in a real cluster, and which rights do they need for it?

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { observationInputs, observe } from "../../../src/actions/validation-observations.ts";
import type { Job } from "../../../src/github/job.ts";
import { putManifest, readManifest } from "../../../src/image/registry.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import type { Manifest } from "../../../src/manifests/manifest.ts";
import type { Release } from "../../../src/release/record.ts";
import { updateRecord } from "../../../src/release/record-store.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import { clusterWideKinds, type LiveKind, liveKinds } from "../../../src/validation/live-kinds.ts";
import { loadRules } from "../../../src/validation/load-rules.ts";
import { clusterRoleRules, resourceOf, roleRules } from "../../../src/validation/role.ts";
import { type NamedWorkload, subjectOf, withObserved } from "../../../src/validation/subject.ts";
import { type ValidationResult, validate } from "../../../src/validation/validate.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { environment } from "../kube/setup.ts";
import { type OrdersService, startOrders } from "../smoke/orders-service.ts";
import { servePodMetrics } from "../support/pod-metrics.ts";
import { createUser, type TestUser } from "../support/users.ts";
import { brokenObjects } from "./live-objects.ts";
import { pressedObjects, reportSick, reportUsage, sickObjects } from "./pressed-objects.ts";

let orders: OrdersService;
let manifests: Manifest[];
let users: TestUser[] = [];

const folder = mkdtempSync(join(tmpdir(), "slipway-volume-"));

beforeAll(async () => {
  await servePodMetrics();
  orders = await startOrders("validation");
  // Begun here, because its kubelet looks at volumes once a minute.
  if (environment.kind === "rig") await apply(pressedObjects(orders.namespace, imageOf(orders), folder));
  manifests = await loadManifests(["examples/orders/k8s"], { directory: process.cwd() });
});
afterAll(async () => {
  for (const user of users) user.remove();
  const { kubectl, namespace } = orders;
  const kinds = "clusterrole,clusterrolebinding,persistentvolume,node";
  await kubectl(["delete", kinds, namespace, "--ignore-not-found", "--wait=false"]);
  await orders.remove();
  rmSync(folder, { recursive: true });
});

const one: NamedWorkload = { kind: "Deployment", name: "orders" };

interface Given {
  readonly cluster?: Cluster;
  readonly digest?: string;
  readonly written?: readonly Manifest[];
  readonly workload?: NamedWorkload | "all";
  /** So many milliseconds from now. */
  readonly later?: number;
  readonly settings?: string;
}

function imageOf({ rig, digest }: OrdersService): string {
  return `${rig.registry}/gates-test/orders@${digest}`;
}

async function apply(items: readonly object[]): Promise<void> {
  await orders.kubectl(["apply", "--filename=-"], JSON.stringify({ apiVersion: "v1", kind: "List", items }));
}

/** As the action does it: read, observe, judge. */
async function run(given: Given = {}): Promise<ValidationResult> {
  const { cluster = orders.cluster, digest = orders.digest, written = manifests, workload = one, later = 0 } = given;
  const now = later === 0 ? {} : { now: () => Date.now() + later };
  const live = await readLiveObjects(cluster, { digest, signal: never, ...now });
  const subject = subjectOf(written, live, workload);
  const observed = await observe(noInputs, { job: job(), cluster, live, subject });
  const sources = {
    relax: [],
    "custom-checks": [],
    ...(given.settings === undefined ? {} : { checks: given.settings }),
  };
  const rules = await loadRules(sources, { directory: process.cwd(), now: new Date() });
  const request = { subject: withObserved(subject, observed), rules, failOn: "high" } as const;
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

/** Nobody has told of the pods of orders yet. */
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
        // Measured by the times that the kubelet wrote.
        "reliability/measured-start",
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
      .poll(async () => idsOf(await run({ cluster: reader }), "unknown"), { timeout: 60_000 })
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

  it("finds another image in the cluster than the manifests name", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const other = `registry.example.com/orders@${digest}`;
    const written = manifests.map((manifest) => ({
      ...manifest,
      object: JSON.parse(JSON.stringify(manifest.object).replaceAll('"image":"orders"', `"image":"${other}"`)),
    }));
    expect(idsOf(await run({ written, digest }), "failed")).toContain("cluster/image-drift");
  });

  it("finds what kubelets, controllers and metrics report: pressure, restarts, usage, volumes, autoscalers, quotas", async () => {
    const { cluster, namespace } = orders;
    await apply(sickObjects(namespace, imageOf(orders)));
    await expect.poll(() => reportSick(cluster, namespace).then(() => "told", String)).toBe("told");
    await reportUsage(cluster, "sick", "63Mi", "98m");
    const expected = [
      ["cluster/node-pressure", `Node ${namespace}`, /^MemoryPressure: too little memory$/],
      ["cluster/restarts", "Deployment sick", /the container sick has restarted 7 times/],
      ["cluster/out-of-memory", "Deployment sick", /OOMKilled/],
      ["cluster/waiting", "Deployment sick", /CrashLoopBackOff/],
      ["cluster/failed-pods", "Deployment sick", /its phase is Failed \(Evicted: The node was low on resource/],
      ["cluster/debug-containers", "Deployment sick", /the debug container shell \(busybox\) runs in it/],
      ["cluster/memory-usage", "Deployment sick", /uses 98 % of its memory limit/],
      ["cluster/cpu-usage", "Deployment sick", /uses 98 % of its cpu limit/],
      ["cluster/quota-usage", "ResourceQuota configs", /^100 % of count\/cronjobs.batch is used \(1 of 1\)$/],
      ...(environment.kind === "rig"
        ? ([
            // The real controller scales by the metrics, and the real kubelet says how full the volume is.
            ["cluster/autoscaler-at-maximum", "HorizontalPodAutoscaler full", /^2 of at most 2 pods run/],
            ["cluster/volume-usage", "PersistentVolumeClaim full", /^\d+ % of it is used \(/],
          ] as const)
        : []),
    ] as const;
    const settings = "cluster/volume-usage: { percent: 1 }";
    // What the cluster's own controllers take back meanwhile, as the pressure of a node that nobody runs, was seen.
    const seen = new Set<string>();
    const missing = async () => {
      await reportUsage(cluster, "full", "40Mi");
      const { results } = await run({ workload: "all", settings });
      const all = results.flatMap(({ check, findings }) =>
        findings.map(({ subject, evidence }) => ({ id: check.id, subject: nameIn(subject), evidence })),
      );
      for (const [id, name, words] of expected) {
        if (all.some((one) => one.id === id && one.subject === name && words.test(one.evidence))) seen.add(id);
      }
      return expected.map(([id]) => id).filter((id) => !seen.has(id));
    };
    await expect.poll(missing, { timeout: 330_000, interval: 4000 }).toEqual([]);
    // Far from its limits: neither the volume by the usual share nor the memory of the other pod is named.
    const usual = await run({ workload: "all" });
    const named = usual.results.flatMap(({ check, findings }) =>
      findings.map(({ subject }) => `${check.id} ${nameIn(subject)}`),
    );
    expect(named).not.toContain("cluster/memory-usage Deployment full");
    await reportUsage(cluster, "orders", "1Mi");
    await cluster.delete({ apiVersion: "apps/v1", kind: "Deployment", name: "sick" });
    await cluster.delete({ apiVersion: "v1", kind: "Node", name: namespace });
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
      ["release/service-endpoints", "Service", "lost-image"],
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
        { timeout: 120_000, interval: 500 },
      )
      .toEqual([]);
    const stuck = idsFor(await run({ workload: "all", later: 600_000 }), "Deployment no-volume");
    expect(stuck).toContain("cluster/pending-pods");
    const others = /lost-image|no-volume|import|stale|PersistentVolumeClaim/;
    expect((await found({})).filter((each) => others.test(each))).toEqual([]);
  });

  it("judges the record that releases keep, the way back that it names, and whether its image can still be pulled", async () => {
    const { cluster, digest, rig } = orders;
    const [first = ""] = await hashesOf("orders");
    const other = await pushAgain(imageOf(orders));
    const now = releaseOf("2-1", { image: imageOf(orders), digest });
    const back = releaseOf("1-1", {
      image: imageOf(orders).replace(digest, other),
      digest: other,
      templateHash: first,
    });
    const judged = async (...releases: Release[]) => {
      await updateRecord(cluster, { apiVersion: "apps/v1", ...one }, (record) => ({ ...record, releases }));
      const { results } = await run();
      return Object.fromEntries(
        results
          .filter(({ check }) => /^release\/(?:record|recorded-image|way-back)/.test(check.id))
          .map(({ check, state, findings, reason }) => [check.id, findings[0]?.evidence ?? `${state}${reason}`]),
      );
    };
    expect(await judged(now, back)).toEqual({
      "release/record": "passed",
      "release/recorded-image": "passed",
      "release/way-back": "passed",
      "release/way-back-image": "passed",
    });
    const lost = `${rig.registry}/gates-test/orders-none@${other}`;
    const half = releaseOf("3-1", { state: "releasing", endedAt: "", verifiedAt: "", commit: "" });
    expect(await judged(half, now, { ...back, templateHash: "gone", image: lost })).toEqual({
      "release/record": expect.stringMatching(/^release 3-1 is releasing since /),
      "release/recorded-image": "passed",
      "release/way-back": "the ReplicaSet of release 1-1 (1), its way back, is gone",
      "release/way-back-image": `the registry no longer has ${lost}`,
    });
    expect(await judged({ ...now, digest: other, image: lost, actor: "" }, back)).toMatchObject({
      "release/record": "its last release does not say its actor",
      "release/recorded-image": expect.stringMatching(/^the record says .*orders-none@/),
    });
  });

  it("knows nothing of a certificate without the right to read Secrets, and all the rest as before", async () => {
    const { namespace } = orders;
    const rules = roleRules().map((rule) => ({
      ...rule,
      resources: rule.resources.filter((one) => one !== "secrets"),
    }));
    const user = await createUser(namespace, "blind", rules);
    users.push(user);
    const options = { namespace, env: {}, tempDirectory: "/tmp", mask: () => undefined };
    const blind = await connect({ kubeconfig: user.kubeconfig, ...options });
    const { results } = await run({ cluster: blind, workload: "all" });
    const stateIn = (id: string) => results.find(({ check }) => check.id === id);
    for (const id of ["cluster/certificate-expiry", "cluster/certificate-names", "cluster/certificate-chain"]) {
      expect(stateIn(id), id).toMatchObject({
        state: "unknown",
        reason: expect.stringMatching(/cannot get resource "secrets"/),
      });
    }
    expect(stateIn("cluster/waiting")?.state).toBe("failed");
    expect(stateIn("release/pods-ready")?.state).toBe("failed");
    await blind.close();
  });
});

/** Of its ReplicaSets, the oldest revision first. */
async function hashesOf(app: string): Promise<(string | undefined)[]> {
  const kind = { apiVersion: "apps/v1", kind: "ReplicaSet" };
  const { items } = await orders.cluster.list(kind, { labelSelector: `app.kubernetes.io/name=${app}` });
  const revisionOf = ({ metadata }: KubeObject) => Number(metadata.annotations?.["deployment.kubernetes.io/revision"]);
  return items
    .toSorted((a, b) => revisionOf(a) - revisionOf(b))
    .map(({ metadata }) => metadata.labels?.["pod-template-hash"]);
}

/** The same image under another digest, by a line's end more in its manifest. */
async function pushAgain(image: string): Promise<string> {
  const context = { env: orders.rig.env, signal: never };
  const found = await readManifest(image, context);
  if (found.kind !== "found") throw new Error(found.reason);
  const bytes = Buffer.concat([found.bytes, Buffer.from("\n")]);
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  await putManifest(image.replace(/@.*/, ""), bytes, found.mediaType, digest, { ...context, log: recordLog() });
  return digest;
}

function releaseOf(id: string, changes: Partial<Release>): Release {
  const at = "2026-01-01T12:00:00Z";
  return {
    ...{ id, runKey: id, state: "verified", image: "", digest: "", version: "1", commit: "0f3a", endsAs: "" },
    ...{ runUrl: "https://github.com/acme/orders/actions/runs/1", actor: "jana", reason: "", revision: 0 },
    ...{ templateHash: "", previousTemplateHash: "", previousRevision: 0, previousImage: "", previousDigest: "" },
    ...{ startedAt: at, verifiedAt: at, endedAt: at },
    ...changes,
  };
}

function idsFor({ results }: ValidationResult, subject: string): string[] {
  return results
    .filter(({ findings }) => findings.some((one) => nameIn(one.subject) === subject))
    .map(({ check }) => check.id);
}

/** `Deployment orders` of `Deployment shop/orders, pod orders-1`. */
function nameIn(subject: string): string {
  return subject.replace(/,.*/, "").replace(`${orders.namespace}/`, "");
}

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
