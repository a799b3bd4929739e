// Do the checks of objects say what the API server itself says of the same manifests?

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { readQuantity } from "../../../src/kube/quantity.ts";
import { readServedApis } from "../../../src/kube/served-apis.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import { fieldsAt } from "../../../src/validation/fields.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import { readLiveObjects } from "../../../src/validation/live.ts";
import type { LiveObjects } from "../../../src/validation/live-objects.ts";
import { observeObjects } from "../../../src/validation/objects/observe-objects.ts";
import { amountByName } from "../../../src/validation/performance/quota-resources.ts";
import { countsPods } from "../../../src/validation/performance/quota-scopes.ts";
import type { PodSpec } from "../../../src/validation/pod-spec.ts";
import { checks } from "../../../src/validation/registry.ts";
import { type Subject, subjectOf } from "../../../src/validation/subject.ts";
import { never } from "../../unit/image/support.ts";
import { as, environment, open, openOwnNamespace } from "../kube/setup.ts";
import { afterwards } from "../support/afterwards.ts";
import { kubectlApply } from "../support/kubectl.ts";
import { createUser } from "../support/users.ts";
import { countedDeployment, countedPods, quotas } from "./quota-objects.ts";

const restricted =
  "{ allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }";
const deployment = (container = "", podSpec = ""): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { ${podSpec}
  containers: [{ name: web, image: localhost:5000/web, ${container} securityContext: ${restricted} }] } } }
