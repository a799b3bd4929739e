// Which JSON Patch makes one object of another, and only while nobody else has changed it?

import { isDeepStrictEqual } from "node:util";
import type { KubeObject } from "../kube/object.ts";
import type { ObjectPath } from "./router.ts";

export type PatchOperation =
  | { readonly op: "test" | "add" | "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string };

/**
 * The operations that lead from `live` to `wanted`; none where they are equal. They begin with a `test` of the
 * resourceVersion, and before a change inside a list with one of the name of each entry that it passes, because
 * the lists of routes are atomic: their entries have no key but their place.
 *
 * With `guard: "content"` the whole of each list that is changed is tested instead of the resourceVersion: for an
 * object that others write too often in other places, where the version never holds.
 * https://www.rfc-editor.org/rfc/rfc6902
 */
export function patchBetween(
  live: KubeObject,
  wanted: KubeObject,
  guard: "version" | "content" = "version",
): PatchOperation[] {
  const changes = changesOf(live, wanted, []);
  if (changes.length === 0) return [];
  const guarded = guard === "version" ? [["metadata", "resourceVersion"]] : changes.map(({ path }) => wholeList(path));
  const tests = new Map<string, PatchOperation>();
  for (const path of guarded) tests.set(pointer(path), { op: "test", path: pointer(path), value: valueAt(live, path) });
  for (const { path } of changes) for (const test of namesOnTheWay(live, path)) tests.set(test.path, test);
  return [...tests.values(), ...changes.map(({ operation }) => operation)];
}

/** RFC 6901: `/spec/selector/app.kubernetes.io~1name`. */
export function pointer(path: ObjectPath): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

interface Change {
  readonly path: ObjectPath;
  readonly operation: PatchOperation;
}

function changesOf(live: unknown, wanted: unknown, path: ObjectPath): Change[] {
  if (isDeepStrictEqual(live, wanted)) return [];
  if (isMapping(live) && isMapping(wanted)) {
    return [...new Set([...Object.keys(live), ...Object.keys(wanted)])].flatMap((key) =>
      changeOfKey(live[key], wanted[key], [...path, key]),
    );
  }
  // Entries that come or go move the others: such a list is replaced as one.
  if (Array.isArray(live) && Array.isArray(wanted) && live.length === wanted.length) {
    return live.flatMap((entry: unknown, index) => changesOf(entry, wanted[index], [...path, index]));
  }
  return [{ path, operation: { op: "replace", path: pointer(path), value: wanted } }];
}

function changeOfKey(live: unknown, wanted: unknown, path: ObjectPath): Change[] {
  if (live === undefined && wanted === undefined) return [];
  if (wanted === undefined) return [{ path, operation: { op: "remove", path: pointer(path) } }];
  if (live === undefined) return [{ path, operation: { op: "add", path: pointer(path), value: wanted } }];
  return changesOf(live, wanted, path);
}

function namesOnTheWay(live: KubeObject, path: ObjectPath): PatchOperation[] {
  const places = path.flatMap((part, depth) => (typeof part === "number" ? [path.slice(0, depth + 1)] : []));
  const end = valueAt(live, path);
  const entries = Array.isArray(end) ? end.map((_, index) => [...path, index]) : [];
  return [...places, ...entries].flatMap((place) => nameTests(valueAt(live, place), place));
}

/** Up to the first index; for a key of a mapping, the mapping, which is there where the key is not. */
function wholeList(path: ObjectPath): ObjectPath {
  const index = path.findIndex((part) => typeof part === "number");
  return path.slice(0, index === -1 ? -1 : index);
}

function valueAt(object: unknown, path: ObjectPath): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      Array.isArray(value) || isMapping(value) ? (value as Record<string | number, unknown>)[part] : undefined,
    object,
  );
}

/** `name` is what Traefik and the Gateway API call a backend by, `destination.host` what Istio does. */
function nameTests(entry: unknown, path: ObjectPath): PatchOperation[] {
  if (!isMapping(entry)) return [];
  const { name, destination } = entry;
  if (typeof name === "string") return [{ op: "test", path: pointer([...path, "name"]), value: name }];
  if (isMapping(destination) && typeof destination.host === "string")
    return [{ op: "test", path: pointer([...path, "destination", "host"]), value: destination.host }];
  return [];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
