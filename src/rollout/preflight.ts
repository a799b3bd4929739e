// What would keep this release from going well, seen before its first change?

import { describePermission, missingPermissions, type Permission } from "../kube/access.ts";
import { isApiError } from "../kube/api-error.ts";
import type { CallOptions, Cluster, ResourceType } from "../kube/cluster.ts";
import type { KubeObject } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import { groupOf } from "../kube/resource-types.ts";
import { containersOf } from "../manifests/containers.ts";
import type { Manifest } from "../manifests/load.ts";
import { Failure, type Position } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import type { ImageLookup } from "./context.ts";
import type { ReleaseTarget } from "./target.ts";
import type { WorkloadReference } from "./workload.ts";

/** Something that the manifests bring with them, so that it cannot be asked about yet. */
export interface BroughtAlong {
  readonly namespaces: ReadonlySet<string>;
  /** `group/kind`. */
  readonly kinds: ReadonlySet<string>;
}

export function broughtAlong(manifests: readonly Manifest[]): BroughtAlong {
  const objects = manifests.map(({ object }) => object);
  return {
    namespaces: new Set(objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name)),
    kinds: new Set(objects.filter(({ kind }) => kind === "CustomResourceDefinition").map(definedKind)),
  };
}

/** `group/kind` of an object, to compare with `BroughtAlong.kinds`. */
export function kindKey({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

/**
 * Whether the namespace is there.
 * @throws Failure where it is neither there nor among the manifests.
 */
export async function namespaceExists(
  cluster: Cluster,
  namespace: string,
  along: BroughtAlong,
  options: CallOptions,
): Promise<boolean> {
  const reference = { apiVersion: "v1", kind: "Namespace", name: namespace };
  const found = await cluster.get(reference, options).catch((error: unknown) => {
    // Whoever may only work inside a namespace is often not allowed to look at it: what comes next shows it.
    if (isApiError(error, 403)) return "unknown" as const;
    throw explainRefusal(error, `looking for the namespace ${namespace}`);
  });
  if (found === undefined && !along.namespaces.has(namespace)) {
    throw new Failure({
      attempted: `looking for the namespace ${namespace}`,
      found: `the cluster ${cluster.server} has no namespace ${namespace}`,
      advice: "Create it, add it to the manifests, or correct the input `namespace`.",
    });
  }
  return found !== undefined;
}

/**
 * Resolves the kinds of all manifests.
 * @throws Failure on the line of a kind that the cluster does not serve and the manifests do not define.
 */
export async function resolveKinds(
  cluster: Cluster,
  manifests: readonly Manifest[],
  along: BroughtAlong,
  options: CallOptions,
): Promise<Map<Manifest, ResourceType | undefined>> {
  const types = new Map<Manifest, ResourceType | undefined>();
  for (const manifest of manifests) {
    const type = await cluster.resourceType(manifest.object, options);
    if (type === undefined && !along.kinds.has(kindKey(manifest.object))) {
      throw new Failure({
        attempted: `resolving the kind ${manifest.object.kind}`,
        found: `the cluster does not serve ${manifest.object.kind} of ${manifest.object.apiVersion}`,
        advice: "Correct apiVersion and kind, or install its CustomResourceDefinition first.",
        at: manifest.position(["kind"]),
      });
    }
    types.set(manifest, type);
  }
  return types;
}

/** @throws Failure that names every permission that is missing. */
export async function checkPermissions(
  cluster: Cluster,
  target: ReleaseTarget,
  types: Iterable<ResourceType | undefined>,
  options: CallOptions,
  more: readonly Permission[] = [],
): Promise<void> {
  const needed = [...releasePermissions(target, types), ...more];
  await requirePermissions(cluster, needed, target.workload.namespace, options);
}

/** What a release beside what serves reads and writes beyond that; its router and its autoscaler apart. */
export function trackPermissions({ namespace }: Pick<WorkloadReference, "namespace">): Permission[] {
  const all = (group: string, resource: string, verbs: readonly string[]): Permission[] =>
    verbs.map((verb) => ({ verb, group, resource, namespace }));
  return [
    ...all("apps", "deployments", ["create", "delete"]),
    ...all("", "services", ["get", "list", "create", "patch", "delete"]),
    // Whether users are led where the Services say by now.
    ...all("discovery.k8s.io", "endpointslices", ["list", "watch"]),
  ];
}

/** What a release reads and writes: its workload, its record and lock, and what it applies. */
export function releasePermissions(
  { workload }: Pick<ReleaseTarget, "workload">,
  types: Iterable<ResourceType | undefined>,
): Permission[] {
  return [
    ...workloadPermissions(workload),
    ...[...types].flatMap((type) => (type === undefined ? [] : applyPermissions(type, workload.namespace))),
  ];
}

export async function requirePermissions(
  cluster: Cluster,
  needed: readonly Permission[],
  namespace: string,
  options: CallOptions,
): Promise<void> {
  const missing = await missingPermissions(cluster, needed, options);
  if (missing.length === 0) return;
  throw new Failure({
    attempted: `checking what this user may do in the namespace ${namespace}`,
    found: `it may not ${[...new Set(missing.map(describePermission))].join(", ")}`,
    advice: "Bind a Role with these verbs to the user of the kubeconfig; the README of this action has one to copy.",
  });
}

/** What a release or a way back of a workload reads and writes, whatever the manifests are. */
export function workloadPermissions({ kind, namespace }: WorkloadReference): Permission[] {
  const all = (group: string, resource: string, verbs: readonly string[]): Permission[] =>
    verbs.map((verb) => ({ verb, group, resource, namespace }));
  return [
    ...all("apps", `${kind.toLowerCase()}s`, ["get", "list", "watch", "patch"]),
    ...all("apps", kind === "Deployment" ? "replicasets" : "controllerrevisions", ["list", "watch"]),
    // An undo of a StatefulSet deletes the pods that block it.
    ...all("", "pods", kind === "StatefulSet" ? ["list", "watch", "delete"] : ["list", "watch"]),
    ...all("", "configmaps", ["get", "create", "update"]),
    ...all("coordination.k8s.io", "leases", ["get", "list", "watch", "create", "update"]),
  ];
}

/**
 * What the registry says of the image. One that it cannot be asked about may still be pulled by the nodes.
 * @throws Failure for an image that does not exist.
 */
export async function checkImage(
  target: ReleaseTarget,
  lookUp: ((reference: string) => Promise<ImageLookup>) | undefined,
  log: Log,
): Promise<string> {
  if (lookUp === undefined) return target.digest;
  const found = await lookUp(target.image);
  switch (found.kind) {
    case "found":
      return target.digest === "" ? found.digest : target.digest;
    case "missing":
      throw new Failure({
        attempted: `looking up the image ${target.image}`,
        found: `its registry does not have it: ${found.reason}`,
        advice: "Check its name and tag, and that the build has pushed it. Nothing was changed.",
        at: imagePosition(target),
      });
    case "denied":
    case "unreachable":
      log.warning(
        `The image ${target.image} could not be looked up before the release (${found.reason}); the nodes may still be able to pull it.`,
      );
      return target.digest;
  }
}

/** Where the manifest names it, or the name that it was put in for. */
function imagePosition({ manifest, container }: ReleaseTarget): Position | undefined {
  if (manifest === undefined) return undefined;
  const place = containersOf(manifest.object).find(({ name }) => name === container);
  return manifest.position([...(place?.path ?? []), "image"]);
}

function applyPermissions(type: ResourceType, namespace: string): Permission[] {
  const base = { group: groupOf(type.apiVersion), resource: type.plural, namespace: type.namespaced ? namespace : "" };
  return ["get", "create", "patch"].map((verb) => ({ ...base, verb }));
}

function definedKind(definition: KubeObject): string {
  const { group = "", names } = (definition.spec ?? {}) as { group?: string; names?: { kind?: string } };
  return `${group}/${names?.kind ?? ""}`;
}