`;

/** What is changed in a good manifest, and which check is to find it; undefined where nothing is wrong. */
const changes: [from: string, to: string, found: string | undefined][] = [
  ["name: web, image", "name: web, image", undefined],
  ["image: localhost", "env: [{ name: A, value: '1' }], image: localhost", undefined],
  ["image: localhost", "ports: [{ containerPort: 80, name: http }], image: localhost", undefined],
  ["image: localhost", "readinessProbe: { httpGet: { port: http, path: / } }, image: localhost", undefined],
  ["image: localhost", "resources: { limits: { cpu: 1, memory: 64Mi } }, image: localhost", undefined],
  ["spec: { selector", "spec: { minReadySeconds: null, selector", undefined],
  ["metadata: { name: web }", "metadata: { name: web, creationTimestamp: null }", undefined],
  ["image: localhost", "imagePullpolicy: Always, image: localhost", "objects/unknown-fields"],
  ["image: localhost", "livenesProbe: { tcpSocket: { port: 1 } }, image: localhost", "objects/unknown-fields"],
  ["spec: { selector", "replicas: 3\nspec: { selector", "objects/unknown-fields"],
  ["spec: { selector", "spec: { terminationGracePeriodSeconds: 3, selector", "objects/unknown-fields"],
  ["metadata: { name: web }", "metadata: { name: web, label: { a: b } }", "objects/unknown-fields"],
  ["image: localhost", "env: [{ name: A, value: 1 }], image: localhost", "objects/field-types"],
  ["image: localhost", "env: { A: b }, image: localhost", "objects/field-types"],
  ["image: localhost", "args: run, image: localhost", "objects/field-types"],
  ["image: localhost", "ports: [{ containerPort: '80' }], image: localhost", "objects/field-types"],
  ["image: localhost", "stdin: 'true', image: localhost", "objects/field-types"],
  ["image: localhost", "resources: { limits: { cpu: [1] } }, image: localhost", "objects/field-types"],
  ["spec: { selector", "spec: { replicas: '3', selector", "objects/field-types"],
  ["spec: { selector", "spec: { replicas: 2.5, selector", "objects/field-types"],
  ["spec: { selector", "spec: { replicas: 3000000000, selector", "objects/field-types"],
  ["name: web, image: localhost:5000/web", "image: localhost:5000/web", "objects/required-fields"],
  ["image: localhost", "ports: [{ name: http }], image: localhost", "objects/required-fields"],
  ["selector: { matchLabels: { app: web } }, ", "", "objects/required-fields"],
  ["image: localhost", "volumeMounts: [{ name: v }], image: localhost", "objects/required-fields"],
  ["kind: Deployment", "kind: Deploymnet", "objects/known-kinds"],
];
const schemaChecks = [
  "objects/unknown-fields",
  "objects/field-types",
  "objects/required-fields",
  "objects/known-kinds",
];

let cluster: Cluster;
let live: LiveObjects;

beforeAll(async () => {
  cluster = await openOwnNamespace("objects");
  await kubectlApply(
    [
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { mode: "fast" } },
      { apiVersion: "v1", kind: "Secret", metadata: { name: "db" }, stringData: { password: "hunter2" } },
      {
        apiVersion: "v1",
        kind: "LimitRange",
        metadata: { name: "defaults" },
        spec: {
          limits: [
            { type: "Container", default: { memory: "64Mi", cpu: "500m" }, defaultRequest: { cpu: "10m" } },
            { type: "PersistentVolumeClaim", min: { storage: "1Gi" }, max: { storage: "2Gi" } },
          ],
        },
      },
    ].map((object) => ({ ...object, metadata: { ...object.metadata, namespace: cluster.namespace } })),
  );
  await cluster.patch({ apiVersion: "v1", kind: "Namespace", name: cluster.namespace }, "merge", {
    metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  });
  live = await readLiveObjects(cluster, { signal: never });
});

async function observed(yaml: string, dryRun = false, asked = cluster, seen = live): Promise<Subject> {
  const manifests = readManifests(yaml, "web.yaml");
  const objects = await observeObjects(asked, subjectOf(manifests, seen, undefined), { dryRun, signal: never });
  return subjectOf(manifests, seen, undefined, { objects });
}

function judge(id: string, subject: Subject) {
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const { state, findings, reason } = runCheck(check, subject, "info");
  return { state, evidence: findings.map(({ evidence }) => evidence).join("; "), reason, at: findings[0]?.at };
}

describe("what a kustomization or a chart makes", () => {
  const files = {
    "base/web.yaml": deployment().replace("allowPrivilegeEscalation: false, ", ""),
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "live/kustomization.yaml": "resources: [../base]\nnamePrefix: shop-\n",
    "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
    "chart/templates/web.yaml": `{{- if true }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  template:
    spec:
      containers:
        - name: web
          image: web
          securityContext:
            runAsNonRoot: true
{{- end }}
`,
  };

  it("is judged with the file and the line that the user wrote", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sources-"));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    const render = {
      ...{ runCommand, env: environment.env, signal: never, tempDirectory: directory, allowRemoteBases: false },
      helm: { release: "shop", values: [], set: [] },
      capabilities: () => readServedApis(cluster),
    };
    const judged = async (source: string) => {
      const manifests = await loadManifests([source], { directory, namespace: "shop", render });
      return judge("security/privilege-escalation", subjectOf(manifests, undefined, undefined));
    };
    expect(await judged("live")).toMatchObject({ state: "failed", at: { file: "base/web.yaml", line: 5 } });
    expect(await judged("chart")).toMatchObject({
      state: "failed",
      at: { file: "chart/templates/web.yaml", line: 12 },
    });
    rmSync(directory, { recursive: true });
  });
});

describe("the schemas of the cluster", () => {
  it("are judged by as the API server judges", async () => {
    const judged = await Promise.all(
      changes.map(async ([from, to, found]) => {
        const yaml = deployment().replace(from, to);
        const subject = await observed(yaml);
        const ours = schemaChecks.filter((id) => judge(id, subject).state === "failed");
        return { to, ours, isRefused: await isRefused(yaml), found };
      }),
    );
    const expected = changes.map(([, to, found]) => {
      const ours = found === undefined ? [] : [found];
      return { to, ours, isRefused: found !== undefined, found };
    });
    expect(judged).toEqual(expected);
  });

  it("name the field that was meant, and its line", async () => {
    const subject = await observed(
      deployment().replace("image: localhost", "imagePullpolicy: Always, image: localhost"),
    );
    expect(judge("objects/unknown-fields", subject)).toMatchObject({
      evidence: 'spec.template.spec.containers[0] has no field "imagePullpolicy"; did you mean imagePullPolicy?',
      at: { file: "web.yaml", line: 5 },
    });
  });
});

describe("a CustomResourceDefinition", () => {
  it("is judged by as soon as the cluster has it, and by the manifests that bring it", async () => {
    const group = `${cluster.namespace}.example.com`;
    const spec = { type: "object", required: ["size"], properties: { size: { type: "integer", minimum: 1 } } };
    const schema = { openAPIV3Schema: { type: "object", properties: { spec } } };
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `widgets.${group}` },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind: "Widget", plural: "widgets", singular: "widget", listKind: "WidgetList" },
        versions: [{ name: "v1", served: true, storage: true, schema }],
      },
    };
    const widget = (text: string): string => `apiVersion: ${group}/v1\nkind: Widget\nmetadata: { name: w }\n${text}\n`;
    const states = (subject: Subject) => schemaChecks.filter((id) => judge(id, subject).state === "failed");
    expect(states(await observed(widget("spec: { sise: 1 }")))).toEqual(["objects/known-kinds"]);
    const both = `${widget("spec: { sise: 1 }")}---\n${JSON.stringify(definition)}\n`;
    expect(states(await observed(both))).toEqual(["objects/unknown-fields", "objects/required-fields"]);
    await cluster.create(definition);
    afterwards(() => cluster.delete({ ...definition, name: definition.metadata.name }));
    const wrong = ["objects/unknown-fields", "objects/required-fields"];
    await expect.poll(async () => states(await observed(widget("spec: { sise: 1 }")))).toEqual(wrong);
    expect(states(await observed(widget("spec: { size: 0 }")))).toEqual(["objects/field-types"]);
    expect(states(await observed(widget("spec: { size: 2 }")))).toEqual([]);
  });
});

describe("what pods refer to", () => {
  const needs = (name: string, key: string): string =>
    deployment(
      `env: [{ name: A, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } } }], envFrom: [{ configMapRef: { name: settings } }],`,
    );

  it("is asked for by name, and only the keys of a Secret are kept", async () => {
    const good = await observed(needs("db", "password"));
    expect(judge("objects/references", good).state).toBe("passed");
    expect(judge("objects/reference-keys", good).state).toBe("passed");
    expect(JSON.stringify([...(seenObjects(good).references ?? [])])).not.toContain("hunter2");
    expect(judge("objects/references", await observed(needs("gone", "password"))).evidence).toMatch(
      /Secret .*\/gone is neither/,
    );
    expect(judge("objects/reference-keys", await observed(needs("db", "user"))).evidence).toMatch(/has no key user/);
  });

  it("is unknown to a user who may not look, and so is what a dry run would say", async () => {
    const user = await createUser(cluster.namespace, "reader", [
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list"] },
    ]);
    const reader = await open(cluster.namespace, as({ token: user.token }));
    user.remove();
    const subject = await observed(
      needs("db", "password"),
      true,
      reader,
      await readLiveObjects(reader, { signal: never }),
    );
    expect(judge("objects/references", subject)).toMatchObject({
      state: "unknown",
      reason: expect.stringMatching(/cannot get/),
    });
    expect(judge("objects/admission", subject)).toMatchObject({
      state: "unknown",
      reason: expect.stringMatching(/cannot patch/),
    });
    // Schemas are everybody's.
    expect(judge("objects/unknown-fields", subject).state).toBe("passed");
  });
});

describe("what the cluster makes of a manifest", () => {
  it("is what our reading of its LimitRange says", async () => {
    const written = "resources: { limits: { cpu: 250m } },";
    for (const container of ["", written]) {
      const read = await observed(deployment(container));
      const rehearsed = await observed(deployment(container), true);
      const resources = ({ workloads }: Subject) => workloads[0]?.podSpec.containers[0]?.resources;
      expect(resources(read)).toEqual(resources(rehearsed));
      expect(judge("performance/memory-limit", read).state).toBe("passed");
    }
    const nowhere = subjectOf(readManifests(deployment(), "web.yaml"), undefined, undefined);
    expect(judge("performance/memory-limit", nowhere).state).toBe("failed");
  });

  it.each(["512Mi", "1Gi", "2048Mi", "2049Mi"])(
    "is a claim of %s, where the LimitRange lets it in",
    async (storage) => {
      const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } };
      const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "data" }, spec };
      const theirs = await cluster.create(claim, { dryRun: true }).then(
        () => "passed",
        (error: unknown) => (isApiError(error, 403) ? "failed" : String(error)),
      );
      expect(judge("performance/limit-range", await observed(JSON.stringify(claim))).state).toBe(theirs);
    },
  );

  it("is judged with the manifest's own lines", async () => {
    const subject = await observed(
      deployment("securityContext: {}, ").replace(
        `securityContext: {},  securityContext: ${restricted}`,
        `securityContext: ${restricted}`,
      ),
      true,
    );
    expect(judge("objects/admission", subject).state).toBe("passed");
    // The volume of its token was put in, and is nobody's fault.
    expect(subject.workloads[0]?.podSpec.volumes ?? []).toEqual([]);
    expect(judge("security/read-only-root", subject)).toMatchObject({
      state: "failed",
      at: { file: "web.yaml", line: 5 },
    });
  });

  it("is nothing where its pods are refused, as the namespace's label foretells", async () => {
    const yaml = deployment().replace("runAsNonRoot: true, ", "");
    expect(judge("objects/admission", await observed(yaml, true)).evidence).toMatch(
      /refuses its pods: .*violates PodSecurity "restricted:latest": runAsNonRoot/,
    );
    expect(judge("objects/admission", await observed(yaml)).evidence).toMatch(
      /restricted, which it violates \(runAsNonRoot\)/,
    );
    expect(judge("objects/admission", await observed(deployment())).state).toBe("passed");
    expect(judge("security/namespace-standard", await observed(deployment())).state).toBe("passed");
  });

  it("keeps nothing", async () => {
    const { items } = await cluster.list({ apiVersion: "apps/v1", kind: "Deployment" });
    expect(items).toEqual([]);
  });
});

function seenObjects({ observed: { objects } }: Subject) {
  if (objects?.kind !== "seen") throw new Error(objects?.reason ?? "nothing was asked");
  return objects.value;
}

async function isRefused(yaml: string): Promise<boolean> {
  const [manifest] = readManifests(yaml, "web.yaml");
  if (manifest === undefined) throw new Error("there is no manifest");
  try {
    await cluster.apply(manifest.object, { fieldManager: "test", dryRun: true });
    return false;
  } catch (error) {
    // A kind that is not served never reaches the server.
    if (isApiError(error) && error.code !== 400 && error.code !== 422 && error.code !== 500) throw error;
    return true;
  }
}

describe("what a quota counts", () => {
  it("is what the quota's own controller counts, scope by scope, and neighbours count beside a release", async () => {
    const own = await openOwnNamespace("quotas");
    const { namespace } = own;
    const priority = { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: namespace } };
    await own.create({ ...priority, value: 1 });
    afterwards(() => own.delete({ ...priority, name: namespace }));
    const make = async (object: object) =>
      // The account of the namespace, and what admission knows of the class, come a moment later.
      await expect
        .poll(() => own.create(object as KubeObject).then(() => "made", String), { timeout: 60_000 })
        .toBe("made");
    for (const object of [...countedPods(namespace), countedDeployment(namespace, 2)]) await make(object);
    const podKind = { apiVersion: "v1", kind: "Pod" };
    await expect.poll(async () => (await own.list(podKind)).items.length, { timeout: 60_000 }).toBe(9);
    for (const object of quotas(namespace)) await make(object);
    const read = async (replicas: number) => {
      const seen = await readLiveObjects(own, { signal: never });
      const yaml = JSON.stringify(countedDeployment(namespace, replicas));
      return subjectOf(readManifests(yaml, "web.yaml"), seen, undefined);
    };
    // A quota that counted before its controller knew of a pod counts again five minutes later, or where its limits change.
    let turn = 0;
    const countAgain = async () => {
      turn += 1;
      for (const { metadata } of (await own.list({ apiVersion: "v1", kind: "ResourceQuota" })).items) {
        const hard = metadata.name === "best-effort" ? { pods: `${10 + turn}` } : { "requests.cpu": `${20 + turn}` };
        const reference = { apiVersion: "v1", kind: "ResourceQuota", name: metadata.name };
        await own.patch(reference, "merge", { spec: { hard } });
      }
    };
    const compare = async () => {
      const subject = await read(2);
      const pods = subject.related("Pod").objects.map(({ object }) => object.spec as PodSpec);
      const counts = subject.related("ResourceQuota").objects.flatMap((quota) => {
        const meant = pods.filter((podSpec) => countsPods(subject, quota, podSpec));
        return Object.keys(fieldsAt(quota.spec.hard)).map((name) => ({
          quota: `${quota.object.metadata.name} ${name}`,
          theirs: rounded(readQuantity(fieldsAt(quota.object, ["status", "used"])[name])),
          ours: rounded(meant.reduce((sum, podSpec) => sum + (amountByName(name, { podSpec }) ?? 0), 0)),
        }));
      });
      return { pods: pods.length, quotas: counts.length, differ: counts.filter(({ theirs, ours }) => theirs !== ours) };
    };
    await expect
      .poll(
        async () => {
          const compared = await compare();
          if (compared.differ.length > 0) await countAgain();
          return compared;
        },
        { timeout: 300_000, interval: 2_000 },
      )
      .toEqual({ pods: 9, quotas: 25, differ: [] });
    // Two pods and one more in a release, beside seven that are not its own, fit into ten; three and one more do not.
    expect(judge("performance/resource-quota", await read(2)).state).toBe("passed");
    expect(judge("performance/resource-quota", await read(3))).toMatchObject({
      state: "failed",
      evidence: "pods: 1 workloads take 4 of 10 in a release, beside 7 that others use",
    });
  });
});

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 1000) / 1000;
}
