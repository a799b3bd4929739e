// Would the API server take these objects, and what would they change?

import { isDeepStrictEqual } from "node:util";
import { type ApiError, isApiError } from "../kube/api-error.ts";
import type { CallOptions, Cluster } from "../kube/cluster.ts";
import { adoptFields, conflictsOf } from "../kube/managed-fields.ts";
import { describeObject, type KubeObject, referenceTo } from "../kube/object.ts";
import { explainRefusal } from "../kube/refusal.ts";
import type { Manifest } from "../manifests/load.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { changeCauseAnnotation, releaseAnnotation, revisionAnnotation } from "./workload.ts";

/** Who applies: the manager of every field that a release writes. */
export const fieldManager = "slipway";
/** Who sets only the image of a workload whose other fields somebody else applies. */
export const imageManager = "slipway-image";
/** Who changes single fields while two tracks run: the next apply need not adopt them, and finds nothing to change. */
export const patchManager = "slipway-tracks";

export interface DryRunOptions extends CallOptions {
  readonly log: Log;
  /** Fields of other managers are taken over. */
  readonly takeOver: boolean;
  readonly manager: string;
}

/** What a dry run showed of one object. */
export interface Rehearsal {
  readonly live: KubeObject | undefined;
  /** As the server would have it; undefined where an admission does not take dry runs. */
  readonly after: KubeObject | undefined;
  /** Applying it would change something, be it only who owns a field. */
  readonly changes: boolean;
}

/**
 * Applies an object without keeping the result. What people's tools own counts as ours: it is adopted
 * before the object is applied.
 *
 * @throws Failure on the line of the manifest that the server refuses, or naming the managers that own its fields.
 */
export async function rehearse(
  cluster: Cluster,
  object: KubeObject,
  manifest: Manifest | undefined,
  options: DryRunOptions,
): Promise<Rehearsal> {
  const { signal, log, takeOver, manager } = options;
  const live = await cluster.get(referenceTo(object), { signal });
  const adoption = live === undefined ? undefined : adoptFields(live, manager);
  const write = { fieldManager: manager, dryRun: true, signal };
  try {
    const after = await cluster.apply(object, write).catch((error: unknown) => {
      const foreign = foreignConflicts(error);
      if (conflictsOf(error).length === 0 || (foreign.length > 0 && !takeOver)) throw error;
      return cluster.apply(object, { ...write, force: true });
    });
    return { live, after, changes: live === undefined || adoption !== undefined || !sameContent(live, after) };
  } catch (error) {
    if (isApiError(error) && refusesDryRuns(error)) {
      log.warning(
        `${describeObject(object)} could not be checked before the release: ${error.status.message ?? error.message}`,
        manifest?.position([]),
      );
      return { live, after: undefined, changes: true };
    }
    throw refused(error, object, manifest, `checking ${describeObject(object)} with the API server`);
  }
}

/** The words for what the API server says of an object: on its line, and with the managers that own its fields. */
export function refused(
  error: unknown,
  object: KubeObject,
  manifest: Manifest | undefined,
  attempted: string,
): unknown {
  if (!isApiError(error)) return error;
  const conflicts = foreignConflicts(error);
  const [first] =
    conflicts.length > 0
      ? conflicts.map((conflict) => conflict.field)
      : [
          ...(error.status.details?.causes ?? []).map((cause) => cause.field ?? ""),
          // `.spec.replica: field not declared in schema` stands in the message only.
          ...(/(\.[\w.[\]"=-]+): field not declared in schema/.exec(error.status.message ?? "")?.slice(1) ?? []),
        ];
  const at = manifest?.position(pathOf(first ?? "", manifest.object));
  if (conflicts.length > 0) {
    const managers = [...new Set(conflicts.map((conflict) => `"${conflict.manager}"`))].join(" and ");
    return new Failure({
      attempted,
      found: `${managers} ${conflicts.length === 1 ? "owns a field" : "own fields"} that ${describeObject(object)} sets: ${conflicts.map((conflict) => conflict.field).join(", ")}`,
      advice:
        "Take these fields out of the manifest, or stop the other manager, or set `take-over: true` to own them from now on.",
      at,
      cause: error,
    });
  }
  const explained = explainRefusal(error, attempted);
  if (!(explained instanceof Failure) || at === undefined) return explained;
  return new Failure({
    attempted: explained.attempted,
    found: explained.found,
    advice: explained.advice,
    at,
    cause: error,
  });
}

/** The conflicts with managers that are neither people's tools nor ourselves. */
export function foreignConflicts(error: unknown) {
  return conflictsOf(error).filter(({ manager }) => !isOurs(manager));
}

/** The message writes `kubectl-client-side-apply" using apps/v1` where the manager wrote by an update. */
function isOurs(manager: string): boolean {
  return /^(kubectl($|[-" ])|before-first-apply|slipway($|[-" ]))/.test(manager);
}

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#authorization-for-dry-run */
function refusesDryRuns(error: ApiError): boolean {
  return /does not support dry ?run/i.test(error.status.message ?? "");
}

/** Equal but for what every write changes, and for what each release writes down anew. */
function sameContent(live: KubeObject, after: KubeObject): boolean {
  return isDeepStrictEqual(withoutBookkeeping(live), withoutBookkeeping(after));
}

function withoutBookkeeping(object: KubeObject): unknown {
  const { managedFields: _fields, resourceVersion: _version, generation: _generation, ...metadata } = object.metadata;
  const {
    [changeCauseAnnotation]: _cause,
    [releaseAnnotation]: _release,
    [revisionAnnotation]: _revision,
    ...annotations
  } = metadata.annotations ?? {};
  const { status: _status, ...rest } = object;
  return { ...rest, metadata: { ...metadata, annotations } };
}

/** `.spec.template.spec.containers[name="web"].image` or `spec.containers[0].image` as the path in a manifest. */
function pathOf(field: string, object: KubeObject): (string | number)[] {
  const path: (string | number)[] = [];
  let value: unknown = object;
  for (const [, key, index, selector] of field.matchAll(/\.?([^.[\]]+)|\[(\d+)\]|\[([^\]]*)\]/g)) {
    const step = key ?? (index === undefined ? indexOf(value, selector ?? "") : Number(index));
    if (step === undefined) return path;
    path.push(step);
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  }
  return path;
}

/** The entry of a list that `name="web"` means. */
function indexOf(list: unknown, selector: string): number | undefined {
  const [, key = "", text = ""] = /^([^=]+)="?([^",]*)"?/.exec(selector) ?? [];
  if (!Array.isArray(list)) return undefined;
  const index = list.findIndex(
    (entry: unknown) => typeof entry === "object" && entry !== null && String(Reflect.get(entry, key)) === text,
  );
  return index < 0 ? undefined : index;
}
