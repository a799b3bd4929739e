// What of an object may and should a reader of a plan see?

import type { KubeObject } from "../../kube/object.ts";
import { configurationAnnotation } from "../objects/configuration-hash.ts";
import { changeCauseAnnotation, releaseAnnotation, revisionAnnotation } from "../workload.ts";

/** What stands where a value must not be shown. */
const hidden = "(not shown)";
const hiddenBefore = "(not shown, before)";
const hiddenAfter = "(not shown, after)";

/** Both sides of a difference, ready to be printed; undefined where the object is not there. */
export interface ShownPair {
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * An object before and after, without what the server keeps for itself and without secret values: of a Secret the
 * keys are shown and which of them change. A hash of configuration in an annotation is hidden the same way, because a
 * short secret could be guessed from it.
 */
export function shownPair(before: KubeObject | undefined, after: KubeObject | undefined): ShownPair {
  const [one, other] = [before && withoutNoise(before), after && withoutNoise(after)];
  const secret = (before ?? after)?.kind === "Secret";
  return hide(one, other, secret ? hiddenOfSecret : hiddenAnywhere, []);
}

/** Fields that each write of the server's changes, the status, and what a release writes down anew each time. */
function withoutNoise(object: KubeObject): Record<string, unknown> {
  const { status: _status, metadata, ...rest } = object;
  const {
    managedFields: _fields,
    resourceVersion: _version,
    uid: _uid,
    generation: _generation,
    creationTimestamp: _created,
    selfLink: _link,
    annotations,
    ...kept
  } = metadata as KubeObject["metadata"] & { selfLink?: string };
  const told = Object.fromEntries(Object.entries(annotations ?? {}).filter(([key]) => !bookkeeping.has(key)));
  return { ...rest, metadata: { ...kept, ...(Object.keys(told).length === 0 ? {} : { annotations: told }) } };
}

const bookkeeping = new Set([
  changeCauseAnnotation,
  releaseAnnotation,
  revisionAnnotation,
  // Holds the whole object, the values of a Secret too.
  "kubectl.kubernetes.io/last-applied-configuration",
]);

type Hidden = (path: readonly string[]) => boolean;

function hiddenOfSecret(path: readonly string[]): boolean {
  return ((path[0] === "data" || path[0] === "stringData") && path.length === 2) || hiddenAnywhere(path);
}

/** `checksum/config` in the annotations of an object or of its pods, and a password that stands in a container's `env`. */
function hiddenAnywhere(path: readonly string[]): boolean {
  const [third, second, last = ""] = path.slice(-3);
  if (second === "annotations") return last === configurationAnnotation || /checksum|hash|sha\d*sum/i.test(last);
  return third === "env" && last === "value" && /passw|secret|token|private|credential|api_?key/i.test(second ?? "");
}

/** `postgres://orders:…@db` and `--password=…`, in what a container is started with. */
function holdsPassword(value: unknown, path: readonly string[]): boolean {
  if (typeof value !== "string" || !path.some((part) => part === "containers" || part === "initContainers"))
    return false;
  return /:\/\/[^/\s:@]*:[^@/\s]+@|(?:passw\w*|secret|token|credential|api[-_]?key)\s*[=:]\s*[^\s$]/i.test(value);
}

/** Hides on both sides at once, so that it still shows whether a value changes. */
function hide(before: unknown, after: unknown, isHidden: Hidden, path: readonly string[]): ShownPair {
  if (isHidden(path) || holdsPassword(before, path) || holdsPassword(after, path)) return hideValue(before, after);
  if (Array.isArray(before) || Array.isArray(after)) return hideInList(before, after, isHidden, path);
  if (!isMapping(before) && !isMapping(after)) return { before, after };
  const [one, other] = [isMapping(before) ? before : {}, isMapping(after) ? after : {}];
  const shown = [...new Set([...Object.keys(one), ...Object.keys(other)])].map(
    (key) => [key, hide(one[key], other[key], isHidden, [...path, key])] as const,
  );
  const side = (which: "before" | "after"): Record<string, unknown> =>
    Object.fromEntries(shown.flatMap(([key, pair]) => (pair[which] === undefined ? [] : [[key, pair[which]]])));
  return { before: isMapping(before) ? side("before") : before, after: isMapping(after) ? side("after") : after };
}

/** Entries are compared with the one of the same name, otherwise with the one in the same place. */
function hideInList(before: unknown, after: unknown, isHidden: Hidden, path: readonly string[]): ShownPair {
  const keyed = (list: unknown): Map<string, unknown> | undefined =>
    Array.isArray(list)
      ? new Map(list.map((entry, index) => [isMapping(entry) ? String(entry.name ?? index) : String(index), entry]))
      : undefined;
  const [one, other] = [keyed(before), keyed(after)];
  const pair = (key: string): ShownPair => hide(one?.get(key), other?.get(key), isHidden, [...path, key]);
  return {
    before: one === undefined ? before : [...one.keys()].map((key) => pair(key).before),
    after: other === undefined ? after : [...other.keys()].map((key) => pair(key).after),
  };
}

function hideValue(before: unknown, after: unknown): ShownPair {
  if (before === undefined || after === undefined) {
    return { before: before === undefined ? undefined : hidden, after: after === undefined ? undefined : hidden };
  }
  return before === after ? { before: hidden, after: hidden } : { before: hiddenBefore, after: hiddenAfter };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
