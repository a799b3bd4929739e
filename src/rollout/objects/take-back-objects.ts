// What becomes of the objects beside the workload when a release is taken back?

import { isDeepStrictEqual } from "node:util";
import { isApiError, refusalWords } from "../../kube/api-error.ts";
import type { CallOptions, Cluster } from "../../kube/cluster.ts";
import type { KubeObject, ObjectReference } from "../../kube/object.ts";
import { referenceTo } from "../../kube/object.ts";
import { applyRank } from "../../manifests/order.ts";
import type { Release } from "../../release/record.ts";
import { fieldManager } from "../dry-run.ts";
import type { WorkloadReference } from "../workload.ts";
import {
  type ChangedConfiguration,
  type Content,
  contentOf,
  describeName,
  hashOf,
  isConfiguration,
  nameObject,
  type ObjectName,
  referenceOf,
} from "./inventory.ts";
import { readSavedConfiguration } from "./saved-configuration.ts";

/** What was done, and what was left with the reason. */
export interface TakenBackObjects {
  readonly restored: readonly ObjectName[];
  readonly removed: readonly ObjectName[];
  readonly left: readonly { readonly object: ObjectName; readonly why: string }[];
}

export const nothingTakenBack: TakenBackObjects = { restored: [], removed: [], left: [] };

/** What other things live in, and what data lives in: never deleted. */
const neverDeleted = new Set(["Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim"]);

/**
 * Gives ConfigMaps, Secrets and what leads users to the pods the content back that the release has changed, where it is
 * still as the release left it.
 * To be done before the old template is back, because its pods read them. Doing it again changes nothing.
 */
export async function restoreConfiguration(
  cluster: Cluster,
  workload: WorkloadReference,
  release: Release,
  options: CallOptions = {},
): Promise<TakenBackObjects> {
  if (release.keepsConfiguration === true) return nothingTakenBack;
  const changed = await readSavedConfiguration(cluster, workload, release, options);
  return join(await Promise.all(changed.map((each) => giveBack(cluster, each, options))));
}

async function giveBack(
  cluster: Cluster,
  { object, before, after, earlier = [] }: ChangedConfiguration,
  options: CallOptions,
): Promise<TakenBackObjects> {
  const reference = referenceOf(object);
  const live = await cluster.get(reference, options);
  if (live === undefined) return leave(object, "somebody has deleted it meanwhile");
  const content = contentOf(live);
  const now = hashOf(content);
  if (now === hashOf(before)) return nothingTakenBack;
  if (now !== after && !earlier.includes(now)) return leave(object, "somebody has changed it since");
  const owner = ownerOf(live, differingKeys(content, before));
  if (owner !== undefined) return leave(object, `${owner} makes its content`);
  const same = { op: "test", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion };
  try {
    await cluster.patch(reference, "json", [same, ...contentPatch(reference, before)], { fieldManager, ...options });
    return { ...nothingTakenBack, restored: [object] };
  } catch (error) {
    return leftBy(error, object);
  }
}

function contentPatch({ kind }: ObjectReference, { data = {}, binaryData = {}, spec }: Content): object[] {
  if (!isConfiguration(kind)) return [{ op: "add", path: "/spec", value: spec }];
  const plain = { op: "add", path: "/data", value: data };
  return kind === "Secret" ? [plain] : [plain, { op: "add", path: "/binaryData", value: binaryData }];
}

/**
 * Deletes what the release has created and nothing before it had, the other way round than it was applied. Volumes,
 * namespaces, definitions, and what has an owner or a finalizer, are only named.
 */
export async function removeCreated(
  cluster: Cluster,
  workload: WorkloadReference,
  release: Release,
  options: CallOptions = {},
): Promise<TakenBackObjects> {
  const own = nameObject(workload);
  const created = (release.created ?? [])
    .filter((object) => object !== own)
    .map(referenceOf)
    .toSorted((one, other) => applyRank(other) - applyRank(one));
  const results: TakenBackObjects[] = [];
  for (const reference of created) results.push(await removeObject(cluster, reference, options));
  return join(results);
}

