// What has the cluster to be asked about the objects of a service, beside its lists?

import { fewAtATime } from "../../config/few-at-a-time.ts";
import { isApiError } from "../../kube/api-error.ts";
import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import { fieldsAt } from "../fields.ts";
import type { Observation } from "../observation.ts";
import type { Subject } from "../subject.ts";
import { rehearseAdmission } from "./observe-admission.ts";
import { mostAtOnce, reasonOf } from "./questions.ts";
import { type Reference, referenceKey } from "./references.ts";
import { resolvedReferences } from "./resolve-references.ts";
import type { ApiSchemas, Schema } from "./schema.ts";
import type { NamespaceAnswer, ObjectsSeen, ReferenceAnswer, SchemaAnswer } from "./seen.ts";

export interface ObjectsOptions extends CallOptions {
  /** Whether the server may be asked what it would make of the manifests, which needs the permission to write. */
  readonly dryRun: boolean;
}

/**
 * Asks for the server's version, the schemas of the APIs that the manifests use (one document for each), the namespaces,
 * and each object by name that the manifests refer to and do not bring. Of Secrets only the names of their keys are kept.
 * What may not be asked is kept as such.
 */
export async function observeObjects(
  cluster: Cluster,
  subject: Subject,
  { dryRun, ...options }: ObjectsOptions,
): Promise<Observation<ObjectsSeen>> {
  try {
    const [server, schemas, namespaces, references, admission] = await Promise.all([
      readVersion(cluster, options),
      readSchemas(cluster, subject, options),
      readNamespaces(cluster, subject, options),
      readReferences(cluster, subject, options),
      dryRun ? rehearseAdmission(cluster, subject, options) : undefined,
    ]);
    return { kind: "seen", value: { server, schemas, namespaces, references, admission } };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { kind: "unknown", reason: reasonOf(error) };
  }
}

async function readVersion(cluster: Cluster, options: CallOptions): Promise<ObjectsSeen["server"]> {
  const { gitVersion, minor } = await cluster.request<{ gitVersion: string; minor: string }>(
    "GET",
    "/version",
    options,
  );
  // Some managed clusters write `34+`.
  return { version: gitVersion, minor: Number.parseInt(minor, 10) };
}

async function readSchemas(
  cluster: Cluster,
  { written }: Subject,
  options: CallOptions,
): Promise<Map<string, SchemaAnswer>> {
  const answers = new Map<string, SchemaAnswer>();
  const wanted = new Set(written.map(({ object }) => object.apiVersion));
  if (wanted.size === 0) return answers;
  const paths = await readPaths(cluster, options);
  await fewAtATime(mostAtOnce, wanted, async (apiVersion) => {
    answers.set(
      apiVersion,
      "reason" in paths
        ? { kind: "unreadable", reason: paths.reason }
        : await readSchema(cluster, apiVersion, paths, options),
    );
  });
  return answers;
}

async function readPaths(
  cluster: Cluster,
  options: CallOptions,
): Promise<ReadonlyMap<string, string> | { readonly reason: string }> {
  try {
    const { paths } = await cluster.request<{ paths: Record<string, { serverRelativeURL: string }> }>(
      "GET",
      "/openapi/v3",
      options,
    );
    return new Map(Object.entries(paths).map(([name, { serverRelativeURL }]) => [name, serverRelativeURL]));
  } catch (error) {
    options.signal?.throwIfAborted();
    return { reason: reasonOf(error) };
  }
}

async function readSchema(
  cluster: Cluster,
  apiVersion: string,
  paths: ReadonlyMap<string, string>,
  options: CallOptions,
): Promise<SchemaAnswer> {
  const path = paths.get(apiVersion.includes("/") ? `apis/${apiVersion}` : `api/${apiVersion}`);
  if (path === undefined) return { kind: "not-served" };
  try {
    const document = await cluster.request<{ components?: { schemas?: Record<string, Schema> } }>("GET", path, options);
    return { kind: "read", schemas: schemasOf(document.components?.schemas ?? {}, apiVersion) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isApiError(error, 404)) return { kind: "not-served" };
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}

function schemasOf(named: Readonly<Record<string, Schema>>, apiVersion: string): ApiSchemas {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const kinds = Object.values(named).flatMap((schema) =>
    (schema["x-kubernetes-group-version-kind"] ?? [])
      .filter((one) => one.group === group && one.version === version)
      // Such as DeleteOptions, which every group lists, and which is no object.
      .filter(() => schema.properties?.metadata !== undefined && schema.properties.items === undefined)
      .map(({ kind }) => [kind, schema] as const),
  );
  // Components of Kubernetes' own kinds are named after their Go packages, others after their group.
  const fillsDefaults = !Object.keys(named).some((name) => name.startsWith("io.k8s.api."));
  return { kinds: new Map(kinds), named, fillsDefaults };
}

async function readNamespaces(
  cluster: Cluster,
  { workloads }: Subject,
  options: CallOptions,
): Promise<Map<string, NamespaceAnswer>> {
  const answers = new Map<string, NamespaceAnswer>();
  await fewAtATime(mostAtOnce, new Set(workloads.map(({ namespace }) => namespace)), async (name) => {
    answers.set(name, await readNamespace(cluster, name, options));
  });
  return answers;
}

async function readNamespace(cluster: Cluster, name: string, options: CallOptions): Promise<NamespaceAnswer> {
  try {
    const namespace = await cluster.get({ apiVersion: "v1", kind: "Namespace", name }, options);
    return namespace === undefined ? { kind: "absent" } : { kind: "there", labels: namespace.metadata.labels ?? {} };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}

async function readReferences(
  cluster: Cluster,
  subject: Subject,
  options: CallOptions,
): Promise<Map<string, ReferenceAnswer>> {
  const open = new Map<string, Reference>();
  for (const list of resolvedReferences(subject).values()) {
    for (const { reference, answer } of list)
      if (isOpen(reference, answer)) open.set(referenceKey(reference), reference);
  }
  const answers = new Map<string, ReferenceAnswer>();
  await fewAtATime(mostAtOnce, open, async ([key, reference]) => {
    answers.set(key, await readReference(cluster, reference, options));
  });
  return answers;
}

/** The list of Secrets tells that one is there, and not what is in it. */
function isOpen({ kind, keys }: Reference, answer: ReferenceAnswer | undefined): boolean {
  if (answer === undefined) return true;
  return kind === "Secret" && keys.length > 0 && answer.kind === "there" && answer.keys === undefined;
}

async function readReference(
  cluster: Cluster,
  { apiVersion, kind, namespace, name }: Reference,
  options: CallOptions,
): Promise<ReferenceAnswer> {
  try {
    if ((await cluster.resourceType({ apiVersion, kind }, options)) === undefined) return { kind: "absent" };
    const found = await cluster.get({ apiVersion, kind, name, ...(namespace === "" ? {} : { namespace }) }, options);
    if (found === undefined) return { kind: "absent" };
    if (kind !== "ConfigMap" && kind !== "Secret") return { kind: "there" };
    const keys = ["data", "binaryData"].flatMap((field) => Object.keys(fieldsAt(found, [field])));
    return { kind: "there", keys };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}
