// To whom do the fields belong that carried a split, once it is taken out?

import { isDeepStrictEqual } from "node:util";
import type { FieldSet, KubeObject, ManagedFieldsEntry } from "../kube/object.ts";
import { type ObjectPath, routerManager, type SavedPart } from "./router.ts";

/**
 * The entries of managedFields that own one of the parts, reduced to these parts. A patch of ours takes the
 * fields from an owner by server-side apply, whose next apply would then be a conflict with us.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
 */
export function ownersOfParts(object: KubeObject, parts: readonly SavedPart[]): ManagedFieldsEntry[] {
  const paths = parts.map(({ path }) => fieldPath(path));
  return (object.metadata.managedFields ?? []).flatMap((entry) => {
    if (isOurs(entry) || entry.subresource !== undefined) return [];
    const fieldsV1 = paths.reduce<FieldSet>((set, path) => union(set, along(entry.fieldsV1, path) ?? {}), {});
    return Object.keys(fieldsV1).length === 0 ? [] : [{ ...entry, fieldsV1 }];
  });
}

/** The managedFields with our own entry gone and what it held back with its owners; `undefined` where nothing is to move. */
export function ownershipGivenBack(
  object: KubeObject,
  owners: readonly ManagedFieldsEntry[],
): ManagedFieldsEntry[] | undefined {
  const entries = object.metadata.managedFields ?? [];
  if (!entries.some(isOurs)) return undefined;
  const list = entries.filter((entry) => !isOurs(entry));
  for (const owner of owners) {
    const index = list.findIndex((entry) => isSame(entry, owner));
    const found = list[index];
    if (found === undefined) list.push(owner);
    else list[index] = { ...found, fieldsV1: union(found.fieldsV1 ?? {}, owner.fieldsV1 ?? {}) };
  }
  return list;
}

/** A list without keys is owned as a whole: the path ends before the first index. */
function fieldPath(path: ObjectPath): string[] {
  const index = path.findIndex((part) => typeof part === "number");
  return path.slice(0, index === -1 ? undefined : index).map((part) => `f:${part}`);
}

function isOurs({ manager, subresource }: ManagedFieldsEntry): boolean {
  return manager === routerManager && subresource === undefined;
}

function isSame(one: ManagedFieldsEntry, other: ManagedFieldsEntry): boolean {
  const keyOf = ({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry) => [
    manager,
    operation,
    apiVersion,
    subresource,
  ];
  return isDeepStrictEqual(keyOf(one), keyOf(other));
}

/** What lies at the path, with the `.` of each mapping on the way: that the mapping itself is owned. */
function along(set: FieldSet | undefined, [key, ...deeper]: readonly string[]): FieldSet | undefined {
  if (set === undefined || key === undefined) return set;
  const inner = along(set[key], deeper);
  return inner && { ...(set["."] === undefined ? {} : { ".": set["."] }), [key]: inner };
}

function union(left: FieldSet, right: FieldSet): FieldSet {
  const all: FieldSet = { ...left };
  for (const [key, value] of Object.entries(right)) all[key] = union(all[key] ?? {}, value);
  return all;
}
