// Would the API server take what a release with two tracks applies, and what would it change?

import type { Track } from "../../release/track.ts";
import type { ApplyPlan } from "../apply.ts";
import { inNamespace } from "../apply.ts";
import type { RolloutContext } from "../context.ts";
import { type DryRunOptions, fieldManager, rehearse } from "../dry-run.ts";
import { refuseLedAway } from "../led-away.ts";
import type { SeenObject } from "../objects/inventory.ts";
import { compareObjects, notServedYet, type PlannedObject, rehearsedDifference } from "../plan/compare.ts";
import { type Difference, isChange } from "../plan/difference.ts";
import { candidateBody, stableBody } from "./bodies.ts";
import { objectBody } from "./object-bodies.ts";
import { createRouting, type Routing } from "./routing.ts";
import type { Survey } from "./survey.ts";

export interface TracksRehearsal {
  readonly plan: ApplyPlan;
  readonly track: Track;
  readonly ground: Survey;
  /** This user may not even ask for a dry run. */
  readonly readOnly: boolean;
}

export interface RehearsedTracks {
  readonly changes: boolean;
  readonly differences: readonly Difference[];
  /** The objects beside the workload, as the dry run showed them. */
  readonly seen: readonly SeenObject[];
}

/** @throws Failure for what the API server refuses. */
export async function rehearseTracks(
  { plan, track, ground, readOnly }: TracksRehearsal,
  { cluster, log, signal }: RolloutContext,
): Promise<RehearsedTracks> {
  const stable = ground.sideOf(track.stable?.deployment).workload;
  const { beside, candidate } = await plannedBodies(plan, track, ground, createRouting(cluster, log), cluster);
  // Whether there is anything to release is asked of what serves.
  const asStable = stable === undefined ? undefined : { ...candidate, body: stableBody(plan, track, stable) };
  const options = { signal, log, takeOver: plan.takeOver, manager: fieldManager };
  const objects: PlannedObjects = { beside, candidate, asStable };
  const deferred = plan.target.manifests.filter((manifest) => plan.deferred.has(manifest));
  await refuseLedAway(beside, { cluster, signal });
  const { changes, differences, asServed, seen } = readOnly
    ? await compareAll(objects, cluster, options)
    : await rehearseObjects(objects, track, cluster, options);
  return {
    changes: changes || stable === undefined || deferred.length > 0,
    differences: [...toldOnce(differences, track, asServed), ...deferred.map(({ object }) => notServedYet(object))],
    seen: [...seen, ...deferred.map(({ object }) => ({ body: inNamespace(object, plan), rehearsal: undefined }))],
  };
}

interface PlannedObjects {
  readonly beside: readonly PlannedObject[];
  readonly candidate: PlannedObject;
  readonly asStable: PlannedObject | undefined;
}

/** The last difference is the candidate's. */
interface Looked extends RehearsedTracks {
  /** What the release is to what serves, where that was asked. */
  readonly asServed: Difference | undefined;
}

async function compareAll(
  { beside, candidate, asStable }: PlannedObjects,
  cluster: RolloutContext["cluster"],
  options: DryRunOptions & { readonly signal: AbortSignal },
): Promise<Looked> {
  const { differences, refusals } = await compareObjects(cluster, [...beside, candidate], options);
  const [refusal] = refusals;
  if (refusal !== undefined) throw refusal;
  const again = asStable === undefined ? undefined : await compareObjects(cluster, [asStable], options);
  const [asServed] = again?.differences ?? [];
  const changes = [...differences.slice(0, beside.length), ...(asServed === undefined ? [] : [asServed])].some(
    isChange,
  );
  return { changes, differences, asServed, seen: [] };
}

async function rehearseObjects(
  { beside, candidate, asStable }: PlannedObjects,
  { strategy }: Track,
  cluster: RolloutContext["cluster"],
  options: DryRunOptions,
): Promise<Looked> {
  const differences: Difference[] = [];
  const seen: SeenObject[] = [];
  let changes = false;
  for (const { body, manifest } of beside) {
    const rehearsal = await rehearse(cluster, body, manifest, options);
    differences.push(rehearsedDifference(body, rehearsal));
    seen.push({ body, rehearsal });
    changes ||= rehearsal.changes;
  }
  const { body, manifest } = candidate;
  differences.push(rehearsedDifference(body, await rehearse(cluster, body, manifest, options)));
  // A canary is told by what stable gets in the end; otherwise it is asked only where nothing else changes.
  if (asStable === undefined || (changes && strategy !== "canary"))
    return { changes, differences, asServed: undefined, seen };
  const serving = await rehearse(cluster, asStable.body, asStable.manifest, { ...options, takeOver: true });
  const asServed = rehearsedDifference(asStable.body, serving);
  return { changes: changes || serving.changes, differences, asServed, seen };
}

/** The last one is the candidate's. What it is made of stable gets in the end: it is shown as the change of what serves. */
function toldOnce(
  differences: readonly Difference[],
  { strategy }: Track,
  asServed: Difference | undefined,
): readonly Difference[] {
  const candidate = differences.at(-1);
  if (strategy !== "canary" || asServed === undefined || candidate === undefined) return differences;
  const note = `with what ${asServed.object} gets in the end`;
  return [...differences.slice(0, -1), { ...candidate, diff: "", note }, asServed];
}

async function plannedBodies(
  plan: ApplyPlan,
  track: Track,
  ground: Survey,
  routing: Routing,
  cluster: RolloutContext["cluster"],
): Promise<{ readonly beside: readonly PlannedObject[]; readonly candidate: PlannedObject }> {
  const own = plan.target.manifest;
  const beside: PlannedObject[] = [];
  for (const manifest of plan.target.manifests) {
    if (manifest === own || plan.deferred.has(manifest)) continue;
    const body = await objectBody(manifest.object, track, { cluster, routing, plan });
    beside.push({ body: body ?? inNamespace(manifest.object, plan), manifest, manager: fieldManager });
  }
  const standing = ground.sideOf(track.candidate.deployment).workload;
  const stable = ground.sideOf(track.stable?.deployment).workload;
  const body = candidateBody(plan, track, track.candidate.replicas, standing, stable);
  return { beside, candidate: { body, manifest: own, manager: fieldManager } };
}
