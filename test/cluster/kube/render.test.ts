// Do kustomizations and Helm charts become manifests that know where they come from?

import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { describeObject } from "../../../src/kube/object.ts";
import { readServedApis } from "../../../src/kube/served-apis.ts";
import { loadManifests } from "../../../src/manifests/load.ts";
import type { Manifest } from "../../../src/manifests/manifest.ts";
import type { RenderOptions } from "../../../src/manifests/renderer.ts";
import { environment, open } from "./setup.ts";

let directory = "";
let cluster: Cluster;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "render-"));
  cluster = await open("default");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const files: Readonly<Record<string, string>> = {
  "base/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: orders
          image: orders
          envFrom: [{ configMapRef: { name: settings } }]
          readinessProbe: { httpGet: { port: 9 } }
`,
  "base/kustomization.yaml":
    "resources: [deployment.yaml]\nconfigMapGenerator: [{ name: settings, literals: [A=b] }]\n",
  "production/kustomization.yaml": "resources: [../base]\nnamePrefix: shop-\nreplicas: [{ name: orders, count: 3 }]\n",
  "broken/kustomization.yaml": "resources: [missing.yaml]\n",
  "far/kustomization.yaml": "resources:\n  - https://example.com/app//deploy?ref=v1\n",
  "chart/Chart.yaml": "apiVersion: v2\nname: another-name\nversion: 0.1.0\n",
  "chart/values.yaml": "replicas: 1\nmigrate: false\n",
  "chart/templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
  annotations:
    version: {{ .Capabilities.KubeVersion.Version }}
    hasBudgets: {{ .Capabilities.APIVersions.Has "policy/v1/PodDisruptionBudget" | quote }}
    hasUnicorns: {{ .Capabilities.APIVersions.Has "example.com/v1/Unicorn" | quote }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: orders
          {{- if true }}
          readinessProbe:
            httpGet: { port: 9 }
          {{- end }}
`,
  "chart/templates/tests/ask.yaml":
    'apiVersion: v1\nkind: Pod\nmetadata: { name: ask, annotations: { "helm.sh/hook": test } }\n',
  "chart/templates/migrate.yaml":
    '{{ if .Values.migrate }}\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations:\n    helm.sh/hook: "pre-upgrade,pre-install"\n{{ end }}\n',
  "chart/templates/db.yaml":
    '{{ with .Values.draw }}\napiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: {{ tpl (printf "{{ %s }}" .) $ | quote }} }\n{{ end }}\n',
  "values/production.yaml": "replicas: 5\n",
};

function load(patterns: string[], changes: Partial<RenderOptions> = {}): Promise<Manifest[]> {
  const render: RenderOptions = {
    runCommand,
    env: environment.env,
    signal: new AbortController().signal,
    tempDirectory: tmpdir(),
    allowRemoteBases: false,
    helm: { release: undefined, values: [], set: [] },
    capabilities: () => readServedApis(cluster),
    ...changes,
  };
  return loadManifests(patterns, { directory, namespace: "shop", render });
}

const failure = (loading: Promise<unknown>): Promise<string> =>
  loading.then(
    () => "nothing was refused",
    (error) => `${error.at?.file ?? ""}:${error.at?.line ?? ""} ${error.message}`,
  );

const probe = ["spec", "template", "spec", "containers", 0, "readinessProbe"];

describe("a folder with a kustomization", () => {
  it("gives the objects that kubectl makes of it, each with the line that the user wrote", async () => {
    const [settings, orders] = await load(["production"]);
    expect(orders?.object).toMatchObject({ metadata: { name: "shop-orders" }, spec: { replicas: 3 } });
    expect(orders?.object.metadata.annotations).toBeUndefined();
    expect(orders?.position(probe)).toMatchObject({ file: "base/deployment.yaml", line: 13 });
    expect(settings?.object.metadata.name).toMatch(/^shop-settings-[a-z0-9]+$/);
    expect(settings?.position([])).toMatchObject({ file: "base/kustomization.yaml" });
  });

  it("is rendered once, also where its file is named, beside plain files", async () => {
    const all = await load(["production/kustomization.yaml", "production", "values/../base/deployment.yaml"]);
    expect(all.map(({ object }) => describeObject(object)).length).toBe(3);
  });

  it("is refused in kustomize's words where it is broken, and where it loads from elsewhere", async () => {
    expect(await failure(load(["broken"]))).toMatch(/missing\.yaml/);
    expect(await failure(load(["far"]))).toMatch(/^far\/kustomization.yaml:2 .*allow-remote-bases/s);
  });

  it("is loaded from elsewhere where the user allows it", async () => {
    const settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: far-away }\n";
    const server = createServer((_, response) => response.end(settings)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    mkdirSync(path.join(directory, "allowed"));
    const text = `resources: ["http://127.0.0.1:${port}/settings.yaml"]\n`;
    writeFileSync(path.join(directory, "allowed", "kustomization.yaml"), text);
    try {
      expect(await failure(load(["allowed"]))).toMatch(/^allowed\/kustomization.yaml:1 .*allow-remote-bases/s);
      const [loaded] = await load(["allowed"], { allowRemoteBases: true });
      expect(loaded?.object).toMatchObject({ kind: "ConfigMap", metadata: { name: "far-away" } });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it("names what is missing where there is no kubectl", async () => {
    expect(await failure(load(["production"], { env: { PATH: "/nowhere" } }))).toMatch(/kubectl is not on the PATH/);
  });
});

describe("a folder with a chart", () => {
  it("gives what helm makes of it for this cluster, without its tests", async () => {
    const manifests = await load(["chart"], {
      helm: { release: "orders", values: ["values/production.yaml"], set: [] },
    });
    expect(manifests).toHaveLength(1);
    const [{ object, position }] = manifests as [Manifest];
    expect(object).toMatchObject({
      metadata: {
        name: "orders",
        namespace: "shop",
        annotations: { version: (await readServedApis(cluster)).kubernetes, hasBudgets: "true", hasUnicorns: "false" },
      },
      spec: { replicas: 5 },
    });
    expect(position(probe)).toEqual({ file: "chart/templates/deployment.yaml", line: 17 });
  });

  it("is refused where it draws a Secret by chance, which Helm would have kept", async () => {
    const drawn = (draw: string) => ({ helm: { release: undefined, values: [], set: [`draw=${draw}`] } });
    expect(await failure(load(["chart"], drawn("randAlphaNum 12")))).toMatch(
      /^chart\/templates\/db.yaml:3 .*Secret db.*its content is another one each time/s,
    );
    expect(await load(["chart"], drawn("print 7"))).toHaveLength(2);
  });

  it("is refused where it has hooks, and in helm's words where it is broken", async () => {
    const helm = { release: undefined, values: [], set: ["migrate=true"] };
    expect(await failure(load(["chart"], { helm }))).toMatch(
      /^chart\/templates\/migrate.yaml:7 .*hook of Helm's \(pre-upgrade,pre-install\)/s,
    );
    const wrong = { release: undefined, values: ["values/none.yaml"], set: [] };
    expect(await failure(load(["chart"], { helm: wrong }))).toMatch(/none\.yaml/);
  });
});
