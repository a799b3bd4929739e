// What would applying these objects change, found out without changing anything?

import { missingPermissions } from "../../kube/access.ts";
import { isApiError } from "../../kube/api-error.ts";
import type { Cluster } from "../../kube/cluster.ts";
import { describeObject, type KubeObject, referenceTo } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import { groupOf } from "../../kube/resource-types.ts";
import type { Manifest } from "../../manifests/load.ts";
import { Failure } from "../../report/failure.ts";
import type { Log } from "../../report/log.ts";
import { fieldManager, type Rehearsal, rehearse } from "../dry-run.ts";
import { applyLocally } from "./apply-locally.ts";
import { type Difference, differenceOf } from "./difference.ts";
import type { Compared } from "./release-plan.ts";

/** One object as it would be applied. */
export interface PlannedObject {
  readonly body: KubeObject;
  readonly manifest: Manifest | undefined;
  readonly manager: string;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** What the server says that it would refuse. */
  readonly refusals: readonly Failure[];
}

export interface CompareOptions {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly takeOver: boolean;
}

/**
 * Asks the server what an apply of each object would leave (a dry run, which needs the permission to write), and works
 * it out from the live objects where this user may only read.
 */
export async function compareObjects(
  cluster: Cluster,
  objects: readonly PlannedObject[],
  options: CompareOptions,
): Promise<Comparison> {
  const differences: Difference[] = [];
  const refusals: Failure[] = [];
  for (const planned of objects) {
    const { difference, refusal } = await compareOne(cluster, planned, options);
    differences.push(difference);
    if (refusal !== undefined) refusals.push(refusal);
  }
  return { differences, refusals };
}

/** For a release that is begun already: nothing is refused for what could not be compared, it is only told. */
export async function comparedIfPossible(
  look: () => Promise<readonly Difference[]>,
  signal: AbortSignal,
): Promise<Compared> {
  try {
    return { differences: await look() };
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Failure ? error.found : error instanceof Error ? error.message : String(error);
    return {
      differences: [],
      uncompared: `The objects could not be compared with the cluster before the first act: ${why}`,
    };
  }
}

/** What a dry run showed. What is new is shown as it is written: what the server fills in says nothing. */
export function rehearsedDifference(body: KubeObject, { live, after }: Rehearsal): Difference {
  return differenceOf(live, live === undefined ? body : (after ?? body), { by: "dry run" });
}

export function notServedYet(body: KubeObject): Difference {
  const note = "its kind is defined by this release itself: it cannot be compared before";
  return { ...differenceOf(undefined, body, { by: "own comparison", note }), diff: "" };
}

interface One {
  readonly difference: Difference;
  readonly refusal?: Failure;
}

async function compareOne(cluster: Cluster, planned: PlannedObject, options: CompareOptions): Promise<One> {
  const { body, manifest, manager } = planned;
  const { signal, log, takeOver } = options;
  const type = await cluster.resourceType(body, { signal });
  if (type === undefined) return { difference: notServedYet(body) };
  const base = { group: groupOf(type.apiVersion), resource: type.plural };
  const where = { ...base, namespace: type.namespaced ? (body.metadata.namespace ?? cluster.namespace) : "" };
  const missing = await missingPermissions(
    cluster,
    [
      { ...where, verb: "patch" },
      { ...where, verb: "create" },
    ],
    {
      signal,
    },
  );
  if (missing.length > 0) return compareByReading(cluster, planned, signal);
  try {
    const rehearsal = await rehearse(cluster, body, manifest, { signal, log, takeOver, manager });
    return { difference: rehearsedDifference(body, rehearsal) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const read = await compareByReading(cluster, planned, signal);
    return { difference: { ...read.difference, note: `the server would refuse it: ${error.found}` }, refusal: error };
  }
}

async function compareByReading(cluster: Cluster, { body, manager }: PlannedObject, signal: AbortSignal): Promise<One> {
  try {
    const live = await cluster.get(referenceTo(body), { signal });
    const after = live === undefined ? body : applyLocally(live, body, (each) => isOurs(each, manager));
    return { difference: differenceOf(live, after, { by: "own comparison" }) };
  } catch (error) {
    // Who may look at everything else is often not allowed to look at Secrets.
    if (isApiError(error, 403)) {
      const note = "this user may not read it: not compared";
      return { difference: { object: describeObject(body), change: "unknown", diff: "", by: "own comparison", note } };
    }
    throw explainRefusal(error, `reading ${describeObject(body)}`);
  }
}

/** The fields of people's tools are adopted before the manifests are applied, not where only an image is set. */
function isOurs(owner: string, manager: string): boolean {
  const adopted = owner === "before-first-apply" || /^kubectl($|-)/.test(owner);
  return owner === manager || (manager === fieldManager && adopted);
}
