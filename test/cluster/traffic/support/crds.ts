// Does the cluster know the kinds of Traefik, of the Gateway API, of Istio, and of what makes backups?

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import { isApiError } from "../../../../src/kube/api-error.ts";
import type { KubeObject } from "../../../../src/kube/object.ts";
import { type Condition, conditionOf } from "../../../../src/rollout/workload.ts";
import { attempt } from "../../../rig/command.ts";
import { admin } from "../../support/admin.ts";

/** Their own definitions, from the modules of the versions that are tested. */
const sources = {
  traefik: {
    module: "github.com/traefik/traefik/v3@v3.5.3",
    files: ["docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml"],
    one: "traefikservices.traefik.io",
  },
  // Traefik 2 of the group that Traefik 3 has given up; its other definitions would be in the way of Traefik 3's.
  "traefik-2": {
    module: "github.com/traefik/traefik/v2@v2.11.2",
    files: ["ingressroutes", "traefikservices"].map(
      (kind) => `docs/content/reference/dynamic-configuration/traefik.containo.us_${kind}.yaml`,
    ),
    one: "traefikservices.traefik.containo.us",
  },
  "gateway-api": {
    module: "sigs.k8s.io/gateway-api@v1.3.0",
    files: ["config/crd/standard"],
    one: "httproutes.gateway.networking.k8s.io",
  },
  istio: {
    module: "istio.io/api@v1.31.1",
    files: ["kubernetes/customresourcedefinitions.gen.yaml"],
    // Of its fifteen: the API server works long on their large schemas.
    kinds: ["VirtualService", "DestinationRule"],
    one: "virtualservices.networking.istio.io",
  },
  cloudnativepg: {
    module: "github.com/cloudnative-pg/cloudnative-pg@v1.27.0",
    files: ["clusters", "scheduledbackups", "backups"].map(
      (kind) => `config/crd/bases/postgresql.cnpg.io_${kind}.yaml`,
    ),
    one: "backups.postgresql.cnpg.io",
  },
  velero: {
    module: "github.com/vmware-tanzu/velero@v1.16.2",
    files: ["schedules", "backups"].map((kind) => `config/crd/v1/bases/velero.io_${kind}.yaml`),
    one: "backups.velero.io",
  },
} as const;

/** They belong to the whole cluster: applied where they are missing, and left there for other tests. */
export async function ensureCrds(...names: readonly (keyof typeof sources)[]): Promise<void> {
  for (const name of names) {
    const { one } = sources[name];
    if (!(await isEstablished(one))) await Promise.all((await definitionsOf(sources[name])).map(install));
    while (!(await isEstablished(one))) await sleep(50);
  }
}

type Definition = KubeObject & {
  readonly spec: { readonly names: { readonly kind: string } };
  readonly status?: { readonly conditions?: readonly Condition[] };
};

interface Source {
  readonly module: string;
  /** Or folders of files. */
  readonly files: readonly string[];
  /** All where it names none. */
  readonly kinds?: readonly string[];
}

async function definitionsOf({ module, files, kinds }: Source): Promise<Definition[]> {
  const directory = await moduleDirectory(module);
  const paths = files.map((file) => join(directory, file));
  return paths
    .flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]))
    .flatMap((file) => parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS() as Definition))
    .filter((each) => each?.kind === "CustomResourceDefinition" && (kinds?.includes(each.spec.names.kind) ?? true));
}

async function install(definition: Definition): Promise<void> {
  await (await admin()).create(definition).catch((error: unknown) => {
    // Another file's tests have just done the same.
    if (!isApiError(error, 409)) throw error;
  });
}

async function isEstablished(name: string): Promise<boolean> {
  const cluster = await admin();
  const reference = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", name };
  return conditionOf((await cluster.get<Definition>(reference))?.status?.conditions, "Established")?.status === "True";
}

/** As much of KEDA as a release sees. It stays too. */
export async function ensureKeda(): Promise<void> {
  const [plural, group] = ["scaledobjects", "keda.sh"];
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind: "ScaledObject", plural, singular: "scaledobject" },
      versions: [{ name: "v1alpha1", served: true, storage: true, schema }],
    },
  };
  await install(definition);
  while (!(await isEstablished(definition.metadata.name))) await sleep(50);
}

async function moduleDirectory(module: string): Promise<string> {
  const { status, stdout, stderr } = await attempt("go", ["mod", "download", "-json", module]);
  if (status !== 0) throw new Error(`go mod download ${module}: ${stderr}`);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
