// Who owns which field of an object, and how does ownership move to us?

import { ApiError } from "./api-error.ts";
import type { FieldSet, KubeObject, ManagedFieldsEntry } from "./object.ts";

export interface OwnershipMove {
  /** A JSON patch; the server refuses it with 409 where the object has changed since it was read. */
  readonly patch: readonly { readonly op: "replace"; readonly path: string; readonly value: unknown }[];
  /** Whose fields move, and how many, in the order of the object. */
  readonly from: readonly { readonly manager: string; readonly fields: number }[];
}

export interface FieldConflict {
  readonly manager: string;
  /** As the server writes it: `.spec.template.spec.containers[name="web"].image`. */
  readonly field: string;
}

/** A key of a mapping, or the keys that identify an entry of a list: `{name: "web"}`. */
export type FieldPathPart = string | Readonly<Record<string, string | number>>;

/**
 * What moves the fields that people's tools own (`kubectl apply`, `set image`, `edit`, and what was
 * there before the first apply) to `manager`, so that its next apply can change and remove them.
 * `undefined` where nothing is to move. Entries of subresources (`scale`, `status`) stay, and so does
 * the mark of `kubectl rollout restart`, which no manifest holds.
 *
 * The rules of https://pkg.go.dev/k8s.io/client-go/util/csaupgrade.
 */
export function adoptFields(object: KubeObject, manager: string): OwnershipMove | undefined {
  const entries = object.metadata.managedFields ?? [];
  const moving = entries.filter(
    (entry) => isAdoptable(entry, manager) && splitRestartMark(entry.fieldsV1 ?? {}).rest !== undefined,
  );
  if (moving.length === 0) return undefined;
  const own = entries.find((entry) => isOwn(entry, manager));
  const template = own ?? moving[0] ?? {};
  const adopted: ManagedFieldsEntry = {
    ...template,
    manager,
    operation: "Apply",
    fieldsV1: moving.reduce<FieldSet>(
      (all, entry) => union(all, splitRestartMark(entry.fieldsV1 ?? {}).rest ?? {}),
      own?.fieldsV1 ?? {},
    ),
  };
  const kept = entries.flatMap((entry) => {
    if (isOwn(entry, manager)) return [];
    if (!moving.includes(entry)) return [entry];
    const { mark } = splitRestartMark(entry.fieldsV1 ?? {});
    return mark ? [{ ...entry, fieldsV1: mark }] : [];
  });
  return {
    patch: [
      { op: "replace", path: "/metadata/managedFields", value: [adopted, ...kept] },
      { op: "replace", path: "/metadata/resourceVersion", value: object.metadata.resourceVersion },
    ],
    from: moving.map((entry) => ({ manager: entry.manager ?? "", fields: countFields(entry.fieldsV1 ?? {}) })),
  };
}

/** The managers that own the field, or a part of what is under it. */
export function ownersOf(object: KubeObject, path: readonly FieldPathPart[]): ManagedFieldsEntry[] {
  return (object.metadata.managedFields ?? []).filter((entry) => {
    let set: FieldSet | undefined = entry.fieldsV1;
    for (const part of path) set = set?.[fieldKey(part)];
    return set !== undefined;
  });
}

/** What a 409 of server-side apply complains of; empty for any other error. */
export function conflictsOf(error: unknown): FieldConflict[] {
  if (!(error instanceof ApiError) || error.code !== 409) return [];
  return (error.status.details?.causes ?? [])
    .filter(({ reason }) => reason === "FieldManagerConflict")
    .map(({ message = "", field = "" }) => ({
      manager: /conflict with "((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? message,
      field,
    }));
}

function isAdoptable(entry: ManagedFieldsEntry, manager: string): boolean {
  if (entry.subresource) return false;
  if (entry.manager === manager) return entry.operation === "Update";
  return /^kubectl($|-)/.test(entry.manager ?? "") || entry.manager === "before-first-apply";
}

function isOwn(entry: ManagedFieldsEntry, manager: string): boolean {
  return entry.manager === manager && entry.operation === "Apply" && !entry.subresource;
}

function union(left: FieldSet, right: FieldSet): FieldSet {
  const all: FieldSet = { ...left };
  for (const [key, value] of Object.entries(right)) all[key] = union(all[key] ?? {}, value);
  return all;
}

const RESTART_MARK = [
  "f:spec",
  "f:template",
  "f:metadata",
  "f:annotations",
  "f:kubectl.kubernetes.io/restartedAt",
] as const;

/** Parts the mark that `kubectl rollout restart` leaves in the template from all else. */
function splitRestartMark(fields: FieldSet): { mark: FieldSet | undefined; rest: FieldSet | undefined } {
  let set: FieldSet | undefined = fields;
  for (const key of RESTART_MARK) set = set?.[key];
  if (set === undefined) return { mark: undefined, rest: isEmpty(fields) ? undefined : fields };
  const mark = RESTART_MARK.reduceRight<FieldSet>((inner, key) => ({ [key]: inner }), {});
  return { mark, rest: without(fields, RESTART_MARK) };
}

function without(fields: FieldSet, path: readonly string[]): FieldSet | undefined {
  const [key, ...deeper] = path;
  if (key === undefined) return undefined;
  const inner = without(fields[key] ?? {}, deeper);
  const { [key]: _, ...others } = fields;
  // `.` alone says that the mapping itself is owned, which only its content gave reason for.
  const left = inner === undefined ? others : { ...others, [key]: inner };
  return Object.keys(left).every((name) => name === ".") ? undefined : left;
}

function isEmpty(fields: FieldSet): boolean {
  return Object.keys(fields).length === 0;
}

function countFields(fields: FieldSet): number {
  return Object.entries(fields).reduce(
    (sum, [key, inner]) => sum + (key === "." ? 0 : isEmpty(inner) ? 1 : countFields(inner)),
    0,
  );
}

/** As the server writes a path: `f:spec`, `k:{"name":"web"}` with its keys in order. */
function fieldKey(part: FieldPathPart): string {
  if (typeof part === "string") return `f:${part}`;
  return `k:${JSON.stringify(Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1))))}`;
}
