// Does the cluster know the kinds of Traefik, of the Gateway API, of Istio, and of what makes backups?

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseAllDocuments } from "yaml";
import { isApiError } from "../../../../src/kube/api-error.ts";
import type { KubeObject } from "../../../../src/kube/object.ts";
import { attempt } from "../../../rig/command.ts";
import { admin } from "../../support/admin.ts";

/** Their own definitions, from the modules of the versions that are tested, and the kinds of them that tests need. */
const sources = {
  traefik: {
    module: "github.com/traefik/traefik/v3@v3.5.3",
    files: ["docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml"],
    apiVersion: "traefik.io/v1alpha1",
    // Traefik does not start its work before it has listed each of them.
    kinds: [
      "IngressRoute",
      "IngressRouteTCP",
      "IngressRouteUDP",
      "Middleware",
      "MiddlewareTCP",
      "ServersTransport",
      "ServersTransportTCP",
      "TLSOption",
      "TLSStore",
      "TraefikService",
    ],
  },
  // Traefik 2 of the group that Traefik 3 has given up; its other definitions would be in the way of Traefik 3's.
  "traefik-2": {
    module: "github.com/traefik/traefik/v2@v2.11.2",
    files: ["ingressroutes", "traefikservices"].map(
      (kind) => `docs/content/reference/dynamic-configuration/traefik.containo.us_${kind}.yaml`,
    ),
    apiVersion: "traefik.containo.us/v1alpha1",
    kinds: ["IngressRoute", "TraefikService"],
  },
  "gateway-api": {
    module: "sigs.k8s.io/gateway-api@v1.3.0",
    files: ["config/crd/standard"],
    apiVersion: "gateway.networking.k8s.io/v1",
    // Traefik lists the grants too: they are served by an older version alone.
    kinds: ["GatewayClass", "Gateway", "HTTPRoute", "GRPCRoute"],
    older: { apiVersion: "gateway.networking.k8s.io/v1beta1", kinds: ["ReferenceGrant"] },
  },
  istio: {
    module: "istio.io/api@v1.31.1",
    files: ["kubernetes/customresourcedefinitions.gen.yaml"],
    apiVersion: "networking.istio.io/v1",
    // Of its fifteen: the API server works long on their large schemas.
    kinds: ["VirtualService", "DestinationRule"],
  },
  cloudnativepg: {
    module: "github.com/cloudnative-pg/cloudnative-pg@v1.27.0",
    files: ["clusters", "scheduledbackups", "backups"].map(
      (kind) => `config/crd/bases/postgresql.cnpg.io_${kind}.yaml`,
    ),
    apiVersion: "postgresql.cnpg.io/v1",
    kinds: ["Cluster", "ScheduledBackup", "Backup"],
  },
  velero: {
    module: "github.com/vmware-tanzu/velero@v1.16.2",
    files: ["schedules", "backups"].map((kind) => `config/crd/v1/bases/velero.io_${kind}.yaml`),
    apiVersion: "velero.io/v1",
    kinds: ["Schedule", "Backup"],
  },
} as const;

/**
 * They belong to the whole cluster: applied where they are missing, and left there for other tests.
 *
 * Waits until the API server tells of every kind: definitions are taken up one after the other, also where
 * another file's tests are just at it, and a client asks once what a group holds.
 */
export async function ensureCrds(...names: readonly (keyof typeof sources)[]): Promise<void> {
  for (const name of names) {
    const source: Source = sources[name];
    if (!(await servesAll(source))) await Promise.all((await definitionsOf(source)).map(install));
    while (!(await servesAll(source))) await sleep(50);
  }
}

/** A definition of the tests' own. Any number of files may ask for it at once; it stays too. */
export async function ensureDefinition(definition: Definition): Promise<void> {
  const { group, names, versions } = definition.spec;
  const kinds = versions.map(({ name }) => ({ apiVersion: `${group}/${name}`, kinds: [names.kind] }));
  await install(definition);
  for (const kind of kinds) while (!(await servesAll(kind))) await sleep(50);
}

type Definition = KubeObject & {
  readonly spec: Fields & {
    readonly group: string;
    readonly names: Fields & { readonly kind: string };
    readonly versions: readonly (Fields & { readonly name: string })[];
  };
};

type Fields = Readonly<Record<string, unknown>>;

interface Served {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
}

interface Source extends Served {
  readonly module: string;
  /** Or folders of files. */
  readonly files: readonly string[];
  readonly older?: Served;
}

async function definitionsOf({ module, files, kinds, older }: Source): Promise<Definition[]> {
  const directory = await moduleDirectory(module);
  const paths = files.map((file) => join(directory, file));
  const wanted = [...kinds, ...(older?.kinds ?? [])];
  return paths
    .flatMap((path) => (statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]))
    .flatMap((file) => parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS() as Definition))
    .filter((each) => each?.kind === "CustomResourceDefinition" && wanted.includes(each.spec.names.kind));
}

async function install(definition: KubeObject): Promise<void> {
  await (await admin()).create(definition).catch((error: unknown) => {
    // Another file's tests have just done the same.
    if (!isApiError(error, 409)) throw error;
  });
}

async function servesAll({ apiVersion, kinds, older }: Served & { readonly older?: Served }): Promise<boolean> {
  for (const kind of kinds) {
    const type = await (await admin()).resourceType({ apiVersion, kind }, { refresh: true });
    if (type === undefined) return false;
  }
  return older === undefined || (await servesAll(older));
}

/** As much of KEDA as a release sees. It stays too. */
export async function ensureKeda(): Promise<void> {
  await ensureDefinition(definitionOf("keda.sh", "v1alpha1", "ScaledObject"));
}

/** Of a kind whose objects hold whatever they are given. */
export function definitionOf(group: string, version: string, kind: string): Definition {
  const singular = kind.toLowerCase();
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${singular}s.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural: `${singular}s`, singular },
      versions: [{ name: version, served: true, storage: true, schema }],
    },
  };
}

async function moduleDirectory(module: string): Promise<string> {
  const { status, stdout, stderr } = await attempt("go", ["mod", "download", "-json", module]);
  if (status !== 0) throw new Error(`go mod download ${module}: ${stderr}`);
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}