/** Deletes one object, unless it is one that is never deleted, or has another owner or a finalizer: that is told. */
export async function removeObject(
  cluster: Cluster,
  reference: ObjectReference,
  options: CallOptions,
): Promise<TakenBackObjects> {
  const object = nameObject(reference);
  try {
    const live = await cluster.get(reference, options);
    if (live === undefined) return nothingTakenBack;
    const why = reasonToKeep(live);
    if (why !== undefined) return leave(object, why);
    // A Job would leave its pods running: https://kubernetes.io/docs/concepts/architecture/garbage-collection/
    await cluster.delete(referenceTo(live), { uid: live.metadata.uid, propagation: "Background", ...options });
    return { ...nothingTakenBack, removed: [object] };
  } catch (error) {
    // Its kind may be gone with its definition.
    return isApiError(error, 404) ? nothingTakenBack : leftBy(error, object);
  }
}

/** Why an object that a release has brought is not deleted with it. */
export function reasonToKeep({ kind, metadata }: KubeObject): string | undefined {
  if (neverDeleted.has(kind)) return `a ${kind} is never deleted`;
  if (metadata.annotations?.["helm.sh/resource-policy"] === "keep")
    return "its annotation helm.sh/resource-policy says keep";
  const owners = metadata.ownerReferences ?? [];
  if (owners.length > 0) return `${owners.map((owner) => `${owner.kind} ${owner.name}`).join(", ")} owns it`;
  const finalizers = (metadata.finalizers ?? []).filter((name) => name !== "foregroundDeletion" && name !== "orphan");
  if (finalizers.length > 0) return `it has the finalizer ${finalizers.join(", ")}`;
  // An object without fields of its own has no managers at all.
  const managers = metadata.managedFields ?? [];
  if (managers.length > 0 && !managers.some(({ manager }) => manager === fieldManager))
    return "it is another one of the same name";
  return undefined;
}

function differingKeys(one: Content, other: Content): string[] {
  return (["data", "binaryData", "spec"] as const).flatMap((part) => {
    const [left, right] = [one, other].map((each) => (each[part] ?? {}) as Readonly<Record<string, unknown>>);
    const keys = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})]);
    return [...keys].filter((key) => !isDeepStrictEqual(left?.[key], right?.[key]));
  });
}

/**
 * Who makes these keys instead of the release: a controller (External Secrets, cert-manager, Sealed Secrets), or another
 * manager. One that only adds keys of its own (an injected authority) loses nothing.
 */
function ownerOf({ metadata }: KubeObject, keys: readonly string[]): string | undefined {
  const controller = metadata.ownerReferences?.find((owner) => owner.controller === true);
  if (controller !== undefined) return `${controller.kind} ${controller.name}`;
  const manager = metadata.managedFields?.find(
    ({ manager = "", fieldsV1 = {} }) =>
      !manager.startsWith("slipway") &&
      ["f:data", "f:binaryData", "f:stringData", "f:spec"].some((part) => {
        const owned = fieldsV1[part];
        return owned !== undefined && (isEmpty(owned) || keys.some((key) => `f:${key}` in owned));
      }),
  );
  return manager?.manager;
}

function isEmpty(fields: object): boolean {
  return Object.keys(fields).length === 0;
}

/** What the API server does not let be changed stays, and is told; any other error is thrown on. */
function leftBy(error: unknown, object: ObjectName): TakenBackObjects {
  if (!isApiError(error)) throw error;
  return leave(object, refusalWords(error));
}

function leave(object: ObjectName, why: string): TakenBackObjects {
  return { ...nothingTakenBack, left: [{ object, why }] };
}

export function join(results: readonly TakenBackObjects[]): TakenBackObjects {
  return {
    restored: results.flatMap(({ restored }) => restored),
    removed: results.flatMap(({ removed }) => removed),
    left: results.flatMap(({ left }) => left),
  };
}

/** One sentence for each thing that a reader must know; empty where there was nothing. */
export function tellObjects({ restored, removed, left }: TakenBackObjects): string[] {
  return [
    ...(restored.length === 0 ? [] : [`Restored what ${restored.map(describeName).join(", ")} held before.`]),
    ...(removed.length === 0 ? [] : [`Removed what the release had created: ${removed.map(describeName).join(", ")}.`]),
    ...(left.length === 0
      ? []
      : [`Left as it is: ${left.map(({ object, why }) => `${describeName(object)} (${why})`).join(", ")}.`]),
  ];
}
